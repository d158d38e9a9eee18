package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Changes or deletes all rows of a query set and gives back values of each: those after an update, and those before. What is
 * in several tables is read beside, by the keys of the rows.
 *
 * @param request which rows
 * @param after whose values after the update are wanted; of a delete, before
 * @param before whose values before the update are wanted
 * @param whole whether all columns are wanted, to make an instance
 */
public record ReturningWriter(Request<?> request, List<Attribute> after, List<Attribute> before, boolean whole) {
    /** All columns. */
    public static ReturningWriter ofAll(Request<?> request) {
        return new ReturningWriter(request, request.model().attributes(), List.of(), true);
    }

    /** Some columns, by their names or those of their relations. */
    public static ReturningWriter of(Request<?> request, List<String> after, List<String> before) {
        return new ReturningWriter(request, columns(request, after), columns(request, before), false);
    }

    private static List<Attribute> columns(Request<?> request, List<String> names) {
        Resolver resolver = new Resolver(request.model());
        List<Attribute> columns = new ArrayList<>();
        for (String name : names) {
            for (Attribute column : resolver.columns(name)) {
                if (columns.contains(column)) {
                    throw new LookupException("'" + name + "' is given twice.");
                }
                columns.add(column);
            }
        }
        return columns;
    }

    /** What the values after the update are called. */
    public List<String> names() {
        return after.stream().map(Attribute::name).toList();
    }

    /** What the values before the update are called. */
    public List<String> oldNames() {
        return before.stream().map(Attribute::name).toList();
    }

    /** The types of all of them. */
    public List<DataType<?>> types() {
        return Stream.concat(after.stream(), before.stream()).<DataType<?>>map(Attribute::type).toList();
    }

    /** New values for all rows: of each the values after it, and behind them those before. */
    public Evaluation<List<@Nullable Object[]>> updating(List<NamedValue> changes) {
        RowsWriter rows = new RowsWriter(request);
        RowsWriter.Update update = rows.update(changes);
        if (update.rows().empty()) {
            return Evaluation.of(List.of());
        }
        Session session = rows.session();
        if (update.tables().size() == 1 && inOne(update.tables().get(0))) {
            RowTable table = update.tables().get(0);
            Statement statement = new Statement.Update(
                    rows.in(table, update.rows(), update.resolver()), update.assignments().of(table), returned());
            List<@Nullable Object> values = update.resolver().values();
            return rows.told(session, false, Kind.UPDATE, update.known(), () -> session.rows(statement, values),
                    List::size);
        }
        if (update.assignments().changesKeys(request.model())) {
            throw new LookupException("Cannot give back rows of " + request.model().name() + " whose key is changed and"
                    + " that are in several tables, as they are found by it. Change the key by an update of its own.");
        }
        return rows.told(session, true, Kind.UPDATE, update.known(), () -> {
            KnownKeys known = update.known(session, read());
            rows.write(session, update, known);
            return now(session, known);
        }, List::size);
    }

    /** The end of all rows: the values of each as they were. */
    public Evaluation<List<@Nullable Object[]>> deleting() {
        if (!before.isEmpty()) {
            throw new LookupException("What delete() gives back is as it was anyway. Leave old(…) out.");
        }
        RowsWriter rows = new RowsWriter(request);
        Query which = rows.deleted();
        if (which.empty()) {
            return Evaluation.of(List.of());
        }
        Session session = rows.session();
        List<RowTable> tables = RowTable.of(request.model());
        List<@Nullable Object> values = request.resolver().values();
        if (tables.size() == 1) {
            Statement statement = new Statement.Delete(which, returned());
            return rows.told(session, false, Kind.DELETE, Map.of(), () -> session.rows(statement, values), List::size);
        }
        return rows.told(session, true, Kind.DELETE, Map.of(), () -> {
            KnownKeys known = KnownKeys.of(session, which, true, request.resolver(), read());
            rows.delete(session, tables, known);
            return known.rows().stream().<@Nullable Object[]>map(row -> known.more(row, 0, after.size())).toList();
        }, List::size);
    }

    /** Whether one table has all of it. */
    boolean inOne(RowTable table) {
        return Stream.concat(after.stream(), before.stream()).allMatch(table::has);
    }

    /** The columns that a statement gives back for it. */
    List<Statement.Returned> returned() {
        List<Statement.Returned> all = new ArrayList<>();
        after.forEach(column -> all.add(new Statement.Returned(column.origin(), false)));
        before.forEach(column -> all.add(new Statement.Returned(column.origin(), true)));
        return all;
    }

    /** What is read before it is written. */
    private List<Attribute> read() {
        List<Attribute> read = new ArrayList<>(after);
        read.addAll(before);
        return read;
    }

    /** The values as they are now, and behind them those that were asked for before. */
    private List<@Nullable Object[]> now(Session session, KnownKeys known) {
        if (known.isEmpty()) {
            return List.of();
        }
        Model model = request.model();
        int key = model.primaryKey().size();
        List<Attribute> read = new ArrayList<>(model.primaryKey());
        read.addAll(after);
        Resolver resolver = new Resolver(model);
        Query now = StoredRow.reading(read, StoredRow.among(model, known.keys(), resolver));
        Map<List<Object>, @Nullable Object[]> byKey = new HashMap<>();
        session.rows(now, resolver.values()).forEach(row -> byKey.put(StoredRow.comparable(row, key), row));
        List<@Nullable Object[]> all = new ArrayList<>();
        for (@Nullable
        Object[] old : known.rows()) {
            @Nullable
            Object[] row = byKey.get(StoredRow.comparable(old, key));
            if (row != null) {
                @Nullable
                Object[] values = new @Nullable Object[after.size() + before.size()];
                System.arraycopy(row, key, values, 0, after.size());
                @Nullable
                Object[] earlier = known.more(old, after.size(), values.length);
                System.arraycopy(earlier, 0, values, after.size(), earlier.length);
                all.add(values);
            }
        }
        return all;
    }
}
