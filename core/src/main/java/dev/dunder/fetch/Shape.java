package dev.dunder.fetch;

import dev.dunder.lookups.Limits;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Recording;
import dev.dunder.run.PlannedStatement;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, but the values: a query and what its instances are loaded with, a place in a tree of calls. It knows its
 * plans and how its rows are read, and where the calls lead that were made on it before. Immutable to whoever uses it, and
 * safe for use by several threads.
 */
public final class Shape {
    private final Query query;
    private final FetchPlan plan;
    private final @Nullable Shapes tree;
    private final PlannedStatement rows;
    private volatile @Nullable PlannedStatement count;
    private volatile @Nullable PlannedStatement exists;
    private volatile @Nullable InstanceReading reading;
    private volatile @Nullable PrefetchTree prefetches;
    private volatile @Nullable Boolean empty;
    private volatile @Nullable Map<Object, Transition> next;
    private volatile @Nullable Object attached;
    private volatile boolean used;

    /**
     * Where a call leads.
     *
     * @param limits how large queries may become there where it was made
     * @param to the shape after it
     * @param replay what makes its values
     */
    record Transition(Limits limits, Shape to, Recording.Replay replay) {}

    /** A shape in no tree, which is gone with whoever holds it. */
    Shape(Query query, FetchPlan plan) {
        this(query, plan, null);
    }

    /** A shape in a tree. */
    Shape(Query query, FetchPlan plan, @Nullable Shapes tree) {
        this.query = query;
        this.plan = plan;
        this.tree = tree;
        this.rows = new PlannedStatement(query);
    }

    /** The query. */
    Query query() {
        return query;
    }

    /** What its instances are loaded with. */
    FetchPlan plan() {
        return plan;
    }

    // ---- Statements ----

    /** Its rows. */
    public PlannedStatement rows() {
        return rows;
    }

    /** How many rows it has. */
    public PlannedStatement count() {
        PlannedStatement known = count;
        if (known == null) {
            known = new PlannedStatement(new Statement.Count(query));
            count = known;
        }
        return known;
    }

    /** Whether it has a row. */
    public PlannedStatement exists() {
        PlannedStatement known = exists;
        if (known == null) {
            known = new PlannedStatement(new Statement.Exists(query));
            exists = known;
        }
        return known;
    }

    /** Whether it can have no rows, whatever the database holds. */
    public boolean empty() {
        Boolean known = empty;
        if (known == null) {
            known = query.empty();
            empty = known;
        }
        return known;
    }

    /** How its rows become instances. */
    InstanceReading reading(InstanceType<?> type) {
        InstanceReading known = reading;
        if (known == null || known.model() != type.model()) {
            known = InstanceReading.of(type.model(), query);
            reading = known;
        }
        return known;
    }

    /** What is fetched for its rows. */
    PrefetchTree prefetches() {
        PrefetchTree known = prefetches;
        if (known == null) {
            known = PrefetchTree.of(query.model(), plan.prefetches());
            prefetches = known;
        }
        return known;
    }

    // ---- The tree ----

    /** Whether it is known where calls lead from here. */
    boolean grows() {
        return tree != null;
    }

    /** Where a call leads that was made before. */
    @Nullable
    Transition next(Object call, Limits limits) {
        Map<Object, Transition> known = next;
        Transition found = known == null ? null : known.get(call);
        if (found == null || !found.limits().equals(limits)) {
            return null;
        }
        if (!found.to().used) {
            found.to().used = true;
        }
        return found;
    }

    /** A call led there, by its values. */
    void passed() {
        if (tree != null) {
            tree.passed();
        }
    }

    /** A call leads to another shape, from now on each time. */
    Shape grow(Object call, Limits limits, Query to, FetchPlan loading, Recording.Replay replay) {
        Shape further = new Shape(to, loading, tree);
        Map<Object, Transition> known = next;
        if (known == null) {
            known = new ConcurrentHashMap<>(4);
            // Of two that come at once the one's is lost, and made again by the next.
            next = known;
        }
        further.used = true;
        known.put(call, new Transition(limits, further, replay));
        if (tree != null) {
            tree.grown();
        }
        return further;
    }

    /**
     * What was found out of this shape for a call, or is found out now and kept.
     *
     * @param call all that was said; null where it cannot be told apart from other calls
     * @param found whether it holds for others too, and is worth being kept
     */
    public <V> V known(@Nullable Object call, Limits limits, Class<V> kind, Supplier<V> find, Predicate<V> found) {
        if (call == null || tree == null) {
            return find.get();
        }
        Transition known = next(call, limits);
        if (known != null && kind.isInstance(known.to().attached)) {
            tree.passed();
            return kind.cast(known.to().attached);
        }
        V made = find.get();
        if (found.test(made)) {
            grow(call, limits, query, plan, Recording.NOTHING).attached = made;
        }
        return made;
    }

    /** Leaves out the branches that nobody has passed since the last time, and counts what is left. */
    int prune() {
        Map<Object, Transition> known = next;
        if (known == null) {
            return 0;
        }
        int left = 0;
        for (Iterator<Transition> all = known.values().iterator(); all.hasNext();) {
            Shape to = all.next().to();
            int behind = to.prune();
            if (behind == 0 && !to.used) {
                all.remove();
                to.cut();
            } else {
                to.used = false;
                left += behind + 1;
            }
        }
        return left;
    }

    /** Leaves out all branches. */
    void clear() {
        Map<Object, Transition> known = next;
        next = null;
        if (known != null) {
            known.values().forEach(each -> {
                each.to().clear();
                each.to().cut();
            });
        }
    }

    /** It may be held by a query set, and begins a tree of its own for as long as it is. */
    private void cut() {
        if (tree != null) {
            tree.plant(this);
        }
    }
}
