package dev.dunder.write;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Values of their own for each of many stored rows, in one statement for each table that is written.
 *
 * <pre>{@code
 * update entry set x = list.k2 from unnest(?, ?) with ordinality as list(k1, k2, place) where entry.id = list.k1
 * }</pre>
 *
 * @param <T> the instances
 */
public final class BulkUpdating<T> {
    private final Request<?> request;
    private final Model model;
    private final GivenInstances<T> given;
    private final Session session;
    private final BulkOptions options;

    /**
     * For a query set.
     *
     * @param request among which rows they are
     * @param type opens instances
     * @param options how
     */
    public BulkUpdating(Request<?> request, InstanceType<T> type, BulkOptions options) {
        this.request = request;
        this.model = request.model();
        this.session = request.where().writing(model);
        this.options = options;
        this.given = new GivenInstances<>("bulkUpdate", model, type, session);
        RowTable.refuseOther(model, "bulkUpdate");
        request.composer().refuseCombined("bulkUpdate");
    }

    /**
     * Stores what instances have in some columns.
     *
     * @param instances the rows
     * @param names the columns, at least one
     * @return how many rows were there
     * @throws DunderException if an instance is not stored or has no value, or a column cannot be changed
     */
    public Evaluation<Long> updating(List<? extends T> instances, List<String> names) {
        if (!(options.conflict() instanceof BulkOptions.Conflict.Fail)) {
            throw new LookupException("Conflicts are of new rows: bulkUpdate(…) has none to ignore or to update.");
        }
        List<Attribute> columns = columns(names);
        List<RowTable> tables = RowTable.of(model).stream()
                .filter(table -> columns.stream().anyMatch(table::has)).toList();
        if (tables.stream().anyMatch(table -> table.child() != null) && !isAll()) {
            throw new LookupException("bulkUpdate(…) of a filtered set writes the table of " + model.name()
                    + " itself, and not those of its parents. Say it without the filter.");
        }
        List<RowState> rows = rows(instances, columns);
        if (request.query().empty()) {
            return Evaluation.of(0L);
        }
        return Evaluation.of(session, () -> new Batches(session, options, rows.size()).each(batch -> {
            List<RowState> some = last(rows.subList(batch.from(), batch.to()));
            LongSupplier writing = () -> updated(some, tables, columns);
            boolean several = tables.size() > 1 || some.stream()
                    .anyMatch(row -> columns.stream().anyMatch(column -> row.isComputed(column.index())));
            return ToldWrites.ofMany(session, several, model, Kind.UPDATE, Map.of(), writing::getAsLong,
                    Long::longValue).run();
        }));
    }

    private boolean isAll() {
        Query query = request.query();
        return query.steps().isEmpty() && !query.sliced();
    }

    private List<Attribute> columns(List<String> names) {
        Resolver resolver = new Resolver(model);
        if (names.isEmpty()) {
            throw new LookupException("bulkUpdate(…) of nothing: name the columns to write.");
        }
        List<Attribute> columns = names.stream().flatMap(name -> resolver.columns(name).stream()).distinct().toList();
        List<Attribute> keys = RowTable.of(model).stream().flatMap(table -> table.model().primaryKey().stream())
                .toList();
        for (Attribute column : columns) {
            if (keys.contains(column.origin())) {
                throw new LookupException("'" + column.name() + "' says which " + model.name()
                        + " it is, and is not changed by bulkUpdate(…).");
            }
            if (column.computed()) {
                throw new LookupException("Cannot assign to '" + column.name() + "' on " + model.name()
                        + ": the database computes it.");
            }
        }
        if (model.primaryKey().isEmpty()) {
            throw new LookupException("Cannot bulkUpdate rows of " + model.name()
                    + ", which has no primary key to find them by.");
        }
        return columns;
    }

