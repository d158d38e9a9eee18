package dev.dunder.evaluate;

import dev.dunder.convert.RecordFactory;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * What there is to make something of: the values of rows, and of instances also what they are loaded with.
 *
 * @param names of the values
 * @param types of the values
 * @param places of the values in a row
 * @param loaded what instances are loaded with; null where rows are chosen values
 */
record RowSource(List<String> names, List<DataType<?>> types, List<Integer> places, @Nullable LoadedWith loaded) {
    /** Where the value of a component stands; -1 where there is none. */
    int index(String component) {
        return names.stream().map(RecordFactory::camelCase).toList().indexOf(component);
    }

    /** The values that a component is made of, {@code product__name} and its like; null where there are none. */
    @Nullable
    RowSource nested(String component) {
        List<String> inner = new ArrayList<>();
        List<DataType<?>> kinds = new ArrayList<>();
        List<Integer> where = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String rest = rest(names.get(i), component);
            if (rest != null) {
                inner.add(rest);
                kinds.add(types.get(i));
                where.add(places.get(i));
            }
        }
        return inner.isEmpty() ? null : new RowSource(inner, kinds, where, null);
    }

    private static @Nullable String rest(String name, String component) {
        int at = name.indexOf(PathParser.SEPARATOR);
        while (at > 0) {
            if (RecordFactory.camelCase(name.substring(0, at)).equals(component)) {
                return name.substring(at + PathParser.SEPARATOR.length());
            }
            at = name.indexOf(PathParser.SEPARATOR, at + 1);
        }
        return null;
    }

    /** Instances, which are read whole. */
    static RowSource of(LoadedWith loaded) {
        List<DataType<?>> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        loaded.model().attributes().forEach(attribute -> {
            places.add(places.size());
            names.add(attribute.name());
            types.add(attribute.type());
        });
        return new RowSource(names, types, places, loaded);
    }

    LookupException unknown(String component, String type) {
        List<String> choices = new ArrayList<>(names.stream().map(RecordFactory::camelCase).toList());
        if (loaded != null) {
            TreeSet<String> relations = new TreeSet<>();
            loaded.model().relations().forEach(one -> relations.add(RecordFactory.camelCase(one.accessor())));
            choices.addAll(relations);
        }
        return LookupException.unknown(component, "among the values for " + type, choices);
    }
}
