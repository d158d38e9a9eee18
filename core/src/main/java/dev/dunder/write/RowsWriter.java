package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.Extent;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Lock;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.query.Step;
import dev.dunder.query.Substitution;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.work.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Changes and deletes all rows of a query set. Where they are in the tables of parents too, and more than one of these is
 * written, their keys are read first: what is written may decide which rows they are.
 *
 * <pre>{@code
 * new RowsWriter(request).updating(NamedValue.pairs("x", 2));   // update entry set x = ? where …
 * }</pre>
 */
public final class RowsWriter {
    private final Request<?> request;
    private final Model model;

    /**
     * A writer.
     *
     * @param request which rows
     */
    public RowsWriter(Request<?> request) {
        this.request = request;
        this.model = request.model();
    }

    /**
     * An update, resolved at the call.
     *
     * @param rows which rows
     * @param assignments the new values
     * @param tables those of the rows that are written
     * @param resolver has the values
     */
    record Update(Query rows, Assignments assignments, List<RowTable> tables, Resolver resolver) {
        /** The values that are known before they are stored. */
        Map<String, @Nullable Object> known() {
            return assignments.known(resolver.values());
        }

        /** The rows as they are before they are written. */
        KnownKeys known(Session session, List<Attribute> more) {
            return KnownKeys.of(session, rows, assignments.changesKeys(rows.model()), resolver, more);
        }
    }

    /**
     * New values for all rows.
     *
     * @param changes columns and their values, which may be computed of the row as it was
     * @return how many rows there were
     * @throws LookupException if a column cannot be written or a value does not fit
     * @throws DunderException if the rows are no rows of a table
     */
    public Evaluation<Long> updating(List<NamedValue> changes) {
        Update update = update(changes);
        if (update.rows().empty()) {
            return Evaluation.of(0L);
        }
        Session session = session();
        if (update.tables().size() == 1) {
            RowTable table = update.tables().get(0);
            Statement statement = new Statement.Update(
                    in(table, update.rows(), update.resolver()), update.assignments().of(table), List.of());
            List<@Nullable Object> values = update.resolver().values();
            return told(session, false, Kind.UPDATE, update.known(), () -> session.write(statement, values),
                    Long::longValue);
        }
        return told(session, true, Kind.UPDATE, update.known(),
                () -> write(session, update, update.known(session, List.of())),
                Long::longValue);
    }

    Update update(List<NamedValue> changes) {
        refuse("update");
        Resolver resolver = request.resolver();
        Assignments assignments = Assignments.of(changes, resolver);
        if (assignments.isEmpty()) {
            throw new LookupException("update() of nothing: name the columns and their values.");
        }
        assignments.refuseNumbered(model);
        Versions.of(model).raise(assignments, resolver);
        return new Update(rows(), assignments, assignments.tables(model), resolver);
    }

    /** Writes one table after the other. */
    long write(Session session, Update update, KnownKeys known) {
        long updated = 0;
        for (RowTable table : known.isEmpty() ? List.<RowTable>of() : update.tables()) {
            Resolver resolver = request.resolver(Query.of(table.model()), update.resolver().values());
            Query rows = StoredRow.among(table.model(), known.of(table), resolver);
            updated = session.write(
                    new Statement.Update(rows, update.assignments().of(table), List.of()), resolver.values());
        }
        return updated;
    }

    /**
     * The end of all rows, as the foreign keys of the database have it.
     *
     * @return how many rows there were
     * @throws DunderException if it was not said which rows, or they are no rows of a table
     */
    public Evaluation<Long> deleting() {
        Query rows = deleted();
        if (rows.empty()) {
            return Evaluation.of(0L);
        }
        List<RowTable> tables = RowTable.of(model);
        Session session = session();
        List<@Nullable Object> values = request.resolver().values();
        if (tables.size() == 1) {
            Statement delete = new Statement.Delete(rows, List.of());
            return told(session, false, Kind.DELETE, Map.of(), () -> session.write(delete, values),
                    Long::longValue);
        }
        return told(session, true, Kind.DELETE, Map.of(),
                () -> delete(session, tables, KnownKeys.of(session, rows, true, request.resolver(), List.of())),
                Long::longValue);
    }

    /** The rows that are to be deleted. */
    Query deleted() {
        refuseUnsaid("delete");
        return rows();
    }

    /** Deletes from one table after the other. What refers to a parent goes first. */
    long delete(Session session, List<RowTable> tables, KnownKeys known) {
        long deleted = 0;
        for (RowTable table : known.isEmpty() ? List.<RowTable>of() : tables.reversed()) {
            Resolver resolver = request.resolver(Query.of(table.model()), List.of());
            Query rows = StoredRow.among(table.model(), known.of(table), resolver);
            long number = session.write(new Statement.Delete(rows, List.of()), resolver.values());
            deleted = table.child() == null ? number : deleted;
        }
        return deleted;
    }

