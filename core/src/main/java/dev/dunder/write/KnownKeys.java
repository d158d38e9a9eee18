package dev.dunder.write;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Query;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are in several tables, as they were before they are written: their keys in each of these, as a write of one may
 * change by what the next is found, and what else was asked of them.
 *
 * @param model of which they are
 * @param read the columns of the keys
 * @param rows of each row its keys, and behind them the rest
 */
record KnownKeys(Model model, List<Attribute> read, List<@Nullable Object[]> rows) {
    /**
     * Reads them, and locks them.
     *
     * @param which the rows
     * @param changing whether the keys are to change, or the rows to go
     * @param resolver has the values of the query
     * @param more what else is read
     */
    static KnownKeys of(
            Session session, Query which, boolean changing, Resolver resolver, List<Attribute> more) {
        Model model = which.model();
        List<Attribute> keys = new ArrayList<>(model.primaryKey());
        for (RowTable table : RowTable.of(model)) {
            table.key(model).stream().filter(part -> !keys.contains(part)).forEach(keys::add);
        }
        List<Attribute> all = new ArrayList<>(keys);
        all.addAll(more);
        Query locked = LockedRows.of(which, changing, resolver);
        int key = model.primaryKey().size();
        // A filter over a relation to many rows may find one several times.
        Map<List<Object>, @Nullable Object[]> once = new LinkedHashMap<>();
        session.rows(StoredRow.reading(all, locked), resolver.values())
                .forEach(row -> once.putIfAbsent(StoredRow.comparable(row, key), row));
        return new KnownKeys(model, keys, new ArrayList<>(once.values()));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The keys of the rows in one of their tables. */
    List<List<Object>> of(RowTable table) {
        int[] places = table.key(model).stream().mapToInt(read::indexOf).toArray();
        return rows.stream()
                .map(row -> Arrays.stream(places).<Object>mapToObj(place -> Objects.requireNonNull(row[place]))
                        .toList())
                .toList();
    }

    /** The keys of the rows. */
    List<List<Object>> keys() {
        return rows.stream().map(row -> StoredRow.key(row, model.primaryKey().size())).toList();
    }

    /** What else was read of a row. */
    @Nullable
    Object[] more(@Nullable Object[] row, int from, int to) {
        return Arrays.copyOfRange(row, read.size() + from, read.size() + to);
    }
}
