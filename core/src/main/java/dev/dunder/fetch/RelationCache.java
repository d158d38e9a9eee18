package dev.dunder.fetch;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Relation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row beside the values that it was read with: its related rows, values that were read later, and its
 * peers. Shared by all instances of the row that say the same of it. Filled while the row is read, before anyone else sees it;
 * after that only a row that has peers learns more. Safe to share between threads.
 */
public final class RelationCache {
    private volatile Map<String, Found> found = Map.of();
    private volatile Map<Attribute, @Nullable Object> values = Map.of();
    private @Nullable Peers peers;
    // As its peers know it weakly, it is held here: it is there for as long as anyone holds any instance of the row.
    @SuppressWarnings("UnusedVariable")
    private @Nullable RowState row;

    /** What was found at the end of a relation, or for a Prefetch with a name of its own. */
    public sealed interface Found {
        /**
         * The row of a relation to one.
         *
         * @param row null where there is none
         * @param type the class that it was fetched as; null for rows of any model
         */
        record One(@Nullable RowState row, @Nullable InstanceType<?> type) implements Found {}

        /**
         * The rows of a relation to many.
         *
         * @param rows the rows
         * @param type the class that they were fetched as
         */
        record Many(List<RowState> rows, InstanceType<?> type) implements Found {}
    }

    /** The same for a row that goes its own way from now on: without peers, until it joins them. */
    RelationCache copy() {
        RelationCache copy = new RelationCache();
        copy.found = found;
        copy.values = values;
        return copy;
    }

    /** Without these relations, which are no longer those of the row. */
    RelationCache without(Collection<String> accessors) {
        RelationCache copy = copy();
        Map<String, Found> rest = new HashMap<>(copy.found);
        rest.keySet().removeAll(accessors);
        copy.found = rest;
        return copy;
    }

    /** Whether no relation is known, as of a row that is still to be stored. */
    boolean isEmpty() {
        return found.isEmpty();
    }

    void join(Peers others, RowState as) {
        peers = others;
        row = as;
        others.add(as);
    }

    /** Null where the row is to fetch nothing by itself. */
    public @Nullable Peers peers() {
        return peers;
    }

    void one(Relation relation, @Nullable RowState state) {
        put(relation.accessor(), new Found.One(state, null));
    }

    synchronized void put(String name, Found rows) {
        Map<String, Found> more = new HashMap<>(found);
        more.put(name, rows);
        found = more;
    }

    /** What was found at the end of a relation holds no more. */
    public synchronized void forget(String name) {
        Map<String, Found> rest = new HashMap<>(found);
        rest.remove(name);
        found = rest;
    }

    public @Nullable Found get(String name) {
        return found.get(LookupException.given(name, "the name of a relation"));
    }

    /** A value that was left out when the row was read. */
    synchronized void put(Attribute attribute, @Nullable Object value) {
        Map<Attribute, @Nullable Object> more = new HashMap<>(values);
        more.put(attribute, value);
        values = more;
    }

    boolean has(Attribute attribute) {
        return values.containsKey(attribute);
    }

    @Nullable
    Object get(Attribute attribute) {
        return values.get(attribute);
    }
}
