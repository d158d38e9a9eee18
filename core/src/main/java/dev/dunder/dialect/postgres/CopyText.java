package dev.dunder.dialect.postgres;

import dev.dunder.run.CopyRows;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of COPY: a line for each, tabs between its values, {@code \N} for null, and a backslash before what
 * would mean something else.
 */
final class CopyText implements CopyRows {
    private static final int START = 8 * 1_024;

    /** As much as is one message to the server. */
    private static final int PIECE = 64 * 1_024;

    /** Enough for the parts that are sent at a time. */
    private static final int MOST_KEPT = 64;

    /** So many characters or bytes are written at a time: there is room for their forms in a piece. */
    private static final int SLICE = 16 * 1_024;
    private static final int MOST_DIGITS = 19;
    private static final int LAST_YEAR = 9_999;

    /** What stands behind the backslash in place of a character; 0 where it is written as it is. */
    private static final byte[] ESCAPES = new byte[128];

    static {
        ESCAPES['\\'] = '\\';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\r'] = 'r';
        ESCAPES['\b'] = 'b';
        ESCAPES['\f'] = 'f';
        ESCAPES['\u000b'] = 'v';
    }

    private final DataType<?>[] columns;
    private final List<byte[]> full = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<byte[]> free = new ArrayList<>();
    private byte[] bytes = {};
    private int end;
    private long before;
    private long count;

    CopyText(List<DataType<?>> columns) {
        this.columns = columns.toArray(DataType<?>[]::new);
    }

    /** Takes some of the rows' bytes. */
    interface Taker {
        void take(byte[] bytes, int size) throws SQLException;
    }

    /** Gives away all bytes in their order. */
    void to(Taker taker) throws SQLException {
        for (int i = 0; i < full.size(); i++) {
            taker.take(full.get(i), ends.get(i));
        }
        taker.take(bytes, end);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, before + end);
    }

    /** Pieces are filled again; of what one huge row has needed only so many are kept. */
    @Override
    public void clear() {
        full.stream().limit(MOST_KEPT - free.size()).forEach(free::add);
        full.clear();
        ends.clear();
        before = 0;
        end = 0;
        count = 0;
    }

    @Override
    public void add(Values values) {
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                put((byte) '\t');
            }
            value(columns[i], values.get(i));
        }
        put((byte) '\n');
        count++;
    }

    private void value(DataType<?> type, @Nullable Object value) {
        switch (value) {
            case null -> {
                put((byte) '\\');
                put((byte) 'N');
            }
            case byte[] binary when type.getType() == byte[].class -> hex(binary);
            case Integer number when type.getType() == Integer.class -> number(number);
            case Long number when type.getType() == Long.class -> number(number);
            case Boolean flag when type.getType() == Boolean.class -> put((byte) (flag ? 't' : 'f'));
            case OffsetDateTime time when type.getType() == OffsetDateTime.class && isUsual(time) ->
                moment(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
            default -> text(TextForms.of(Codecs.stored(type, value)));
        }
    }

    /** Whether it has four digits for its year in any zone. */
    private static boolean isUsual(OffsetDateTime time) {
        return time.getYear() > 1 && time.getYear() < LAST_YEAR;
    }

    private void number(long value) {
        if (value == Long.MIN_VALUE) {
            text(Long.toString(value));
            return;
        }
        ensure(MOST_DIGITS + 1L);
        long rest = Math.abs(value);
        if (value < 0) {
            bytes[end++] = '-';
        }
        int digits = 1;
        for (long left = rest; left >= 10; left /= 10) {
            digits++;
        }
        end = TextForms.digits(rest, digits, bytes, end);
    }

    private void moment(LocalDateTime utc) {
        ensure(TextForms.LONGEST_TIME + 3L);
        end = TextForms.write(utc, bytes, end);
        bytes[end++] = '+';
        bytes[end++] = '0';
        bytes[end++] = '0';
    }

    private void text(String text) {
        int length = text.length();
        for (int from = 0; from < length;) {
            int to = Math.min(length, from + SLICE);
            if (to < length && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            text(text, from, to);
            from = to;
        }
    }

    private void text(String text, int from, int to) {
        // Each char is at most three bytes, or two where one of them is the backslash.
        ensure(3L * (to - from));
        byte[] into = bytes;
        int at = end;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= ESCAPES.length) {
                end = at;
                rest(text.substring(i, to));
                return;
            }
            byte escape = ESCAPES[c];
            if (escape != 0) {
                into[at++] = '\\';
                into[at++] = escape;
            } else {
                into[at++] = (byte) c;
            }
        }
        end = at;
    }

    /** From the first character on that is not ASCII. */
    private void rest(String text) {
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            byte escape = one >= 0 ? ESCAPES[one] : 0;
            if (escape != 0) {
                bytes[end++] = '\\';
                bytes[end++] = escape;
            } else {
                bytes[end++] = one;
            }
        }
    }

    private void hex(byte[] binary) {
        ensure(3);
        bytes[end++] = '\\';
        bytes[end++] = '\\';
        bytes[end++] = 'x';
        for (int from = 0; from < binary.length; from += SLICE) {
            int to = Math.min(binary.length, from + SLICE);
            ensure(2L * (to - from));
            for (int i = from; i < to; i++) {
                bytes[end++] = digit(binary[i] >> 4);
                bytes[end++] = digit(binary[i]);
            }
        }
    }

    private static byte digit(int value) {
        return (byte) Character.forDigit(value & 0xf, 16);
    }

    private void put(byte one) {
        ensure(1);
        bytes[end++] = one;
    }

    /** Room for more bytes on end, no more than a piece: in that which was begun, or in another one. */
    private void ensure(long more) {
        if (end + more <= bytes.length) {
            return;
        }
        if (bytes.length < PIECE) {
            bytes = Arrays.copyOf(bytes, end + more <= START ? START : PIECE);
            if (end + more <= bytes.length) {
                return;
            }
        }
        full.add(bytes);
        ends.add(end);
        before += end;
        bytes = free.isEmpty() ? new byte[PIECE] : free.remove(free.size() - 1);
        end = 0;
    }
}
