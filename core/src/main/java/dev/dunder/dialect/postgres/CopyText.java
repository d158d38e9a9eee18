package dev.dunder.dialect.postgres;

import dev.dunder.lookups.DunderException;
import dev.dunder.run.CopyRows;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of COPY: a line for each, tabs between its values, {@code \N} for null, and a backslash before what
 * would mean something else.
 */
final class CopyText implements CopyRows {
    private static final int START = 64 * 1_024;
    private static final int LARGE = 16 * 1_024 * 1_024;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

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
    private byte[] bytes = new byte[START];
    private int size;
    private long count;

    CopyText(List<DataType<?>> columns) {
        this.columns = columns.toArray(DataType<?>[]::new);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public int size() {
        return size;
    }

    /** What one huge row has needed is not kept. */
    @Override
    public void clear() {
        size = 0;
        count = 0;
        if (bytes.length > LARGE) {
            bytes = new byte[START];
        }
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
            default -> text(TextForms.of(Codecs.stored(type, value)));
        }
    }

    private void text(String text) {
        int length = text.length();
        // Each char is at most three bytes, or two where one of them is the backslash.
        ensure(3L * length);
        byte[] into = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ESCAPES.length) {
                size = at;
                rest(text, i);
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
        size = at;
    }

    /** From the first character on that is not ASCII. */
    private void rest(String text, int from) {
        for (byte one : text.substring(from).getBytes(StandardCharsets.UTF_8)) {
            byte escape = one >= 0 ? ESCAPES[one] : 0;
            if (escape != 0) {
                bytes[size++] = '\\';
                bytes[size++] = escape;
            } else {
                bytes[size++] = one;
            }
        }
    }

    private void hex(byte[] binary) {
        ensure(2L * binary.length + 3);
        bytes[size++] = '\\';
        bytes[size++] = '\\';
        bytes[size++] = 'x';
        for (byte one : binary) {
            bytes[size++] = digit(one >> 4);
            bytes[size++] = digit(one);
        }
    }

    private static byte digit(int value) {
        return (byte) Character.forDigit(value & 0xf, 16);
    }

    private void put(byte one) {
        ensure(1);
        bytes[size++] = one;
    }

    private void ensure(long more) {
        long wanted = size + more;
        if (wanted <= bytes.length) {
            return;
        }
        if (wanted > LONGEST) {
            throw new DunderException("A row of more than 2 GB cannot be copied in.");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LONGEST, Math.max(wanted, 2L * bytes.length)));
    }
}