    private List<RowState> rows(List<? extends T> instances, List<Attribute> columns) {
        List<RowState> rows = new ArrayList<>(instances.size());
        for (T instance : instances) {
            RowState row = given.row(instance, rows.size());
            if (!row.isStored()) {
                throw given.refused(rows.size(), "has not been stored. Use bulkCreate(…) first.");
            }
            if (!session.is(row.database())) {
                throw given.refused(rows.size(), "is of another database.");
            }
            for (Attribute column : columns) {
                if (!row.isGiven(column.index())) {
                    throw given.refused(rows.size(),
                            "has no '" + column.name() + "': only(…) or defer(…) left it out.");
                }
            }
            for (Attribute part : model.primaryKey()) {
                if (row.storedValue(part.index()) == null) {
                    throw given.refused(rows.size(),
                            "does not know its '" + part.name() + "', by which it would be found.");
                }
            }
            rows.add(row);
        }
        return rows;
    }

    /** Of a row that was given twice the last is what is meant, as if they had been written one after the other. */
    private List<RowState> last(List<RowState> rows) {
        List<Attribute> key = model.primaryKey();
        Map<Object, RowState> byKey = LinkedHashMap.newLinkedHashMap(rows.size());
        for (RowState row : rows) {
            byKey.put(key.size() == 1 ? part(row, key.get(0)) : key.stream().map(one -> part(row, one)).toList(), row);
        }
        return byKey.size() == rows.size() ? rows : new ArrayList<>(byKey.values());
    }

    private static Object part(RowState row, Attribute part) {
        return KeyFilter.comparable(Objects.requireNonNull(row.storedValue(part.index())));
    }

    /** One statement for each thing that the server is to compute, and one for all rows of which it is nothing. */
    private long updated(List<RowState> rows, List<RowTable> tables, List<Attribute> columns) {
        Map<Map<Attribute, Object>, List<RowState>> groups = new LinkedHashMap<>();
        for (RowState row : rows) {
            Map<Attribute, Object> computed = Map.of();
            for (Attribute column : columns) {
                if (row.isComputed(column.index())) {
                    computed = computed.isEmpty() ? new LinkedHashMap<>() : computed;
                    computed.put(column, Objects.requireNonNull(row.given(column.index())));
                }
            }
            groups.computeIfAbsent(computed, none -> new ArrayList<>()).add(row);
        }
        long updated = 0;
        for (Map.Entry<Map<Attribute, Object>, List<RowState>> group : groups.entrySet()) {
            updated += updated(group.getValue(), tables, columns, group.getKey());
        }
        return updated;
    }

    private long updated(
            List<RowState> rows, List<RowTable> tables, List<Attribute> columns, Map<Attribute, Object> computed) {
        long updated = 0;
        for (RowTable table : tables) {
            boolean own = table.child() == null;
            Query written = own
                    ? request.query().select(Query.of(model).selection()).lock(null)
                    : Query.of(table.model());
            Resolver resolver = own ? request.resolver() : new Resolver(model);
            Assignments assigned = new Assignments();
            computed.forEach((column, said) -> {
                if (table.has(column)) {
                    assigned.add(resolver.assignment(column, said));
                }
            });
            Versions.of(model).raise(table, columns, assigned, resolver);
            ListedValues values = new ListedValues(resolver.values(), rows.size());
            List<Statement.ListedColumn> key = new ArrayList<>();
            for (Attribute part : table.model().primaryKey()) {
                int place = table.key(model, part).index();
                key.add(values.add(part.origin(), row -> rows.get(row).storedValue(place)));
            }
            List<Statement.ListedColumn> listed = new ArrayList<>();
            for (Attribute column : columns) {
                if (table.has(column) && !computed.containsKey(column)) {
                    listed.add(values.add(column.origin(), row -> rows.get(row).ownValue(column.index())));
                }
            }
            updated = session.write(new Statement.UpdateRows(written, key, listed, assigned.of(table)), values.bound());
        }
        return updated;
    }
}
