package dev.dunder.write;

import dev.dunder.DoesNotExist;
import dev.dunder.StaleInstance;
import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Lock;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores, changes and deletes the row that an instance stands for, in the tables of its parents too. What the instance knows
 * goes on with what comes back.
 *
 * <pre>{@code
 * new InstanceWriter(row, value -> {}).updating(NamedValue.pairs("x", 2));
 * // update "entry" set "x" = ? where "entry"."id" = ? returning …
 * }</pre>
 */
public final class InstanceWriter {
    private final RowState row;
    private final Consumer<@Nullable Object> given;

    /**
     * A writer.
     *
     * @param row the row as the instance has it
     * @param given is shown each new value, and may refuse it
     */
    public InstanceWriter(RowState row, Consumer<@Nullable Object> given) {
        this.row = row;
        this.given = given;
    }

    /**
     * Stores a new row.
     *
     * @return the row as it is stored
     * @throws DunderException if it is stored already, or no row of a table
     */
    public Evaluation<RowState> inserting() {
        RowTable.refuseOther(row.model(), "insert");
        if (row.isStored()) {
            throw new DunderException(
                    "This " + row.columns().label() + " is stored already. Use update(…) to change it.");
        }
        String leftOut = row.leftOut();
        if (leftOut != null) {
            throw new DunderException(
                    "Cannot insert a copy of this " + row.columns().label() + " without its '" + leftOut
                            + "', which only(…) or defer(…) left out: load(\"" + leftOut + "\") it first.");
        }
        return inserting(row.database());
    }

    /** The same by another view of the same database. */
    Evaluation<RowState> inserting(Session session) {
        InsertTemplates.Filled filled = InsertTemplates.of(row);
        return filled == null
                ? inserted(session, resolved())
                : inserting(session, filled.insertion(), filled.values(), filled.row());
    }

    private Evaluation<RowState> inserted(Session session, Insertion insertion) {
        return inserting(session, insertion, insertion.values(), new @Nullable Object[row.columns().size()]);
    }

    private Evaluation<RowState> inserting(Session session, Insertion insertion, List<@Nullable Object> values,
            @Nullable Object[] known) {
        return new ToldWrites<>(session, insertion.several(), /* many= */ false,
                () -> ToldWrites.ofRow(row, Kind.INSERT, insertion.known(values)), () -> {
                    // An evaluation may be begun again.
                    @Nullable
                    Object[] stored = known.clone();
                    boolean unused = insertion.store(session, values, stored);
                    return row.written(stored);
                }, (write, stored) -> write.done(ToldWrites.known(stored), 1)).evaluation();
    }

    private Insertion resolved() {
        Resolver resolver = new Resolver(row.model());
        Assignments assignments = new Assignments();
        for (Attribute attribute : row.model().attributes()) {
            if (row.isGiven(attribute.index()) && !attribute.computed()) {
                assignments.add(resolver.assignment(attribute, row.given(attribute.index())));
            }
        }
        return new Insertion(assignments, resolver, /* ignoringConflicts= */ false);
    }

    /**
     * Changes the stored row: what is said here, and what the instance was given before.
     *
     * @param changes columns and their values
     * @return the row as it is stored
     * @throws DunderException if it is not stored, has no key, or is no row of a table
     */
    public Evaluation<RowState> updating(List<NamedValue> changes) {
        RowTable.refuseOther(row.model(), "update");
        changes.forEach(change -> given.accept(change.value()));
        Resolver resolver = new Resolver(row.model());
        Assignments assignments = Assignments.of(changes, resolver);
        List<Attribute> keys = RowTable.keys(row.model());
        for (int place : row.pending()) {
            Attribute attribute = row.model().attributes().get(place);
            boolean key = keys.contains(attribute.origin());
            if (key && changes.isEmpty() && !Objects.deepEquals(row.value(place), row.storedValue(place))) {
                throw new DunderException("'" + attribute.name() + "' says which " + row.columns().label()
                        + " this is, and is not changed by the way. Say update(\"" + attribute.name() + "\", …), or"
                        + " insert another one.");
            }
            if (!key && !assignments.has(attribute)) {
                assignments.add(resolver.assignment(attribute, row.given(place)));
            }
        }
        assignments.refuseNumbered(row.model());
        if (assignments.isEmpty() && row.isStored()) {
            return Evaluation.of(row);
        }
        refuseWithoutKey("update");
        Versions versions = Versions.of(row.model());
        versions.raise(assignments, resolver);
        List<RowTable> tables = assignments.tables(row.model());
        List<Statement> statements = tables.stream()
                .<Statement>map(table -> new Statement.Update(
                        versions.known(table, stored(table, resolver), row, resolver), assignments.of(table),
                        Statement.Returned.all(table.columns())))
                .toList();
        Session session = row.database();
        List<@Nullable Object> values = resolver.values();
        boolean another = assignments.changesParents(row.model());
        Supplier<RowState> work = () -> {
            @Nullable
            Object[] written = row.storedValues();
            for (int i = 0; i < tables.size(); i++) {
                List<@Nullable Object[]> rows = session.rows(statements.get(i), values);
                if (rows.isEmpty()) {
                    throw missing(versions, session.sql(statements.get(i)), session);
                }
                tables.get(i).read(row.model(), rows.get(0), written);
            }
            return row.written(another ? found(written, assignments, session) : written);
        };
        return new ToldWrites<>(session, another || tables.size() > 1, /* many= */ false,
                () -> ToldWrites.ofRow(row, Kind.UPDATE, assignments.known(values)), work,
                (write, stored) -> write.done(ToldWrites.known(stored), 1)).evaluation();
    }

