package dev.dunder.fetch;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Relation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row beside the values that it was read with: its related rows, values that were read later, and its
 * peers. Shared by all instances of the row that say the same of it. Filled while the row is read, before anyone else sees it;
 * after that only a row that has peers learns more. Safe to share between threads.
 */
public final class RelationCache {
    /** Nothing, of the rows that nothing is known of; nobody tells it anything. */
    static final RelationCache NOTHING = new RelationCache();

    /** Read without a lock, as is what is beyond: each is immutable, and changed as a whole by who holds the lock of this. */
    private volatile Map<String, Found> found;
    private volatile @Nullable Beyond beyond;

    /**
     * What hardly any row has.
     *
     * @param values those that were read later
     * @param row as its peers know it weakly, it is held here: it is there for as long as anyone holds any instance of the row
     */
    private record Beyond(Map<Attribute, @Nullable Object> values, @Nullable Peers peers, @Nullable RowState row) {
        static final Beyond NOTHING = new Beyond(Map.of(), null, null);
    }

    RelationCache() {
        this(Map.of());
    }

    RelationCache(Map<String, Found> found) {
        this.found = found;
    }

    private Beyond beyond() {
        Beyond known = beyond;
        return known == null ? Beyond.NOTHING : known;
    }

    /**
     * The row that others were loaded for, by the way back, which nobody asked for: one for all of them.
     *
     * @param alone where nothing else is known
     */
    record Back(String name, Found way, Map<String, Found> alone) {
        static Back of(Relation relation, RowState to) {
            Found way = new Found.One(to, null, true);
            return new Back(relation.accessor(), way, Map.of(relation.accessor(), way));
        }
    }

    /** What was found at the end of a relation, or for a Prefetch with a name of its own. */
    public sealed interface Found {
        /**
         * The row of a relation to one.
         *
         * @param row null where there is none
         * @param type the class that it was fetched as; null for rows of any model
         * @param back whether it is the row that this one was loaded for, which nobody asked for
         */
        record One(@Nullable RowState row, @Nullable InstanceType<?> type, boolean back) implements Found {
            One(@Nullable RowState row, @Nullable InstanceType<?> type) {
                this(row, type, false);
            }
        }

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
        RelationCache copy = new RelationCache(found);
        Beyond known = beyond();
        copy.beyond = known.values().isEmpty() ? null : new Beyond(known.values(), null, null);
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
        synchronized (this) {
            beyond = new Beyond(beyond().values(), others, as);
        }
        others.add(as);
    }

    /** Null where the row is to fetch nothing by itself. */
    public @Nullable Peers peers() {
        return beyond().peers();
    }

    void one(Relation relation, @Nullable RowState state) {
        put(relation.accessor(), new Found.One(state, null));
    }

    /** The row that this one was loaded for; unless it is known. */
    synchronized void back(Back back) {
        if (found.get(back.name()) == null) {
            put(back.name(), back.way());
        }
    }

    synchronized void put(String name, Found rows) {
        if (found.isEmpty()) {
            // Most rows know one other.
            found = Map.of(name, rows);
            return;
        }
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

    /** What relations were loaded, and what else by a name. It leads nowhere back. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        found.forEach((name, rows) -> {
            if (!(rows instanceof Found.One one && one.back())) {
                names.add(name);
            }
        });
        return names;
    }

    public @Nullable Found get(String name) {
        return found.get(LookupException.given(name, "the name of a relation"));
    }

    /** A value that was left out when the row was read. */
    synchronized void put(Attribute attribute, @Nullable Object value) {
        Beyond known = beyond();
        Map<Attribute, @Nullable Object> more = new HashMap<>(known.values());
        more.put(attribute, value);
        beyond = new Beyond(more, known.peers(), known.row());
    }

    boolean has(Attribute attribute) {
        return beyond().values().containsKey(attribute);
    }

    @Nullable
    Object get(Attribute attribute) {
        return beyond().values().get(attribute);
    }
}
