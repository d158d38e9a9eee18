package dev.dunder.lookups;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What lookups are given: a value, or a list of values. */
final class Members {
    private Members() {}

    /** The members of a list, a set or an array. Of what else can be iterated over, a path or a tree, nobody knows what it means. */
    static List<@Nullable Object> of(String lookup, @Nullable Object value) {
        List<@Nullable Object> members = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            members.addAll(collection);
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                members.add(Array.get(value, i));
            }
        } else {
            throw new LookupException(
                    "Lookup '" + lookup + "' takes a list or an array, not " + Values.describe(value) + ".");
        }
        return members;
    }

    /** Whether a list has fields among its members, which cannot be bound. */
    static boolean haveFields(@Nullable Object value) {
        return value instanceof Collection<?> list
                && list.stream().anyMatch(member -> member instanceof Field<?> || member instanceof Lookups.Reference);
    }

    /** Its members that are not null and that the type may have, converted, each once. */
    static List<Object> converted(String lookup, DataType<?> type, @Nullable Object value) {
        return of(lookup, value).stream()
                .filter(Objects::nonNull)
                .filter(member -> NumberValues.beyond(type, member) == 0)
                .map(member -> Values.convert(type, member))
                .distinct()
                .toList();
    }

    static Object array(DataType<?> type, List<?> members) {
        Object array = Array.newInstance(type.getType(), members.size());
        for (int i = 0; i < members.size(); i++) {
            Array.set(array, i, members.get(i));
        }
        return array;
    }

    static Operand.Bind texts(List<String> texts) {
        return new Operand.Bind(SQLDataType.CLOB.getArrayDataType(), texts.toArray(String[]::new));
    }

    static String text(String lookup, @Nullable Object value) {
        return (String) Values.convert(SQLDataType.CLOB, required(lookup, value, ""));
    }

    static Object required(String lookup, @Nullable Object value, String instead) {
        if (value == null) {
            throw new LookupException("Lookup '" + lookup + "' takes no null." + instead);
        }
        return value;
    }
}
