package dev.dunder.fetch;

import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row by name, and the rows that were loaded with it as maps of their own. Nothing is fetched for it, and it
 * has an end: what a row knows of those that it was loaded for is no part of it.
 */
public final class RowMap {
    private RowMap() {}

    /** The row as a map that does not change. */
    public static Map<String, @Nullable Object> of(RowState row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        int place = 0;
        for (String name : row.columns().names()) {
            if (row.isGiven(place) && !row.isComputed(place)) {
                map.put(name, row.value(place));
            }
            place++;
        }
        for (String name : loaded(row)) {
            switch (row.loaded().get(name)) {
                case RelationCache.Found.Many(List<RowState> rows, var as) -> map.put(name, all(rows));
                case RelationCache.Found.One(RowState one, var as, var back) ->
                    map.put(name, one == null ? null : of(one));
                case null -> {
                    // Forgotten meanwhile by whoever writes the relation.
                }
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static List<Map<String, @Nullable Object>> all(List<RowState> rows) {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>(rows.size());
        rows.forEach(row -> maps.add(of(row)));
        return Collections.unmodifiableList(maps);
    }

    /** The relations in the model's order, then what goes by names that queries gave. */
    private static Set<String> loaded(RowState row) {
        Set<String> names = row.loaded().names();
        if (names.size() < 2) {
            return names;
        }
        Set<String> ordered = new LinkedHashSet<>();
        row.model().relations().stream().map(Relation::accessor).filter(names::contains).forEach(ordered::add);
        ordered.addAll(names);
        return ordered;
    }
}
