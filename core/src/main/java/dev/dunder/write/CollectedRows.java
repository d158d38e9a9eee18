package dev.dunder.write;

import dev.dunder.fetch.KeyFilter;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Referrer;
import dev.dunder.model.Relation;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one table that are to be deleted, each once, with the columns that others refer to. For one thread. */
final class CollectedRows {
    private final Model model;
    private final List<Attribute> columns;
    private final Map<List<Object>, List<Object>> keys = new LinkedHashMap<>();

    CollectedRows(Model model) {
        if (model.primaryKey().isEmpty()) {
            throw new DunderException("Rows of " + model.name() + " cannot be collected: " + model.name()
                    + " has no primary key to find them by.");
        }
        this.model = model;
        this.columns = columns(model);
    }

    Model model() {
        return model;
    }

    /** What is to be known of each row. */
    List<Attribute> columns() {
        return columns;
    }

    /** Its key, what other tables refer to, and what its parents' rows are found by. */
    private static List<Attribute> columns(Model model) {
        Set<Attribute> columns = new LinkedHashSet<>(model.primaryKey());
        model.referrers().forEach(referrer -> columns.addAll(referrer.hop().far()));
        for (Relation parent : model.parents()) {
            Hop link = parent.hops().get(0);
            columns.addAll(link.near());
            columns(link.target()).forEach(column -> columns.add(inherited(model, link, column)));
        }
        return List.copyOf(columns);
    }

    /** The attribute that has the value of a parent's: what refers to it, which needs no join, or else the inherited one. */
    private static Attribute inherited(Model model, Hop link, Attribute column) {
        int place = link.far().indexOf(column);
        Attribute own = place < 0 ? RowTable.in(model, column) : link.near().get(place);
        if (own == null) {
            throw new DunderException("A " + model.name() + " does not say which " + column + " is its own.");
        }
        return own;
    }

    /** The same rows in the table of a parent. */
    List<@Nullable Object[]> inherited(List<@Nullable Object[]> rows, Hop link) {
        List<Integer> places = columns(link.target()).stream()
                .map(column -> columns.indexOf(inherited(model, link, column))).toList();
        return rows.stream().<@Nullable Object[]>map(row -> places.stream().map(place -> row[place]).toArray())
                .toList();
    }

    /** Adds rows: those that were not there yet. */
    List<@Nullable Object[]> add(List<@Nullable Object[]> rows) {
        List<@Nullable Object[]> fresh = new ArrayList<>();
        for (@Nullable
        Object[] row : rows) {
            List<Object> key = model.primaryKey().stream()
                    .map(part -> Objects.requireNonNull(row[columns.indexOf(part)])).toList();
            if (keys.putIfAbsent(comparable(key), key) == null) {
                fresh.add(row);
            }
        }
        return fresh;
    }

    boolean has(List<Object> key) {
        return keys.containsKey(comparable(key));
    }

    private static List<Object> comparable(List<Object> key) {
        return key.stream().map(KeyFilter::comparable).toList();
    }

    /** What rows refer to them by. */
    KeyFilter referredTo(Referrer referrer, List<@Nullable Object[]> rows) {
        KeyFilter filter = new KeyFilter(referrer.hop().far());
        addTo(filter, referrer, rows);
        return filter;
    }

    /** The same, added to others. */
    void addTo(KeyFilter filter, Referrer referrer, List<@Nullable Object[]> rows) {
        List<Integer> places = referrer.hop().far().stream().map(columns::indexOf).toList();
        for (@Nullable
        Object[] row : rows) {
            // To a row without a value nothing refers.
            if (places.stream().allMatch(place -> row[place] != null)) {
                filter.add(places.stream().<Object>map(place -> Objects.requireNonNull(row[place])).toList());
            }
        }
    }

    /** All that were added, as rows of their table. */
    Query all(Resolver resolver) {
        KeyFilter filter = new KeyFilter(model.primaryKey());
        keys.values().forEach(filter::add);
        Predicate predicate = filter.predicate(resolver, StoredRow.columns(model.primaryKey()));
        return Query.of(model).filter(predicate);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    int size() {
        return keys.size();
    }
}
