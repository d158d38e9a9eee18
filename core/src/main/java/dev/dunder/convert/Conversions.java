package dev.dunder.convert;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** What of which can be had as what. */
final class Conversions {
    private static final List<String> NUMBERS = List.of("byte", "short", "int", "long", "BigInteger");
    private static final List<String> FRACTIONS = List.of("BigDecimal", "double", "float");

    /** What a part of a document can be had as, for messages. */
    static final String PARTS_OF_JSON = "String, an enum, Boolean, a number, UUID, dates and times as texts, a record, Map,"
            + " List, Set, an array, Optional, JSON, JSONB, JsonNode of Jackson's, Object";

    private Conversions() {}

    /** The class that values of a type are read as: types that Java has no class for are texts, keys of several columns lists. */
    static Class<?> read(DataType<?> type) {
        return type.getType() == Object.class
                ? String.class
                : type.getType() == Record.class ? List.class : type.getType();
    }

    /** Null where values of the type cannot be had so. */
    static @Nullable Conversion of(DataType<?> given, Type wanted) {
        Class<?> type = Generics.raw(wanted);
        if (type == Optional.class) {
            Conversion held = of(given, Generics.argument(wanted, 0));
            return held == null ? null : (value, zone) -> Optional.ofNullable(held.of(value, zone));
        }
        if (type.isAssignableFrom(read(given))) {
            return Conversion.NONE;
        }
        DataType<?> member = given.getArrayComponentDataType();
        if (member != null) {
            return MemberConversions.of(member, wanted);
        }
        if (given.getType() == JSON.class || given.getType() == JSONB.class) {
            return JsonConversions.of(wanted);
        }
        Conversion number = NumberConversions.of(given, type);
        if (number != null) {
            return number;
        }
        Conversion time = TimeConversions.of(given.getType(), type);
        return time != null ? time : TextConversions.of(given, wanted);
    }

    /** Which component of a record of JSON is refused, for messages; null where it is the class itself that is wanted. */
    static @Nullable String refusal(DataType<?> given, Type wanted) {
        DataType<?> member = given.getArrayComponentDataType();
        Type members = Generics.member(wanted);
        if (member != null) {
            return members == null ? null : refusal(member, members);
        }
        return given.getType() == JSON.class || given.getType() == JSONB.class ? JsonConversions.refusal(wanted) : null;
    }

    /** What values of a type can be had as, for messages. */
    static String choices(DataType<?> given) {
        return all(given).collect(Collectors.joining(", "));
    }

    private static Stream<String> all(DataType<?> given) {
        DataType<?> member = given.getArrayComponentDataType();
        if (member != null) {
            return Stream.of("List", "Set", "array").map(
                    one -> one.equals("array") ? "an array" : one + "<" + read(member).getSimpleName() + ">");
        }
        Class<?> type = given.getType();
        if (type == JSON.class || type == JSONB.class) {
            return Stream.of(type.getSimpleName(), "a record", "Map", "List", "JsonNode of Jackson's",
                    "what Java has for a text, a number or a boolean of JSON");
        }
        if (NumberConversions.of(given, Integer.class) != null) {
            return Stream.concat(NUMBERS.stream(), FRACTIONS.stream());
        }
        if (NumberConversions.of(given, Double.class) != null) {
            return FRACTIONS.stream();
        }
        List<String> times = TimeConversions.choices(type);
        if (!times.isEmpty()) {
            return Stream.concat(Stream.of(type.getSimpleName()), times.stream());
        }
        return type == String.class || type == Object.class || !TextConversions.choices(given).contains("UUID")
                ? TextConversions.choices(given).stream()
                : Stream.of(type.getSimpleName());
    }
}
