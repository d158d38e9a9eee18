package dev.dunder.lookups;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Ranges as texts, read as far as to know that the server will take them. */
final class RangeText {
    private static final int LONGEST = 2_000;
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]{1,4})?");
    private static final Pattern ENDLESS = Pattern.compile("-?infinity", Pattern.CASE_INSENSITIVE);
    private static final Pattern MOMENT = Pattern.compile("([0-9]{4,7})-([0-9]{2})-([0-9]{2})"
            + "(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?"
            + " ?(?:Z|([-+])([0-9]{2})(?::?([0-9]{2}))?(?::?([0-9]{2}))?)?)?( BC)?");
    private static final int LARGEST_OFFSET = 15;

    private final String text;
    private int at;

    private RangeText(String text) {
        this.text = text;
    }

    /** Whether it is {@code [1,5)} or the like, {@code empty}, or for several {@code {[1,5),[7,9)}}. */
    static boolean fits(DataType<?> type, String given) {
        String text = given.strip();
        if (text.length() > LONGEST) {
            return false;
        }
        DataType<?> element = ColumnTypes.element(type);
        RangeText reading = new RangeText(text);
        boolean fits = ColumnTypes.isMultirange(type) ? reading.several(element) : reading.one(element);
        return fits && reading.at == text.length();
    }

    /** The ranges of such a text; an empty one is none. */
    static List<Range<Object>> read(DataType<?> type, String given) {
        RangeText reading = new RangeText(given.strip());
        DataType<?> element = ColumnTypes.element(type);
        List<Range<Object>> ranges = new ArrayList<>();
        try {
            while (reading.at < reading.text.length()) {
                if (reading.take('[') || reading.take('(')) {
                    ranges.add(reading.range(element, reading.text.charAt(reading.at - 1) == '['));
                } else {
                    // The braces around several, what is between them, and what stands for none.
                    reading.at++;
                }
            }
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw new LookupException("A text is no " + ColumnTypes.base(type) + ".");
        }
        return List.copyOf(ranges);
    }

    private Range<Object> range(DataType<?> element, boolean lowerInclusive) {
        StringBuilder lower = new StringBuilder();
        boolean noLower = end(lower);
        at++;
        StringBuilder upper = new StringBuilder();
        boolean noUpper = end(upper);
        boolean upperInclusive = text.charAt(at++) == ']';
        return new Range<>(noLower ? null : read(element, lower), noUpper ? null : read(element, upper), lowerInclusive,
                upperInclusive);
    }

    /** An end as columns of its type hold it. */
    private static Object read(DataType<?> element, CharSequence given) {
        String end = given.toString().strip();
        if (ColumnTypes.isNumber(element) && !NUMBER.matcher(end).matches()) {
            // As of columns: what no decimal number can be is the double that means the same.
            return Double.valueOf(end);
        }
        if (ENDLESS.matcher(end).matches()) {
            boolean past = end.startsWith("-");
            return ColumnTypes.isDate(element)
                    ? past ? LocalDate.MIN : LocalDate.MAX
                    : ColumnTypes.isInstant(element)
                            ? past ? OffsetDateTime.MIN : OffsetDateTime.MAX
                            : past ? LocalDateTime.MIN : LocalDateTime.MAX;
        }
        Object value = Objects.requireNonNull(value(element, end));
        return value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value;
    }

    private boolean several(DataType<?> element) {
        if (!take('{')) {
            return false;
        }
        blanks();
        if (take('}')) {
            return true;
        }
        do {
            blanks();
            if (!one(element)) {
                return false;
            }
            blanks();
        } while (take(','));
        return take('}');
    }

    private boolean one(DataType<?> element) {
        if (text.regionMatches(true, at, "empty", 0, 5)) {
            at += 5;
            return true;
        }
        if (!take('[') && !take('(')) {
            return false;
        }
        StringBuilder lower = new StringBuilder();
        StringBuilder upper = new StringBuilder();
        boolean noLower = end(lower);
        if (!take(',')) {
            return false;
        }
        boolean noUpper = end(upper);
        if (!take(']') && !take(')')) {
            return false;
        }
        try {
            Comparable<?> from = noLower ? null : value(element, lower.toString());
            Comparable<?> to = noUpper ? null : value(element, upper.toString());
            return !isAfter(from, to);
        } catch (DateTimeException | LookupException | NumberFormatException e) {
            return false;
        }
    }

    /** Reads an end; whether there is none. */
    private boolean end(StringBuilder into) {
        int start = at;
        boolean quoted = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                into.append(text.charAt(++at));
            } else if (c == '"') {
                boolean twice = quoted && at + 1 < text.length() && text.charAt(at + 1) == '"';
                if (twice) {
                    into.append('"');
                    at++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && "()[],".indexOf(c) >= 0) {
                break;
            } else {
                into.append(c);
            }
            at++;
        }
        return at == start;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /** Null where its order is not known; an exception where it is none. */
    private static @Nullable Comparable<?> value(DataType<?> element, String given) {
        String end = given.strip();
        if (ColumnTypes.isNumber(element)) {
            if (!NUMBER.matcher(end).matches()) {
                throw new NumberFormatException();
            }
            return (Comparable<?>) Values.convert(element, end);
        }
        if (ENDLESS.matcher(end).matches()) {
            return null;
        }
        Matcher moment = MOMENT.matcher(end);
        if (!moment.matches()) {
            throw new NumberFormatException();
        }
        int year = Integer.parseInt(moment.group(1));
        LocalDate day = LocalDate.of(moment.group(12) == null ? year : 1 - year, Integer.parseInt(moment.group(2)),
                Integer.parseInt(moment.group(3)));
        if (year == 0) {
            throw new DateTimeException("no year");
        }
        LocalDateTime time = day.atTime(moment.group(4) == null
                ? LocalTime.MIN
                : LocalTime.of(number(moment.group(4)), number(moment.group(5)), number(moment.group(6)),
                        nanos(moment.group(7))));
        if (Values.convert(ColumnTypes.isDate(element) ? element : org.jooq.impl.SQLDataType.LOCALDATETIME,
                ColumnTypes.isDate(element) ? day : time) == null) {
            return null;
        }
        if (moment.group(8) != null || end.indexOf('Z') >= 0) {
            if (number(moment.group(9)) > LARGEST_OFFSET || !ColumnTypes.isInstant(element)) {
                throw new DateTimeException("no offset");
            }
            int sign = "-".equals(moment.group(8)) ? -1 : 1;
            ZoneOffset offset = ZoneOffset.ofHoursMinutesSeconds(sign * number(moment.group(9)),
                    sign * number(moment.group(10)), sign * number(moment.group(11)));
            return time.toInstant(offset);
        }
        return ColumnTypes.isDate(element) ? day : time;
    }

    private static int nanos(@Nullable String fraction) {
        // The server has six digits of it.
        return fraction == null ? 0 : 1_000 * Integer.parseInt((fraction + "00000").substring(0, 6));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** Whether one value is more than another, as far as they can be compared. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static boolean isAfter(@Nullable Object from, @Nullable Object to) {
        if (from instanceof java.time.OffsetDateTime lower && to instanceof java.time.OffsetDateTime upper) {
            return lower.isAfter(upper);
        }
        return from instanceof Comparable lower && to != null && from.getClass() == to.getClass()
                && lower.compareTo(to) > 0;
    }
}
