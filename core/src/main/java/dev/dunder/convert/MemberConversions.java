package dev.dunder.convert;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Arrays as lists, sets and arrays, of members that are converted too. */
final class MemberConversions {
    private MemberConversions() {}

    /** Null where arrays of such members cannot be had so. */
    static @Nullable Conversion of(DataType<?> member, Type wanted) {
        Type of = Generics.member(wanted);
        if (of == null || !isMade(Generics.raw(wanted))) {
            return null;
        }
        // An array has any number of dimensions, whatever is said of its column.
        boolean any = Generics.raw(of) == Object.class;
        Conversion each = Conversions.of(member, of);
        Conversion conversion = any ? MemberConversions::nested : each != null ? each : of(member, of);
        if (conversion == null) {
            return null;
        }
        return (value, zone) -> {
            if (!(value instanceof Object[] members)) {
                throw new Unfit("has fewer dimensions than a " + Generics.name(wanted));
            }
            return gathered(wanted, Arrays.asList(members), conversion, zone);
        };
    }

    /** Where nobody has said of what the members are: what is in an array within is a list. */
    private static Object nested(Object member, ZoneId zone) {
        return member instanceof Object[] inner
                ? gathered(List.class, Arrays.asList(inner), MemberConversions::nested, zone)
                : member;
    }

    /** Whether it is made here: a list, a set, what both are, or an array. */
    static boolean isMade(Class<?> wanted) {
        return wanted.isArray() || wanted.isAssignableFrom(List.class)
                || (wanted.isAssignableFrom(LinkedHashSet.class) && wanted.isInterface());
    }

    /** What is in a list as what is wanted, which is one's own or cannot be changed. In a set what is equal is there once. */
    static Object gathered(Type wanted, List<?> members, Conversion each, ZoneId zone) {
        Class<?> raw = Generics.raw(wanted);
        List<@Nullable Object> all = new ArrayList<>(members.size());
        for (Object member : members) {
            all.add(member == null ? null : each.of(member, zone));
        }
        if (raw.isArray()) {
            return array(raw.getComponentType(), all);
        }
        return raw.isAssignableFrom(List.class)
                ? Collections.unmodifiableList(all)
                : unmodifiable(new LinkedHashSet<>(all));
    }

    private static Set<?> unmodifiable(SequencedSet<@Nullable Object> set) {
        return Collections.unmodifiableSequencedSet(set);
    }

    private static Object array(Class<?> of, List<@Nullable Object> members) {
        Object array = Array.newInstance(of, members.size());
        for (int i = 0; i < members.size(); i++) {
            Object member = members.get(i);
            if (member == null && of.isPrimitive()) {
                throw new Unfit("has a null in it, which no " + of.getSimpleName() + " is");
            }
            Array.set(array, i, member);
        }
        return array;
    }
}
