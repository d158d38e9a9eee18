package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Range;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value as it is written in Java: {@code "tea"}, {@code 3L}, {@code LocalDate.parse("2024-02-29")}. */
final class JavaText {
    private JavaText() {}

    /**
     * A value.
     *
     * @param value of any class; what has no form in Java is its text
     * @return on one line
     */
    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case Character letter -> "'" + escaped(letter.toString()).replace("'", "\\'") + "'";
            case Long number -> number + "L";
            case Float number -> number + "f";
            case BigDecimal number -> made(number);
            case BigInteger number -> made(number);
            case UUID id -> "UUID.fromString(" + quoted(id.toString()) + ")";
            case ZoneId zone -> "ZoneId.of(" + quoted(zone.getId()) + ")";
            case Enum<?> constant -> constant.getDeclaringClass().getSimpleName() + "." + constant.name();
            case Range<?> range -> range(range);
            case Collection<?> members -> of(members, JavaText::of);
            case Map<?, ?> entries -> entries.entrySet().stream()
                    .map(entry -> of(entry.getKey()) + ", " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "Map.of(", ")"));
            default -> other(value);
        };
    }

    /** Members, each as it is written. */
    static String of(Collection<?> members, Function<@Nullable Object, String> written) {
        String before = members.stream().anyMatch(member -> member == null)
                ? "Arrays.asList("
                : members instanceof Set<?> ? "Set.of(" : "List.of(";
        List<String> all = new ArrayList<>();
        members.forEach(member -> all.add(written.apply(member)));
        return before + String.join(", ", all) + ")";
    }

    private static String other(Object value) {
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return array(value);
        }
        return type.getPackageName().equals("java.time")
                ? type.getSimpleName() + ".parse(" + quoted(value.toString()) + ")"
                : plain(value.toString());
    }

    private static String array(Object array) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            members.add(of(Array.get(array, i)));
        }
        return "new " + array.getClass().getSimpleName() + "{" + String.join(", ", members) + "}";
    }

    private static String made(Number number) {
        return "new " + number.getClass().getSimpleName() + "(" + quoted(number.toString()) + ")";
    }

    private static String range(Range<?> range) {
        String ends = of(range.lower()) + ", " + of(range.upper());
        if (range.lowerInclusive()) {
            return (range.upperInclusive() ? "Range.closed(" : "Range.of(") + ends + ")";
        }
        return "new Range<>(" + ends + ", false, " + range.upperInclusive() + ")";
    }

    /** A text in quotes. */
    static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\\\"") + '"';
    }

    private static String escaped(String text) {
        return plain(text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r"));
    }

    /** A text on one line. */
    static String plain(String text) {
        return LookupException.plain(text);
    }

    static String lower(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}
