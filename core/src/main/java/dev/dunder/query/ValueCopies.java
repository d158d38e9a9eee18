package dev.dunder.query;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values that somebody could change, as values that are one's own: what is immutable holds none of others, and gives none away. */
public final class ValueCopies {
    private ValueCopies() {}

    /**
     * A copy, where one is needed.
     *
     * @param value a value of any type
     * @return an array, a date, a list, a set or a map of its own; anything else is itself
     */
    @SuppressWarnings({"unchecked", "JavaUtilDate"}) // what is cloned is of the same members
    public static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Number number -> number;
            case ArrayList<?> list -> {
                ArrayList<@Nullable Object> copy = (ArrayList<@Nullable Object>) list.clone();
                copy.replaceAll(ValueCopies::of);
                yield copy;
            }
            case HashMap<?, ?> map -> {
                HashMap<Object, @Nullable Object> copy = (HashMap<Object, @Nullable Object>) map.clone();
                copy.replaceAll((key, member) -> of(member));
                yield copy;
            }
            case TreeMap<?, ?> map -> map.clone();
            case HashSet<?> set -> set.clone();
            case TreeSet<?> set -> set.clone();
            case Object[] members -> array(members);
            case Date date -> date.clone();
            case Calendar calendar -> calendar.clone();
            case List<?> members -> {
                List<@Nullable Object> copy = new ArrayList<>();
                members.forEach(member -> copy.add(of(member)));
                yield Collections.unmodifiableList(copy);
            }
            case Set<?> members -> {
                Set<@Nullable Object> copy = new LinkedHashSet<>();
                members.forEach(member -> copy.add(of(member)));
                yield Collections.unmodifiableSet(copy);
            }
            case Map<?, ?> entries -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                entries.forEach((key, member) -> copy.put(key, of(member)));
                yield Collections.unmodifiableMap(copy);
            }
            default -> value.getClass().isArray() ? primitives(value) : value;
        };
    }

    private static Object array(@Nullable Object[] members) {
        @Nullable
        Object[] copy = members.clone();
        Class<?> member = members.getClass().getComponentType();
        if (Modifier.isFinal(member.getModifiers()) && !member.isArray()) {
            return copy;
        }
        for (int i = 0; i < copy.length; i++) {
            copy[i] = of(copy[i]);
        }
        return copy;
    }

    private static Object primitives(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }
}
