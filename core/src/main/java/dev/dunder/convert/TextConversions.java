package dev.dunder.convert;

import dev.dunder.lookups.Range;
import dev.dunder.lookups.TypeTexts;
import java.lang.reflect.Type;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.XML;
import org.jspecify.annotations.Nullable;

/** What is read as a text, and what is written as one. */
final class TextConversions {
    private static final Pattern UUIDS = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private TextConversions() {}

    /** Null where values of the type cannot be had so. */
    static @Nullable Conversion of(DataType<?> given, Type wanted) {
        Class<?> type = Generics.raw(wanted);
        DataType<?> element = TypeTexts.elementOf(given);
        if (element != null) {
            return ranges(given, element, wanted);
        }
        if (TypeTexts.isHstore(given)) {
            return type.isInterface() && Map.class.isAssignableFrom(type) && type.isAssignableFrom(LinkedHashMap.class)
                    && isTexts(wanted)
                            ? (value, zone) -> TypeTexts.hstore((String) value)
                            : null;
        }
        boolean literal = EnumType.class.isAssignableFrom(given.getType());
        boolean text = given.getType() == String.class || given.getType() == Object.class || literal;
        if (text && type.isEnum()) {
            return (value, zone) -> constant(type, text(value));
        }
        if ((literal || given.getType() == UUID.class || given.getType() == XML.class)
                && type.isAssignableFrom(String.class)) {
            return (value, zone) -> text(value);
        }
        return text && !literal ? ofText(type) : null;
    }

    /** Of plain texts. */
    static @Nullable Conversion ofText(Class<?> type) {
        if (type == UUID.class) {
            return (value, zone) -> uuid((String) value);
        }
        return type == Character.class ? (value, zone) -> character((String) value) : null;
    }

    /** Whether no label of an enum has a constant: then it is another enum. */
    static boolean isOther(DataType<?> given, Class<?> wanted) {
        List<String> labels = TypeTexts.labels(given);
        return wanted.isEnum() && labels != null
                && labels.stream().noneMatch(label -> TypeTexts.constant(wanted, label) != null);
    }

    private static boolean isTexts(Type map) {
        return Generics.raw(Generics.argument(map, 0)).isAssignableFrom(String.class)
                && Generics.raw(Generics.argument(map, 1)).isAssignableFrom(String.class);
    }

    private static @Nullable Conversion ranges(DataType<?> given, DataType<?> element, Type wanted) {
        boolean several = TypeTexts.isMultirange(given);
        Type range = several ? Generics.member(wanted) : wanted;
        if (range == null || !Generics.raw(range).isAssignableFrom(Range.class)) {
            return null;
        }
        Conversion end = Conversions.of(element, Generics.argument(range, 0));
        if (end == null) {
            return null;
        }
        return several
                ? (value, zone) -> MemberConversions.gathered(wanted, TypeTexts.ranges(given, (String) value),
                        (one, where) -> ended((Range<?>) one, end, where), zone)
                : (value, zone) -> {
                    List<Range<Object>> ranges = TypeTexts.ranges(given, (String) value);
                    if (ranges.isEmpty()) {
                        throw new Unfit("is an empty range, which has no ends. Ask for a String");
                    }
                    return ended(ranges.get(0), end, zone);
                };
    }

    private static Range<?> ended(Range<?> range, Conversion end, ZoneId zone) {
        Object lower = range.lower() == null ? null : end.of(range.lower(), zone);
        Object upper = range.upper() == null ? null : end.of(range.upper(), zone);
        return new Range<>(lower, upper, range.lowerInclusive(), range.upperInclusive());
    }

    static Object constant(Class<?> type, String label) {
        Object constant = TypeTexts.constant(type, label);
        if (constant == null) {
            throw new Unfit("is none of the constants of " + type.getSimpleName() + ": "
                    + String.join(", ", Arrays.stream(type.getEnumConstants()).map(one -> ((Enum<?>) one).name())
                            .toList()));
        }
        return constant;
    }

    private static String text(Object value) {
        return switch (value) {
            case EnumType literal -> literal.getLiteral();
            case XML xml -> xml.data();
            default -> value.toString();
        };
    }

    private static UUID uuid(String text) {
        if (!UUIDS.matcher(text).matches()) {
            throw new Unfit("is not written as a UUID");
        }
        return UUID.fromString(text);
    }

    private static Character character(String text) {
        if (text.length() != 1) {
            throw new Unfit("is not one character long");
        }
        return text.charAt(0);
    }

    /** What is to be had of a type, for messages. */
    static List<String> choices(DataType<?> given) {
        DataType<?> element = TypeTexts.elementOf(given);
        if (element != null) {
            return TypeTexts.isMultirange(given) ? List.of("List<Range>", "String") : List.of("Range", "String");
        }
        if (TypeTexts.isHstore(given)) {
            return List.of("Map<String, String>", "String");
        }
        if (given.getType() == UUID.class || given.getType() == XML.class) {
            return List.of(given.getType().getSimpleName(), "String");
        }
        return EnumType.class.isAssignableFrom(given.getType()) || TypeTexts.labels(given) != null
                ? List.of("String", "a Java enum with its labels")
                : List.of("String", "a Java enum", "UUID", "Character");
    }
}
