package dev.dunder.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table between two others: a row of it says that a row of one belongs to a row of the other, and need say no more.
 *
 * @param near the place of one of its foreign keys
 * @param far the place of the other
 * @param plain whether it has nothing but these, and perhaps a key of its own
 */
record LinkTable(int near, int far, boolean plain) {
    /**
     * What a table is as one.
     *
     * @param table the table
     * @param foreignKeys the columns of each
     * @return null if it is none
     */
    static @Nullable LinkTable of(CatalogTable table, List<List<String>> foreignKeys) {
        List<LinkTable> found = new ArrayList<>();
        for (int i = 0; i < foreignKeys.size(); i++) {
            for (int j = i + 1; j < foreignKeys.size(); j++) {
                Set<String> pair = new HashSet<>(foreignKeys.get(i));
                pair.addAll(foreignKeys.get(j));
                boolean disjoint = pair.size() == foreignKeys.get(i).size() + foreignKeys.get(j).size();
                // Of more than two keys those are the pair that each row has, and no two rows have in common.
                boolean all = foreignKeys.size() == 2 || (isOnce(table, pair) && isRequired(table, pair));
                List<CatalogTable.Column> rest = rest(table, pair);
                if (disjoint && all && (rest.isEmpty() || (isOnce(table, pair) && isOptional(rest)))) {
                    found.add(new LinkTable(i, j, rest.isEmpty()));
                }
            }
        }
        return found.size() == 1 ? found.get(0) : null;
    }

    private static List<CatalogTable.Column> rest(CatalogTable table, Set<String> pair) {
        List<String> key = table.primaryKey();
        Set<String> ownKey = key.stream().noneMatch(pair::contains) ? Set.copyOf(key) : Set.of();
        return table.columns().stream()
                .filter(column -> !pair.contains(column.name()) && !ownKey.contains(column.name()))
                .toList();
    }

    private static boolean isOnce(CatalogTable table, Set<String> pair) {
        return table.uniqueKeys().stream().anyMatch(key -> pair.equals(Set.copyOf(key.columns())));
    }

    private static boolean isRequired(CatalogTable table, Set<String> pair) {
        return table.columns().stream().noneMatch(column -> pair.contains(column.name()) && column.type().nullable());
    }

    private static boolean isOptional(List<CatalogTable.Column> columns) {
        return columns.stream()
                .allMatch(column -> column.defaulted() || column.type().nullable() || column.type().readonly());
    }
}
