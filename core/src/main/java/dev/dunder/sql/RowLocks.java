package dev.dunder.sql;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Lock;
import dev.dunder.query.Query;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** The end of a select whose rows are locked. */
final class RowLocks {
    private RowLocks() {}

    /**
     * Refuses what the server does, or what it would leave unlocked without a word.
     *
     * @param query its rows are to be read
     * @param merged whether they are grouped, or there is a select around them
     * @param read what is selected and ordered by
     */
    static void refuseImpossible(Query query, boolean merged, List<Expression> read) {
        boolean possible = !merged && query.distinct() == null
                && read.stream().noneMatch(Traversal::windows);
        if (query.lock() != null && !possible) {
            throw new LookupException("Rows of " + query.model().name()
                    + " that are grouped, computed over windows or made"
                    + " distinct cannot be locked. Lock those with their keys: filter(\"pk__in\", set).selectForUpdate().");
        }
    }

    static Select<?> locked(SelectForUpdateStep<? extends Record> select, @Nullable Lock lock, Joins joins) {
        if (lock == null) {
            return select;
        }
        var locking = lock.noKey() ? select.forNoKeyUpdate() : select.forUpdate();
        List<Table<?>> of = lock.of().isEmpty() ? joins.certain() : named(lock.of(), joins);
        var tables = of.isEmpty() ? locking : locking.of(of.toArray(Table<?>[]::new));
        return switch (lock.waiting()) {
            case WAIT -> tables;
            case NOWAIT -> tables.noWait();
            case SKIP -> tables.skipLocked();
        };
    }

    private static List<Table<?>> named(List<List<Hop>> paths, Joins joins) {
        List<Table<?>> of = new ArrayList<>();
        for (List<Hop> path : paths) {
            JoinedTable read = joins.found(path);
            if (read == null) {
                throw new LookupException("Cannot lock rows of " + path.getLast().target().name()
                        + ": the query does not read them. Follow the relation with selectRelated(…),"
                        + " or leave it out of Locking.of(…).");
            }
            if (!read.isInner()) {
                throw new LookupException("Cannot lock rows of " + path.getLast().target().name()
                        + " for those that have none, which PostgreSQL refuses. Filter these out, or leave it out of"
                        + " Locking.of(…).");
            }
            of.add(read.alias());
        }
        return of;
    }
}