    /**
     * Deletes the stored row.
     *
     * @return how many rows were deleted
     * @throws DunderException if it is not stored, has no key, or is no row of a table
     */
    public Evaluation<Long> deleting() {
        RowTable.refuseOther(row.model(), "delete");
        refuseWithoutKey("delete");
        Resolver resolver = new Resolver(row.model());
        Versions versions = Versions.of(row.model());
        List<Statement> statements = RowTable.of(row.model()).reversed().stream()
                .<Statement>map(table -> new Statement.Delete(
                        versions.known(table, stored(table, resolver), row, resolver), List.of()))
                .toList();
        Session session = row.database();
        List<@Nullable Object> values = resolver.values();
        Supplier<Long> work = () -> {
            if (statements.size() > 1 && !versions.none()) {
                // Once a part of it is gone nobody could see what it has become.
                lock(versions, session);
            }
            long deleted = 0;
            for (int i = 0; i < statements.size(); i++) {
                long rows = session.write(statements.get(i), values);
                if (rows == 0 && !versions.none()) {
                    throw missing(versions, session.sql(statements.get(i)), session);
                }
                if (i == 0) {
                    deleted = rows;
                }
                if (deleted == 0) {
                    break;
                }
            }
            return deleted;
        };
        return new ToldWrites<>(session, statements.size() > 1, /* many= */ false,
                () -> ToldWrites.ofRow(row, Kind.DELETE, Map.of()), work,
                (write, deleted) -> deleted == 0 ? null : write.done(Map.of(), deleted)).evaluation();
    }

    /**
     * Deletes the stored row, and does with those that refer to it what their models say.
     *
     * @return how many rows were deleted of each model, by its name
     * @throws DunderException if it is not stored, has no key, or is no row of a table
     */
    public Evaluation<Map<String, Long>> collecting() {
        RowTable.refuseOther(row.model(), "delete");
        refuseWithoutKey("delete");
        Model model = row.model();
        Session session = row.database();
        Resolver resolver = new Resolver(model);
        Query stored = stored(own(), resolver);
        Versions versions = Versions.of(model);
        List<@Nullable Object> values = resolver.values();
        if (CollectingDelete.isLeaf(model)) {
            return deleting().map(rows -> CollectingDelete.counted(model, rows));
        }
        List<Attribute> columns = CollectingDelete.columns(model);
        @Nullable
        Object[] known = columns.stream().map(column -> row.storedValue(column.index())).toArray();
        // What was not read is read now.
        boolean whole = Arrays.stream(known).allMatch(Objects::nonNull);
        Statement read = StoredRow.reading(columns, stored);
        Supplier<Map<String, Long>> work = () -> {
            if (!versions.none()) {
                lock(versions, session);
            }
            return new CollectingDelete(session, row.where())
                    .of(model, whole ? List.<@Nullable Object[]>of(known) : session.rows(read, values));
        };
        return new ToldWrites<>(session, /* several= */ true, /* many= */ false,
                () -> ToldWrites.ofRow(row, Kind.DELETE, Map.of()), work,
                (write, deleted) -> deleted.isEmpty() ? null : write.done(Map.of(), 1)).evaluation();
    }

