package dev.dunder.dialect.postgres;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** Values as PostgreSQL writes them. */
final class TextForms {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyyyyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS", Locale.ROOT);

    private static final Pattern DOUBLE = Pattern.compile("[-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

    /** The most bytes that {@link #write} needs. */
    static final int LONGEST_TIME = 29;

    private static final int LAST_OF_FOUR_DIGITS = 9_999;

    /** From this power of ten on the server writes an exponent. */
    private static final int WIDEST = 15;

    private TextForms() {}

    /** A point or a box, its numbers as the server writes them: {@code (1,2.5)}. */
    static String shape(String text) {
        return DOUBLE.matcher(text).replaceAll(number -> Matcher.quoteReplacement(number(number.group())));
    }

    private static String number(String text) {
        if (Double.parseDouble(text) == 0) {
            return text.startsWith("-") ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(text).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -4 && exponent < WIDEST) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        return (exact.signum() < 0 ? "-" : "") + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    static String of(Object value) {
        return switch (value) {
            case EnumType literal -> literal.getLiteral();
            case JSON json -> json.data();
            case JSONB json -> json.data();
            case XML xml -> xml.data();
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case YearToSecond interval -> dev.dunder.lookups.Intervals.text(interval);
            case LocalDate date -> date(date);
            case LocalDateTime time -> dateTime(time);
            case OffsetDateTime time -> instant(time);
            case @Nullable Object[] members -> array(members);
            default -> value.toString();
        };
    }

    private static String array(@Nullable Object[] members) {
        StringJoiner text = new StringJoiner(",", "{", "}");
        for (Object member : members) {
            if (member == null) {
                text.add("NULL");
            } else if (member instanceof Object[]) {
                text.add(of(member));
            } else {
                text.add('"' + of(member).replace("\\", "\\\\").replace("\"", "\\\"") + '"');
            }
        }
        return text.toString();
    }

    private static String date(LocalDate date) {
        return date.equals(LocalDate.MAX)
                ? "infinity"
                : date.equals(LocalDate.MIN)
                        ? "-infinity"
                        : isUsual(date) ? date.toString() : DATE.format(date) + era(date);
    }

    /** Of these Java's own form is the server's too, and quicker made. */
    private static boolean isUsual(LocalDate date) {
        return date.getYear() > 0 && date.getYear() <= LAST_OF_FOUR_DIGITS;
    }

    private static String dateTime(LocalDateTime time) {
        return time.equals(LocalDateTime.MAX)
                ? "infinity"
                : time.equals(LocalDateTime.MIN)
                        ? "-infinity"
                        : written(time) + era(time.toLocalDate());
    }

    private static String written(LocalDateTime time) {
        if (!isUsual(time.toLocalDate())) {
            return DATE.format(time) + " " + TIME.format(time);
        }
        byte[] text = new byte[LONGEST_TIME];
        return new String(text, 0, write(time, text, 0), StandardCharsets.ISO_8859_1);
    }

    /** Whether {@link #write} knows the form of a time. */
    static boolean isUsual(LocalDateTime time) {
        return isUsual(time.toLocalDate());
    }

    /** Writes a time of these years, {@code 2026-01-02 03:04:05.678901234}: the place behind it. */
    @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds stand before them
    static int write(LocalDateTime time, byte[] into, int start) {
        int at = digits(time.getYear(), 4, into, start);
        into[at] = '-';
        at = digits(time.getMonthValue(), 2, into, at + 1);
        into[at] = '-';
        at = digits(time.getDayOfMonth(), 2, into, at + 1);
        into[at] = ' ';
        at = digits(time.getHour(), 2, into, at + 1);
        into[at] = ':';
        at = digits(time.getMinute(), 2, into, at + 1);
        into[at] = ':';
        at = digits(time.getSecond(), 2, into, at + 1);
        if (time.getNano() > 0) {
            into[at] = '.';
            at = digits(time.getNano(), 9, into, at + 1);
        }
        return at;
    }

    /** Writes a number in so many digits: the place behind it. */
    static int digits(long value, int count, byte[] into, int start) {
        long rest = value;
        for (int at = start + count - 1; at >= start; at--) {
            into[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return start + count;
    }

    private static String instant(OffsetDateTime time) {
        if (time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)) {
            return time.equals(OffsetDateTime.MAX) ? "infinity" : "-infinity";
        }
        LocalDateTime utc = time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return written(utc) + "+00" + era(utc.toLocalDate());
    }

    private static String era(LocalDate date) {
        return date.getEra() == IsoEra.BCE ? " BC" : "";
    }
}
