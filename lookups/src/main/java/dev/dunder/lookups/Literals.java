package dev.dunder.lookups;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Values of the types that jOOQ has no class for, as the texts that the server reads. They are bound like any text. */
final class Literals {
    private static final int LONGEST_ADDRESS = 50;

    private Literals() {}

    /** The text of a value for a type; null if the value does not fit. */
    static @Nullable Object of(DataType<?> type, Object value) {
        if (Types.isHstore(type) && value instanceof Map<?, ?> map) {
            return hstore(map);
        }
        if (Types.isRange(type)) {
            return Range.literal(Types.element(type), value);
        }
        if (Types.isNetwork(type)) {
            return address(value);
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
        String text = value == null || value instanceof Map || value instanceof Iterable
                ? null
                : Values.storable(value.toString());
        if (text == null) {
            throw new IllegalArgumentException("not a text");
        }
        return text;
    }

    /** An address with or without a mask. Only literals are looked at: a name is never looked up. */
    private static @Nullable String address(Object value) {
        if (value instanceof InetAddress address) {
            return address.getHostAddress().replaceFirst("%.*", "");
        }
        String text = value instanceof CharSequence given ? given.toString().strip() : "";
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        boolean six = host.indexOf(':') >= 0;
        int bits = slash < 0 ? 0 : text.length() - slash > 4 ? 999 : Integer.parseInt(text.substring(slash + 1));
        if (text.length() > LONGEST_ADDRESS || bits < 0 || bits > (six ? 128 : 32)
                || !host.matches(six ? "[0-9a-fA-F:.]+" : "\\d{1,3}(\\.\\d{1,3}){3}")) {
            return null;
        }
        try {
            return InetAddress.getByName(host) == null ? null : text;
        } catch (UnknownHostException e) {
            return null;
        }
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
            case byte[] bytes -> "\\x" + java.util.HexFormat.of().formatHex(bytes);
            case LocalDate date when date.getYear() < 1 || date.getYear() > 9999 -> throw outside();
            case LocalDateTime time when time.getYear() < 1 || time.getYear() > 9999 -> throw outside();
            case OffsetDateTime time when time.getYear() < 1 || time.getYear() > 9999 -> throw outside();
            default -> value.toString();
        };
    }

    private static LookupException outside() {
        return new LookupException("Dates in lists and ranges are from the year 1 to 9999.");
    }
}
