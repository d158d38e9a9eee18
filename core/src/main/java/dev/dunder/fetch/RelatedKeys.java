package dev.dunder.fetch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys of some instances, each once, and which of the rows that were found for them belongs to which. For one thread. */
final class RelatedKeys {
    private static final int NONE = -1;

    private final Map<Object, Integer> places = new HashMap<>();
    private final List<List<Object>> parts = new ArrayList<>();
    private final int[] ofParents;

    RelatedKeys(RelationEnds ends, List<RowState> parents) {
        int columns = ends.places().length;
        for (int i = 0; i < columns; i++) {
            parts.add(new ArrayList<>(parents.size()));
        }
        this.ofParents = new int[parents.size()];
        for (int i = 0; i < ofParents.length; i++) {
            RowState parent = parents.get(i);
            // Nearly all keys are one column, which needs no list to be found by.
            Object one = columns == 1 ? ends.value(parent, 0) : null;
            List<Object> key = columns == 1 ? one == null ? null : List.of(one) : ends.key(parent);
            ofParents[i] = key == null ? NONE : add(key);
        }
    }

    private int add(List<Object> key) {
        Object found = key.size() == 1
                ? KeyFilter.comparable(key.get(0))
                : key.stream().map(KeyFilter::comparable).toList();
        Integer known = places.putIfAbsent(found, places.size());
        if (known != null) {
            return known;
        }
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).add(key.get(i));
        }
        return places.size() - 1;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** What all keys have in one of their columns, key by key. */
    List<Object> parts(int column) {
        return parts.get(column);
    }

    /** The place of an instance's key; negative where it has none. */
    int place(int parent) {
        return ofParents[parent];
    }

    /**
     * To which key each row belongs.
     *
     * @param column where that stands in a row
     * @param counted whether its place does, from 1, rather than the key
     */
    int[] places(List<@Nullable Object[]> rows, int column, boolean counted) {
        int[] all = new int[rows.size()];
        Object before = null;
        for (int i = 0; i < all.length; i++) {
            Object said = Objects.requireNonNull(rows.get(i)[column]);
            if (said.equals(before)) {
                // An index gives the rows of one key together.
                all[i] = all[i - 1];
                continue;
            }
            before = said;
            Integer known = counted ? Integer.valueOf((int) ((Long) said - 1)) : places.get(said);
            if (known == null) {
                throw new IllegalStateException("A row came for a key that was not asked for.");
            }
            all[i] = known;
        }
        return all;
    }

    /** The rows of each key, in the order in which they came. */
    List<List<RowState>> grouped(List<RowState> rows, int[] placesOfRows) {
        int[] sizes = new int[places.size()];
        for (int place : placesOfRows) {
            sizes[place]++;
        }
        RowState[][] groups = new RowState[sizes.length][];
        for (int i = 0; i < placesOfRows.length; i++) {
            int place = placesOfRows[i];
            RowState[] group = groups[place];
            if (group == null) {
                group = new RowState[sizes[place]];
                groups[place] = group;
            }
            group[group.length - sizes[place]--] = rows.get(i);
        }
        List<List<RowState>> all = new ArrayList<>(groups.length);
        for (RowState[] group : groups) {
            all.add(group == null ? List.of() : Collections.unmodifiableList(Arrays.asList(group)));
        }
        return all;
    }
}
