package dev.dunder.convert;

import dev.dunder.lookups.Values;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * JSON as what Java has for it: an object as a map or a record, an array as a list, a set or an array, and texts, numbers and
 * booleans as what is written so. A component that the object has no member for is null; members without a component are left.
 */
final class JsonConversions {
    /** More digits than keys are counted with. */
    private static final int LONGEST_KEY = 1_000;

    /** Those of records that are being made up, which may contain each other. */
    private final Map<Class<?>, Conversion> records = new HashMap<>();

    /** The part that was found first to be nothing that JSON can be had as. */
    private @Nullable String refused;

    private JsonConversions() {}

    /** Which component within a class it is that no part of JSON can be had as, for messages; null where it is the class itself. */
    static @Nullable String refusal(Type wanted) {
        JsonConversions conversions = new JsonConversions();
        return conversions.plain(wanted) == null ? conversions.refused : null;
    }

    /** Of a document; null where none can be had so. */
    static @Nullable Conversion of(Type wanted) {
        Class<?> type = Generics.raw(wanted);
        Conversion tree = JacksonTrees.of(type);
        if (tree != null) {
            return (value, zone) -> tree.of(text(value), zone);
        }
        if (type == JSON.class || type == JSONB.class) {
            return (value, zone) -> type == JSON.class ? JSON.valueOf(text(value)) : JSONB.valueOf(text(value));
        }
        Conversion plain = new JsonConversions().plain(wanted);
        return plain == null ? null : (value, zone) -> part(JsonReader.read(text(value)), plain, zone);
    }

    private static String text(Object document) {
        return document instanceof JSONB json ? json.data() : ((JSON) document).data();
    }

    private static @Nullable Object part(@Nullable Object plain, Conversion conversion, ZoneId zone) {
        return plain == null ? null : conversion.of(plain, zone);
    }

    /** Of a part of one, as it was read; null where none can be had so. */
    private @Nullable Conversion plain(Type wanted) {
        Class<?> type = Generics.raw(wanted);
        if (type == Object.class) {
            return Conversion.NONE;
        }
        if (type == Optional.class) {
            Conversion held = plain(Generics.argument(wanted, 0));
            return held == null ? null : (value, zone) -> Optional.ofNullable(held.of(value, zone));
        }
        if (type.isRecord()) {
            return record(type);
        }
        Type member = Generics.member(wanted);
        if (member != null && MemberConversions.isMade(type)) {
            Conversion each = plain(member);
            return each == null
                    ? null
                    : (value, zone) -> MemberConversions.gathered(wanted, as(List.class, value, "array"), each, zone);
        }
        if (Map.class.isAssignableFrom(type)) {
            return map(wanted);
        }
        return scalar(type);
    }

    private static @Nullable Conversion scalar(Class<?> type) {
        if (NumberConversions.isNumber(type)) {
            return (value, zone) -> NumberConversions.exact(as(Number.class, value, "number"), type);
        }
        if (type == Number.class || type == Boolean.class) {
            return (value, zone) -> as(type, value, type == Number.class ? "number" : "boolean");
        }
        if (type.isAssignableFrom(String.class)) {
            return (value, zone) -> as(String.class, value, "text");
        }
        if (type.isEnum()) {
            return (value, zone) -> TextConversions.constant(type, as(String.class, value, "text"));
        }
        if (type == JSON.class || type == JSONB.class) {
            return (value, zone) -> written(value, type);
        }
        Conversion tree = JacksonTrees.of(type);
        if (tree != null) {
            return (value, zone) -> tree.of(((JSONB) written(value, JSONB.class)).data(), zone);
        }
        Conversion text = TextConversions.ofText(type);
        Conversion found = text != null ? text : TimeConversions.ofText(type);
        return found == null ? null : (value, zone) -> found.of(as(String.class, value, "text"), zone);
    }

    /** Back as a document. A text alone would not say whether it is one, so it is written as a member of a list. */
    private static Object written(Object plain, Class<?> type) {
        String list = ((JSONB) Values.convert(SQLDataType.JSONB, List.of(plain))).data();
        String text = list.substring(1, list.length() - 1);
        return type == JSON.class ? JSON.valueOf(text) : JSONB.valueOf(text);
    }

