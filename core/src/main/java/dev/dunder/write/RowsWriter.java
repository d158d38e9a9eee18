package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.Extent;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
     * New values for all rows.
     *
     * @param changes columns and their values, which may be computed of the row as it was
     * @return how many rows there were
     * @throws LookupException if a column cannot be written or a value does not fit
     * @throws DunderException if the rows are no rows of a table
     */
    public Evaluation<Long> updating(List<NamedValue> changes) {
        refuse("update");
        Resolver resolver = request.resolver();
        Assignments assignments = Assignments.of(changes, resolver);
        if (assignments.isEmpty()) {
            throw new LookupException("update() of nothing: name the columns and their values.");
        }
        Query rows = rows();
        if (rows.empty()) {
            return Evaluation.of(0L);
        }
        List<RowTable> tables = assignments.tables(model);
        Session session = session();
        if (tables.size() == 1) {
            RowTable table = tables.get(0);
            Statement update = new Statement.Update(in(table, rows, resolver), assignments.of(table), List.of());
            List<@Nullable Object> values = resolver.values();
            return Evaluation.of(session, () -> session.write(update, values));
        }
        List<@Nullable Object> values = resolver.values();
        return Block.of(session, true, () -> {
            List<List<List<Object>>> keys = keys(session, rows, tables, values);
            long updated = 0;
            for (int i = 0; i < tables.size() && !keys.get(i).isEmpty(); i++) {
                RowTable table = tables.get(i);
                Resolver one = request.resolver(Query.of(table.model()), values);
                Statement update = new Statement.Update(among(table, keys.get(i), one), assignments.of(table),
                        List.of());
                updated = session.write(update, one.values());
            }
            return updated;
        });
    }

    /**
     * The end of all rows, as the foreign keys of the database have it.
     *
     * @return how many rows there were
     * @throws DunderException if it was not said which rows, or they are no rows of a table
     */
    public Evaluation<Long> deleting() {
        refuse("delete");
        if (request.extent() != Extent.ALL && isAll()) {
            throw new DunderException("delete() would delete every " + model.name()
                    + ", as no filter was said. If that is meant, say all().delete().");
        }
        Query rows = rows();
        if (rows.empty()) {
            return Evaluation.of(0L);
        }
        List<RowTable> tables = RowTable.of(model).reversed();
        Session session = session();
        List<@Nullable Object> values = request.resolver().values();
        if (tables.size() == 1) {
            Statement delete = new Statement.Delete(rows, List.of());
            return Evaluation.of(session, () -> session.write(delete, values));
        }
        return Block.of(session, true, () -> {
            List<List<List<Object>>> keys = keys(session, rows, tables, values);
            long deleted = 0;
            for (int i = 0; i < tables.size() && !keys.get(i).isEmpty(); i++) {
                Resolver one = request.resolver(Query.of(tables.get(i).model()), List.of());
                Statement delete = new Statement.Delete(among(tables.get(i), keys.get(i), one), List.of());
                long rowsOfTable = session.write(delete, one.values());
                deleted = i == 0 ? rowsOfTable : deleted;
            }
            return deleted;
        });
    }

    private boolean isAll() {
        Query query = request.query();
        return query.steps().isEmpty() && !query.sliced();
    }

    private void refuse(String verb) {
        RowTable.refuseOther(model, verb);
        request.composer().refuseCombined(verb);
        if (request.extent() == Extent.EMPTY_FILTER) {
            throw new DunderException(verb + "() would be of more rows than a filter says: one of them is made of"
                    + " nothing, such as an empty map. If all rows are meant, say all().");
        }
        if (request.query().grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            throw new DunderException(
                    "Cannot call " + verb + "() on groups, which are no rows of a table. Call it before"
                            + " values(…).");
        }
    }

    private Session session() {
        return request.where().writing(model);
    }

    /** The rows themselves, whatever is read of them. */
    private Query rows() {
        return request.query().select(Query.of(model).selection()).lock(null);
    }

    /** The rows of one table that are theirs. */
    private Query in(RowTable table, Query rows, Resolver resolver) {
        if (table.child() == null) {
            return rows;
        }
        List<Attribute> keys = keys(table);
        boolean cut = rows.sliced() || rows.distinct() != null;
        Query read = StoredRow.reading(keys, cut ? rows : rows.order(Query.Ordering.NONE));
        return Query.of(table.model())
                .filter(resolver.among(StoredRow.columns(table.model().primaryKey()), read));
    }

    /** The attributes that have the values of a table's key. */
    private List<Attribute> keys(RowTable table) {
        return table.model().primaryKey().stream().map(part -> table.key(model, part)).toList();
    }

    /** The keys of the rows, as each table has them. */
    private List<List<List<Object>>> keys(
            Session session, Query rows, List<RowTable> tables, List<? extends @Nullable Object> values) {
        List<Attribute> read = tables.stream().flatMap(table -> keys(table).stream()).distinct().toList();
        List<@Nullable Object[]> found = session.rows(StoredRow.reading(read, rows), values);
        List<List<List<Object>>> keys = new ArrayList<>();
        for (RowTable table : tables) {
            List<Integer> places = keys(table).stream().map(read::indexOf).toList();
            keys.add(found.stream()
                    .<List<Object>>map(
                            row -> places.stream().<Object>map(place -> Objects.requireNonNull(row[place])).toList())
                    .toList());
        }
        return keys;
    }

    private static Query among(RowTable table, List<List<Object>> keys, Resolver resolver) {
        KeyFilter filter = new KeyFilter(table.model().primaryKey());
        keys.forEach(filter::add);
        Predicate predicate = filter.predicate(resolver, StoredRow.columns(table.model().primaryKey()));
        return Query.of(table.model()).filter(predicate);
    }
}
