package dev.dunder;

import dev.dunder.compose.RelationPaths;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Lock;
import java.util.ArrayList;
import java.util.List;

/**
 * How {@link QuerySet#selectForUpdate(Locking)} locks: {@code Locking.skipLocked().of("self", "author")}.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Locking {
    private static final String SELF = "self";

    private final Lock.Waiting waiting;
    private final boolean noKey;
    private final List<String> of;

    private Locking(Lock.Waiting waiting, boolean noKey, List<String> of) {
        this.waiting = waiting;
        this.noKey = noKey;
        this.of = List.copyOf(of);
    }

    /**
     * Waiting for rows that are locked: {@code FOR UPDATE}.
     *
     * @return the rules
     */
    public static Locking waiting() {
        return new Locking(Lock.Waiting.WAIT, false, List.of());
    }

    /**
     * Failing at once where a row is locked: {@code NOWAIT}.
     *
     * @return the rules
     */
    public static Locking nowait() {
        return new Locking(Lock.Waiting.NOWAIT, false, List.of());
    }

    /**
     * Passing over rows that are locked: {@code SKIP LOCKED}.
     *
     * @return the rules
     */
    public static Locking skipLocked() {
        return new Locking(Lock.Waiting.SKIP, false, List.of());
    }

    /**
     * Letting others refer to the rows by foreign keys: {@code FOR NO KEY UPDATE}.
     *
     * @return the rules
     */
    public Locking noKey() {
        return new Locking(waiting, true, of);
    }

    /**
     * Only the rows of some tables.
     *
     * @param paths {@code self} for the query's own, or relations to one row
     * @return the rules
     */
    public Locking of(String... paths) {
        return new Locking(waiting, noKey, LookupException.allGiven(paths, "a relation"));
    }

    Lock resolve(Model model) {
        List<List<Hop>> paths = new ArrayList<>();
        for (String path : of) {
            paths.add(path.equals(SELF) ? List.of() : hops(model, path));
        }
        return new Lock(waiting, noKey, List.copyOf(paths));
    }

    private static List<Hop> hops(Model model, String path) {
        List<Relation> relations = RelationPaths.named(model, path, "selectForUpdate(…)",
                relation -> !relation.toMany(),
                "many rows, which are not locked with one.");
        return relations.stream().flatMap(relation -> relation.hops().stream()).toList();
    }
}