    private @Nullable Conversion map(Type wanted) {
        Class<?> type = Generics.raw(wanted);
        Conversion keys = key(Generics.raw(Generics.argument(wanted, 0)));
        Conversion value = plain(Generics.argument(wanted, 1));
        if (!type.isInterface() || !type.isAssignableFrom(LinkedHashMap.class) || value == null) {
            return null;
        }
        return keys == null ? null : (given, zone) -> {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            Map<?, ?> members = as(Map.class, given, "object");
            members.forEach((name, member) -> {
                Object key = keys.of(name, zone);
                if (map.containsKey(key)) {
                    throw new Unfit("has two members with the same key as "
                            + RecordFactory.article(Generics.name(Generics.argument(wanted, 0))));
                }
                map.put(key, member == null ? null : value.of(member, zone));
            });
            return Collections.unmodifiableMap(map);
        };
    }

    /** Of the names of an object's members, which are texts whatever they say; null where none can be had so. */
    private static @Nullable Conversion key(Class<?> type) {
        if (type == Object.class) {
            return Conversion.NONE;
        }
        if (NumberConversions.isNumber(type)) {
            return (name, zone) -> number((String) name, type);
        }
        if (type == Boolean.class) {
            return (name, zone) -> switch ((String) name) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new Unfit("has in it a key, which is no boolean");
            };
        }
        boolean ofTexts = type != Number.class && type != JSON.class && type != JSONB.class
                && JacksonTrees.of(type) == null;
        return ofTexts ? scalar(type) : null;
    }

    private static Number number(String name, Class<?> type) {
        BigDecimal number;
        try {
            number = new BigDecimal(name.substring(0, Math.min(name.length(), LONGEST_KEY + 1)));
        } catch (NumberFormatException none) {
            throw new Unfit("has in it a key, which is no number");
        }
        // An exponent makes a number of any length.
        if (name.length() > LONGEST_KEY || Math.abs((long) number.scale()) > LONGEST_KEY) {
            throw new Unfit("has in it a key, which is longer than numbers are");
        }
        try {
            return NumberConversions.exact(number, type);
        } catch (Unfit unfit) {
            throw unfit.in("a key");
        }
    }

    private @Nullable Conversion record(Class<?> type) {
        if (records.containsKey(type)) {
            // It contains itself, and is known when a value is there.
            return (value, zone) -> Objects.requireNonNull(records.get(type)).of(value, zone);
        }
        RecordFactory<?> factory = RecordFactory.of(type);
        Conversion[] parts = new Conversion[factory.components().size()];
        records.put(type, (value, zone) -> made(factory, parts, as(Map.class, value, "object"), zone));
        for (int i = 0; i < parts.length; i++) {
            Conversion part = plain(factory.components().get(i).type());
            if (part == null) {
                RecordFactory.Component component = factory.components().get(i);
                refused = refused != null
                        ? refused
                        : factory.label(component) + " is of type " + Generics.name(component.type());
                return null;
            }
            parts[i] = part;
        }
        return records.get(type);
    }

    private static Object made(RecordFactory<?> factory, Conversion[] parts, Map<?, ?> members, ZoneId zone) {
        @Nullable
        Object[] values = new @Nullable Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            RecordFactory.Component component = factory.components().get(i);
            Object member = member(members, component.name());
            try {
                values[i] = member == null
                        ? ValueConversion.absent(component.type())
                        : parts[i].of(member, zone);
            } catch (Unfit unfit) {
                throw unfit.in(factory.label(component));
            }
        }
        return factory.make(values);
    }

    /** By its very name, or by the one that Java spells so. */
    private static @Nullable Object member(Map<?, ?> members, String name) {
        if (members.containsKey(name)) {
            return members.get(name);
        }
        for (Map.Entry<?, ?> one : members.entrySet()) {
            if (RecordFactory.camelCase((String) one.getKey()).equals(name)) {
                return one.getValue();
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static <V> V as(Class<V> type, Object value, String what) {
        if (!type.isInstance(value)) {
            String found = value instanceof Map<?, ?>
                    ? "an object"
                    : value instanceof List<?>
                            ? "an array"
                            : value instanceof String
                                    ? "a text"
                                    : value instanceof Number ? "a number" : "a boolean";
            throw new Unfit("is " + found + " of JSON, and no " + what);
        }
        return (V) value;
    }
}
