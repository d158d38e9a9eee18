package dev.dunder.test;

import dev.dunder.test.TableFacts.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of each list, in all ways, the firsts first. For one thread. */
final class Combinations {
    private final List<List<Object>> lists;
    private final int[] places;
    private boolean over;

    Combinations(List<List<Object>> lists) {
        this.lists = lists;
        this.places = new int[lists.size()];
        this.over = lists.stream().anyMatch(List::isEmpty);
    }

    boolean hasNext() {
        return !over;
    }

    Map<Column, Object> next(List<Column> columns) {
        Map<Column, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < places.length; i++) {
            values.put(columns.get(i), lists.get(i).get(places[i]));
        }
        int i = 0;
        while (i < places.length && ++places[i] == lists.get(i).size()) {
            places[i++] = 0;
        }
        over = i == places.length;
        return values;
    }
}
