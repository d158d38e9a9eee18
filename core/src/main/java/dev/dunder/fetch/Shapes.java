package dev.dunder.fetch;

import dev.dunder.model.Model;
import dev.dunder.query.Query;
import dev.dunder.resolve.Resolver;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that calls have led to, in trees that begin with all rows of a model. There are only so many: those that were
 * not passed for the longest time go, and are made anew when somebody comes by again. Safe for use by several threads;
 * whoever only passes takes no lock.
 */
public final class Shapes {
    /** The trees of what is held by no database, such as the static {@code objects} of generated models. */
    public static final Shapes OF_MANAGERS = new Shapes();

    private static final int MOST = 10_000;

    private final int most;
    private final Map<Model, Root> byModel = new ConcurrentHashMap<>();
    private final ReentrantLock clearing = new ReentrantLock();
    private final Set<Shape> roots = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final AtomicInteger size = new AtomicInteger();
    private final LongAdder passed = new LongAdder();
    private final LongAdder made = new LongAdder();
    private final LongAdder gone = new LongAdder();

    public Shapes() {
        this(MOST);
    }

    /** Trees with so many shapes at most. */
    public Shapes(int most) {
        this.most = most;
    }

    /**
     * Where the calls on a model begin: all its rows in their usual order.
     *
     * @param values those of its order, if any
     */
    record Root(Shape shape, List<@Nullable Object> values) {
        static Root of(Model model, @Nullable Shapes tree) {
            Query all = Query.of(model);
            if (model.ordering().isEmpty()) {
                return new Root(new Shape(all, FetchPlan.PLAIN, tree), List.of());
            }
            Resolver resolver = new Resolver(model);
            Query ordered = all.order(new Query.Ordering(resolver.usualOrder(), false, true));
            return new Root(new Shape(ordered, FetchPlan.PLAIN, tree), resolver.values());
        }
    }

    /** The root of a model's tree, the same each time. */
    Root root(Model model) {
        Root known = byModel.get(model);
        if (known != null) {
            return known;
        }
        Root root = Root.of(model, this);
        Root first = byModel.putIfAbsent(model, root);
        return first == null ? planted(root) : first;
    }

    /** A root of its own, for who holds it on and on. */
    Root held(Model model) {
        return planted(Root.of(model, this));
    }

    private Root planted(Root root) {
        plant(root.shape());
        return root;
    }

    /** A tree that is there for as long as somebody holds its root. */
    void plant(Shape root) {
        roots.add(root);
    }

    void passed() {
        passed.increment();
    }

    /** Another shape is there. */
    void grown() {
        made.increment();
        if (size.incrementAndGet() > most && clearing.tryLock()) {
            try {
                clear();
            } finally {
                clearing.unlock();
            }
        }
    }

    /** Those go that nobody passed since the last time; and all, where that are too few. */
    private void clear() {
        int before = size.get();
        int left = 0;
        Shape[] all = roots.toArray(Shape[]::new);
        for (Shape root : all) {
            left += root.prune();
        }
        if (left > most - most / 4) {
            for (Shape root : all) {
                root.prune();
                root.clear();
            }
            left = 0;
        }
        size.addAndGet(left - before);
        gone.add(before - left);
    }

    /** How many shapes there are. */
    public int size() {
        return size.get();
    }

    /** How many calls found the shape that they lead to. */
    public long hits() {
        return passed.sum();
    }

    /** How many calls had to be resolved, and are known from then on. */
    public long misses() {
        return made.sum();
    }

    /** How many shapes had to go. */
    public long evictions() {
        return gone.sum();
    }
}
