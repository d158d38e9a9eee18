package dev.dunder.lookups;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** Values of the types that jOOQ has no class for, as the texts that the server reads. They are bound like any text. */
final class Literals {
    private static final int LONGEST_ADDRESS = 50;

    private static final Map<String, Pattern> SPELLINGS = Map.of(
            "bit", Pattern.compile("[01]*"),
            "varbit", Pattern.compile("[01]*"),
            "macaddr", Pattern.compile("(?i)[0-9a-f]{2}([:-][0-9a-f]{2}){5}"),
            "macaddr8", Pattern.compile("(?i)[0-9a-f]{2}([:-][0-9a-f]{2}){5}|[0-9a-f]{2}([:-][0-9a-f]{2}){7}"));

    private Literals() {}

    /** How the texts of a type are written; null where only the server knows. */
    static @Nullable Pattern spelling(DataType<?> type) {
        return type.isArray() ? null : SPELLINGS.get(ColumnTypes.base(type));
    }

    /** The text of a value for a type; null if the value does not fit. */
    static @Nullable Object of(DataType<?> type, Object value) {
        List<String> labels = EnumLabels.of(type);
        if (labels != null) {
            return EnumLabels.label(type, labels, value);
        }
        if (ColumnTypes.isHstore(type) && value instanceof Map<?, ?> map) {
            return hstore(map);
        }
        if (ColumnTypes.isHstore(type) && value instanceof CharSequence text
                && HstoreText.read(text.toString()) == null) {
            return null;
        }
        if (ColumnTypes.isRange(type)) {
            return Range.literal(type, value);
        }
        if (ColumnTypes.isMultirange(type) && value instanceof CharSequence text
                && !RangeText.fits(type, text.toString())) {
            return null;
        }
        if (ColumnTypes.isNetwork(type)) {
            return address(value, ColumnTypes.base(type).equals("cidr"));
        }
        Pattern spelling = spelling(type);
        if (spelling != null && !spelling.matcher(value.toString()).matches()) {
            return null;
        }
        return value instanceof CharSequence || value instanceof Enum<?> || value instanceof Number
                || value instanceof Character || value instanceof Boolean || value instanceof java.util.UUID
                        ? Values.storable(value instanceof EnumType literal ? literal.getLiteral() : value.toString())
                        : null;
    }

    private static @Nullable String hstore(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> quoted(storable(entry.getKey())) + "=>"
                        + (entry.getValue() == null ? "NULL" : quoted(storable(entry.getValue()))))
                .collect(Collectors.joining(","));
    }

    private static String storable(@Nullable Object value) {
        String text = value == null || !isText(value)
                ? null
                : Values.storable(value.toString());
        if (text == null) {
            throw new IllegalArgumentException("not a text");
        }
        return text;
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                || value instanceof Character || value instanceof Enum<?> || value instanceof java.util.UUID
                || value instanceof java.time.temporal.Temporal;
    }

    /** An address with or without a mask. Only literals are looked at: a name is never looked up. */
    private static @Nullable String address(Object value, boolean network) {
        if (value instanceof InetAddress address) {
            return address.getHostAddress().replaceFirst("%.*", "");
        }
        String text = value instanceof CharSequence given ? given.toString().strip() : "";
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        boolean six = host.indexOf(':') >= 0;
        String mask = slash < 0 ? "0" : text.substring(slash + 1);
        int bits = mask.matches("[0-9]{1,3}") ? Integer.parseInt(mask) : -1;
        if (text.length() > LONGEST_ADDRESS || bits < 0 || bits > (six ? 128 : 32)
                || !host.matches(six ? "[0-9a-fA-F:.]+" : "\\d{1,3}(\\.\\d{1,3}){3}")) {
            return null;
        }
        try {
            byte[] address = InetAddress.getByName(host).getAddress();
            return network && slash >= 0 && reaches(address, bits) ? null : text;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether an address has anything behind so many bits, where a network has none. */
    private static boolean reaches(byte[] address, int bits) {
        for (int i = bits; i < address.length * 8; i++) {
            if ((address[i / 8] >> (7 - i % 8) & 1) == 1) {
                return true;
            }
        }
        return false;
    }

    /** An array as the server reads it, of any number of dimensions. */
    static String array(@Nullable Object[] members) {
        return Arrays.stream(members)
                .map(member -> switch (member) {
                    case null -> "NULL";
                    case Object[] inner -> array(inner);
                    default -> quoted(plain(member));
                })
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** In double quotes, for what stands inside another literal. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A converted value as the server reads it. */
    static String plain(Object value) {
        return switch (value) {
            case EnumType literal -> literal.getLiteral();
            case JSONB json -> json.data();
            case JSON json -> json.data();
            case YearToSecond interval -> Intervals.text(interval);
            case byte[] bytes -> "\\x" + java.util.HexFormat.of().formatHex(bytes);
            case LocalDate date -> moment(date, "");
            case LocalDateTime time -> moment(time.toLocalDate(), " " + time.toLocalTime());
            case OffsetDateTime time when time.equals(OffsetDateTime.MIN) || time.equals(OffsetDateTime.MAX) ->
                moment(time.toLocalDate(), "");
            case OffsetDateTime time -> plain(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), "+00");
            default -> value.toString();
        };
    }

    private static String plain(LocalDateTime time, String offset) {
        return moment(time.toLocalDate(), " " + time.toLocalTime() + offset);
    }

    /** With as many digits as the year has, and its era. */
    private static String moment(LocalDate day, String time) {
        if (day.equals(LocalDate.MIN) || day.equals(LocalDate.MAX)) {
            return day.equals(LocalDate.MAX) ? "infinity" : "-infinity";
        }
        int year = day.getYear();
        String date = String.format(Locale.ROOT, "%04d-%02d-%02d", year < 1 ? 1 - year : year, day.getMonthValue(),
                day.getDayOfMonth());
        return date + time + (year < 1 ? " BC" : "");
    }
}
