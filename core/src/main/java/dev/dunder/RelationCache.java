package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Relation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row beside the values that it was read with: its related rows, values that were read later, and its
 * peers. Shared by all instances of the row that say the same of it. Filled while the row is read, before anyone else sees it;
 * after that only a row that has peers learns more. Safe to share between threads.
 */
final class RelationCache {
    private final Map<String, Found> found = new ConcurrentHashMap<>();
    private volatile Map<Attribute, @Nullable Object> values = Map.of();
    private @Nullable Peers peers;
    // As its peers know it weakly, it is held here: it is there for as long as anyone holds any instance of the row.
    @SuppressWarnings("UnusedVariable")
    private @Nullable State<?> row;

    /** What was found at the end of a relation, or for a Prefetch with a name of its own. */
    sealed interface Found {
        /**
         * The row of a relation to one.
         *
         * @param state null where there is none
         */
        record One(@Nullable State<?> state) implements Found {}

        /**
         * The rows of a relation to many.
         *
         * @param instances instances of the class that they were fetched as
         */
        record Many(List<? extends Instance<?>> instances) implements Found {}
    }

    /** The same for a row that goes its own way from now on: without peers, until it joins them. */
    RelationCache copy() {
        RelationCache copy = new RelationCache();
        copy.found.putAll(found);
        copy.values = values;
        return copy;
    }

    /** Without these relations, which are no longer those of the row. */
    RelationCache without(Collection<String> accessors) {
        RelationCache copy = copy();
        copy.found.keySet().removeAll(accessors);
        return copy;
    }

    void join(Peers others, State<?> as) {
        peers = others;
        row = as;
        others.add(as);
    }

    /** Null where the row is to fetch nothing by itself. */
    @Nullable
    Peers peers() {
        return peers;
    }

    void one(Relation relation, @Nullable State<?> state) {
        found.put(relation.accessor(), new Found.One(state));
    }

    void put(String name, Found rows) {
        found.put(name, rows);
    }

    @Nullable
    Found get(String name) {
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
