package dev.dunder.fetch;

import dev.dunder.model.Relation;
import dev.dunder.run.Session;
import dev.dunder.run.TransactionBlock;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows that were read together and learn together: what one of them is asked for and does not know is fetched for all that
 * are still held by anyone, in one statement, however many threads ask. Safe to share between threads.
 */
public final class Peers {
    private final Session within;
    private final List<WeakReference<RowState>> rows = Collections.synchronizedList(new ArrayList<>());
    private final Map<LazyLoad, SharedTask<Boolean>> underWay = new ConcurrentHashMap<>();

    private Peers(Session within) {
        this.within = within;
    }

    /** Rows of one fetch are peers, and so are those that were selected with them, of each relation. */
    static void introduce(List<RowState> rows, List<List<Relation>> selected, Session within) {
        Peers peers = new Peers(within);
        rows.forEach(row -> row.among(peers));
        for (List<Relation> way : selected) {
            Peers further = new Peers(within);
            rows.forEach(row -> follow(row, way, further));
        }
    }

    private static void follow(RowState row, List<Relation> way, Peers peers) {
        if (way.isEmpty()) {
            row.among(peers);
        } else if (row.loaded()
                .get(way.get(0).accessor()) instanceof RelationCache.Found.One(RowState next, var type, var back)
                && next != null) {
            follow(next, way.subList(1, way.size()), peers);
        }
    }

    void add(RowState row) {
        rows.add(new WeakReference<>(row));
        // What is fetched at this moment is not fetched for this one.
        underWay.clear();
    }

    private List<RowState> alive() {
        List<RowState> alive = new ArrayList<>();
        rows.removeIf(each -> {
            RowState row = each.get();
            if (row != null) {
                alive.add(row);
            }
            return row == null;
        });
        return alive;
    }

    /** After this the row knows it, and so do its peers; unless the row is not stored any more. */
    public Evaluation<Boolean> learning(RowState asking, LazyLoad missing) {
        if (missing.isKnownTo(asking)) {
            return Evaluation.of(true);
        }
        Session at = within.unlessEnded();
        return at.block() == null
                ? Evaluation.shared(at, () -> claim(missing, at))
                : Evaluation.of(at, () -> learnInTurn(asking, missing, at));
    }

    private SharedTask<Boolean> claim(LazyLoad missing, Session at) {
        while (true) {
            SharedTask<Boolean> once = underWay.get(missing);
            if (once != null && !once.done() && !once.stopped()) {
                return once;
            }
            // Outside of the map's locks: what a task takes along of its thread is not ours alone.
            SharedTask<Boolean> mine = Evaluation.once(at, () -> learn(missing, at));
            if (once == null ? underWay.putIfAbsent(missing, mine) == null : underWay.replace(missing, once, mine)) {
                return mine;
            }
        }
    }

    /** Whoever comes late finds that no row lacks it. */
    private boolean learn(LazyLoad missing, Session at) {
        try {
            List<RowState> unused = missing.load(alive(), at).all();
            return true;
        } finally {
            underWay.remove(missing);
        }
    }

    /**
     * In a transaction each thread does it itself when it is its turn on the connection: to wait for one that waits for the
     * connection would be to wait for ever.
     */
    private boolean learnInTurn(RowState asking, LazyLoad missing, Session at) {
        TransactionBlock transaction = at.block();
        if (transaction != null && transaction.whileOpen(at.cancellation(), () -> learn(missing, at))) {
            return true;
        }
        boolean ended = at == within && within.unlessEnded() != within;
        return ended ? learning(asking, missing).now() : learn(missing, at);
    }
}