    /** Has nobody else change the row as it is known. */
    private void lock(Versions versions, Session session) {
        Resolver resolver = new Resolver(row.model());
        Query known = stored(own(), resolver);
        Query locked = StoredRow.reading(row.model().attributes(), known)
                .lock(new Lock(Lock.Waiting.WAIT, false, List.of()));
        List<@Nullable Object[]> rows = session.rows(locked, resolver.values());
        if (rows.isEmpty()) {
            throw gone(session.sql(locked));
        }
        StaleInstance stale = versions.stale(row, row.written(rows.get(0)));
        if (stale != null) {
            throw stale;
        }
    }

    /**
     * Reads the stored row again.
     *
     * @param names which of its columns; none for all
     * @return the row as it is stored, and where only some columns were read, with what it knew of the others
     * @throws DunderException if it is not stored, or has no key
     */
    public Evaluation<RowState> refreshing(List<String> names) {
        RowTable.refuseOther(row.model(), "refresh");
        refuseWithoutKey("refresh");
        Resolver resolver = new Resolver(row.model());
        List<Attribute> read = new ArrayList<>();
        for (String name : names) {
            // As it would be assigned to: a column, or the columns of a relation.
            resolver.columns(name).stream().filter(one -> !read.contains(one)).forEach(read::add);
        }
        List<Attribute> columns = names.isEmpty() ? row.model().attributes() : read;
        Query query = StoredRow.reading(columns, stored(own(), resolver));
        Session session = row.database();
        List<@Nullable Object> values = resolver.values();
        return Evaluation.of(session, () -> {
            List<@Nullable Object[]> rows = session.rows(query, values);
            if (rows.isEmpty()) {
                throw gone(session.sql(query));
            }
            return names.isEmpty() ? row.written(rows.get(0)) : row.refreshed(columns, rows.get(0));
        });
    }

    /** The row whose parents have other keys than before: what refers to these has followed, which is seen by them alone. */
    private @Nullable Object[] found(
            @Nullable Object[] written, Assignments assignments, Session session) {
        Model model = row.model();
        Resolver resolver = new Resolver(model);
        List<Predicate> equal = new ArrayList<>();
        for (RowTable table : RowTable.of(model)) {
            Hop link = table.link();
            for (Attribute far : link == null ? List.<Attribute>of() : link.far()) {
                Attribute attribute = RowTable.in(model, far);
                if (attribute != null && assignments.has(attribute)) {
                    equal.add(resolver.equal(new Expression.Column(attribute.via(), far),
                            resolver.bind(far.type(), written[attribute.index()])));
                }
            }
        }
        Query query = StoredRow.reading(model.attributes(), Query.of(model).filter(Predicate.and(equal)));
        List<@Nullable Object[]> rows = session.rows(query, resolver.values());
        if (rows.isEmpty()) {
            throw gone(session.sql(query));
        }
        return rows.get(0);
    }

    private RowTable own() {
        return RowTable.of(row.model()).getLast();
    }

    /** Why a write has found no row: it is gone, or it is not as it was. */
    private DunderException missing(Versions versions, String sql, Session session) {
        if (versions.none()) {
            return gone(sql);
        }
        Resolver resolver = new Resolver(row.model());
        Query read = StoredRow.reading(row.model().attributes(), stored(own(), resolver));
        List<@Nullable Object[]> rows = session.rows(read, resolver.values());
        StaleInstance stale = rows.isEmpty() ? null : versions.stale(row, row.written(rows.get(0)));
        return stale == null ? gone(sql) : stale;
    }

    private DoesNotExist gone(String sql) {
        return new DoesNotExist("This " + row.columns().label() + " is not stored any more.", sql);
    }

    private void refuseWithoutKey(String verb) {
        Model model = row.model();
        if (!row.isStored()) {
            throw new DunderException(
                    "Cannot " + verb + " this " + model.name() + ": it has not been stored. insert() it first.");
        }
        if (model.primaryKey().isEmpty()) {
            throw new DunderException("Cannot " + verb + " this " + model.name() + ": " + model.name()
                    + " has no primary key to find it by.");
        }
    }

    /** The row in one of its tables, by its key as it is stored. */
    private Query stored(RowTable table, Resolver resolver) {
        List<Predicate> equal = new ArrayList<>();
        for (Attribute part : table.model().primaryKey()) {
            Object known = table.key(row, part);
            if (known == null) {
                throw new DunderException(
                        "This " + row.columns().label() + " does not know the '" + part.name() + "' of "
                                + table.model().name()
                                + ", by which its row there would be found: only(…) or defer(…) left it out.");
            }
            equal.add(resolver.equal(new Expression.Column(part.via(), part.origin()),
                    resolver.bind(part.type(), known)));
        }
        return Query.of(table.model()).filter(Predicate.and(equal));
    }
}