    /**
     * The end of all rows, and what becomes of those that refer to them, as the models have it.
     *
     * @return how many rows there were of each model, by its name
     * @throws DunderException if it was not said which rows, or they are no rows of a table
     */
    public Evaluation<Map<String, Long>> collecting() {
        refuseUnsaid("deleteCollecting");
        Query rows = rows();
        if (rows.empty()) {
            return Evaluation.of(Map.of());
        }
        Session session = session();
        List<@Nullable Object> values = request.resolver().values();
        if (CollectingDelete.isLeaf(model)) {
            Statement delete = new Statement.Delete(rows, List.of());
            return told(session, false, Kind.DELETE, Map.of(), () -> session.write(delete, values), Long::longValue)
                    .map(number -> CollectingDelete.counted(model, number));
        }
        boolean cut = rows.sliced() || rows.distinct() != null;
        Resolver resolver = request.resolver();
        Statement read = StoredRow.reading(CollectingDelete.columns(model),
                LockedRows.of(cut ? rows : rows.order(Query.Ordering.NONE), true, resolver));
        return told(session, true, Kind.DELETE, Map.of(),
                () -> new CollectingDelete(session, request.where()).of(model,
                        session.rows(read, resolver.values())),
                deleted -> deleted.getOrDefault(model.concrete().name(), 0L));
    }

    /** Of many rows at once. */
    <R extends @Nullable Object> Evaluation<R> told(
            Session session,
            boolean several,
            Kind kind,
            Map<String, @Nullable Object> values,
            Supplier<R> work,
            ToLongFunction<R> count) {
        return ToldWrites.ofMany(session, several, model, kind, values, work, count).evaluation();
    }

    private void refuseUnsaid(String verb) {
        refuse(verb);
        if (request.extent() != Extent.ALL && isAll()) {
            throw new DunderException(verb + "() would delete every " + model.name()
                    + ", as no filter was said. If that is meant, say all()." + verb + "().");
        }
    }

    private boolean isAll() {
        Query query = request.query();
        return query.steps().stream().noneMatch(Step.Filter.class::isInstance) && !query.sliced();
    }

    private void refuse(String verb) {
        RowTable.refuseOther(model, verb);
        request.composer().refuseCombined(verb);
        request.refuseFilteredByNothing(verb);
        if (request.query().grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            throw new DunderException(
                    "Cannot call " + verb + "() on groups, which are no rows of a table. Call it before"
                            + " values(…).");
        }
    }

    Session session() {
        return request.where().writing(model);
    }

    /** The rows themselves, whatever is read of them. */
    private Query rows() {
        // Who passes over rows that others have locked, or will not wait for them, means these to be found so.
        Lock lock = request.query().lock();
        return request.query().select(Query.of(model).selection())
                .lock(lock == null || lock.waiting() == Lock.Waiting.WAIT ? null : lock);
    }

    /** The rows of one table that are theirs. */
    Query in(RowTable table, Query rows, Resolver resolver) {
        if (table.child() == null) {
            return rows;
        }
        boolean cut = rows.sliced() || rows.distinct() != null;
        Query read = StoredRow.reading(table.key(model), cut ? rows : rows.order(Query.Ordering.NONE));
        Query written = Query.of(table.model());
        for (Step step : rows.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                written = own(table, predicate, written);
            }
        }
        return written.filter(resolver.among(StoredRow.columns(table.model().primaryKey()), read));
    }

    /** What is said of columns of this very table is asked again of a row that another transaction has changed meanwhile. */
    private Query own(RowTable table, Predicate predicate, Query rows) {
        if (predicate instanceof Predicate.And(List<Predicate> terms)) {
            Query narrowed = rows;
            for (Predicate term : terms) {
                narrowed = own(table, term, narrowed);
            }
            return narrowed;
        }
        boolean ofTable = Traversal.of(predicate).stream().noneMatch(one -> Traversal.any(one, part -> switch (part) {
            case Expression.Column(List<Hop> path, Attribute column) -> path.isEmpty() || !isOf(table, path, column);
            case Expression.Param param -> false;
            case Expression.Transformed transformed -> false;
            case Expression.Call call -> false;
            default -> true;
        }));
        return ofTable
                ? rows.filter(Substitution.columns(predicate,
                        column -> new Expression.Column(List.of(), column.attribute())))
                : rows;
    }

    private boolean isOf(RowTable table, List<Hop> path, Attribute column) {
        return table.columns().contains(column)
                && model.attributes().stream().anyMatch(one -> one.origin() == column && one.via().equals(path));
    }
}
