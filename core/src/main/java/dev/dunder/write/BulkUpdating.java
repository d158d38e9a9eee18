package dev.dunder.write;

import dev.dunder.DatabaseException;
import dev.dunder.StaleInstance;
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
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jooq.Name;
import org.jspecify.annotations.Nullable;

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
    private final Versions versions;

    /**
     * Rows of which the server is to compute the same.
     *
     * @param computed what it is
     * @param said what was said of each row
     */
    private record Group(ComputedRows.Form computed, List<Map<Attribute, Object>> said, List<RowState> rows,
            List<Integer> places) {
        Map<Attribute, Object> last() {
            return said.get(said.size() - 1);
        }
    }

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
        this.versions = Versions.of(model);
        this.given = new GivenInstances<>("bulkUpdate", model, type, session);
        RowTable.refuseOther(model, "bulkUpdate");
        request.composer().refuseCombined("bulkUpdate");
        request.refuseFilteredByNothing("bulkUpdate");
    }

    /**
     * Stores what instances have in some columns.
     *
     * @param instances the rows
     * @param names the columns, at least one
     * @return how many rows were there
     * @throws DunderException if an instance is not stored or has no value, a column cannot be changed, or, where the model has
     *     a version, a row has been changed since it was read
     */
    public Evaluation<Long> updating(List<? extends T> instances, List<String> names) {
        Call call = call(instances, names);
        if (request.query().empty()) {
            return Evaluation.of(0L);
        }
        return Evaluation.of(session, () -> new Batches(session, options, call.rows().size())
                .each(batch -> written(call, batch, false,
                        groups -> groups.stream().mapToLong(group -> updated(group, call)).sum(), Long::longValue)));
    }

    /**
     * Stores what instances have in some columns, and gives the rows back.
     *
     * @param instances the rows
     * @param names the columns, at least one
     * @param wanted what is given back of each
     * @return the values of the rows that were there, in the order of the instances
     * @throws DunderException as of {@link #updating}
     */
    public Evaluation<List<@Nullable Object[]>> returning(
            List<? extends T> instances, List<String> names, ReturningWriter wanted) {
        Call call = call(instances, names);
        if (request.query().empty()) {
            return Evaluation.of(List.of());
        }
        boolean one = call.tables().size() == 1 && wanted.inOne(call.tables().get(0));
        return Evaluation.of(session, () -> {
            List<@Nullable Object[]> all = new ArrayList<>();
            long unused = new Batches(session, options, call.rows().size()).each(batch -> {
                List<@Nullable Object[]> some = written(call, batch, !one,
                        groups -> one ? returned(groups, call, wanted) : readBack(groups, call, wanted), List::size);
                all.addAll(some);
                return some.size();
            });
            return all;
        });
    }

    /** What was said, and is known to mean something. */
    private record Call(List<RowState> rows, List<Attribute> columns, List<RowTable> tables) {}

    private Call call(List<? extends T> instances, List<String> names) {
        if (!(options.conflict() instanceof BulkOptions.Conflict.Fail)) {
            throw new LookupException("Conflicts are of new rows: bulkUpdate(…) has none to ignore or to update.");
        }
        List<Attribute> columns = columns(names);
        List<RowTable> tables = RowTable.of(model).stream()
                .filter(table -> versions.raises(table) || columns.stream().anyMatch(table::has)).toList();
        if (tables.stream().anyMatch(table -> table.child() != null) && !isAll()) {
            throw new LookupException("bulkUpdate(…) of a filtered set writes the table of " + model.name()
                    + " itself, and not those of its parents. Say it without the filter.");
        }
        List<RowState> rows = rows(instances, columns, tables);
        refuseComputedOfWritten(rows, columns, tables);
        return new Call(rows, columns, tables);
    }

    private <R> R written(Call call, Batches.Batch batch, boolean more, Function<Collection<Group>, R> work,
            ToLongFunction<R> count) {
        Collection<Group> groups = groups(call.rows(), batch, call.columns());
        boolean several = more || call.tables().size() > 1 || groups.size() > 1 || !versions.none();
        return ToldWrites.ofMany(session, several, model, Kind.UPDATE, Map.of(), () -> work.apply(groups), count).run();
    }

    /** What is computed of a table that is written before would be of the new row, where the old one is meant. */
    private void refuseComputedOfWritten(List<RowState> rows, List<Attribute> columns, List<RowTable> tables) {
        Set<Name> before = new HashSet<>();
        for (RowTable table : tables) {
            for (Attribute column : before.isEmpty() ? List.<Attribute>of() : columns) {
                if (table.has(column)) {
                    rows.stream().filter(row -> row.isComputed(column.index()))
                            .map(row -> Objects.requireNonNull(row.given(column.index()))).distinct()
                            .forEach(said -> Assignments.refuseComputedOf(before,
                                    new Resolver(model).assignment(column, said)));
                }
            }
            before.add(table.model().table());
        }
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
        List<Attribute> keys = RowTable.keys(model);
        for (Attribute column : columns) {
            if (keys.contains(column.origin())) {
                throw new LookupException("'" + column.name() + "' says which " + model.name()
                        + " it is, and is not changed by bulkUpdate(…).");
            }
            if (column.numbered()) {
                throw new LookupException("Cannot assign to '" + column.name() + "' on " + model.name() + ": "
                        + Assignments.NUMBERED);
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

    private List<RowState> rows(List<? extends T> instances, List<Attribute> columns, List<RowTable> tables) {
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
            for (RowTable table : tables) {
                for (Attribute part : table.model().primaryKey()) {
                    if (table.key(row, part) == null) {
                        throw given.refused(rows.size(),
                                "does not know its '" + part.name() + "', by which it would be found.");
                    }
                }
            }
            for (RowTable table : tables) {
                Attribute version = versions.in(table);
                if (version != null && row.storedValue(version.index()) == null) {
                    throw given.refused(rows.size(), "does not know its '" + version.name()
                            + "', by which it would be seen whether it is as it was.");
                }
            }
            rows.add(row);
        }
        return rows;
    }

    /**
     * Of a row that was given twice the last is what is meant, as if they had been written one after the other. Each batch
     * writes it, and counts it, as in Django; but where it has a version the first would make it another for the next.
     */
    private BitSet overwritten(List<RowState> rows, Batches.Batch batch) {
        List<Attribute> key = model.primaryKey();
        BitSet before = new BitSet();
        int end = versions.none() ? batch.to() : rows.size();
        Set<Object> seen = HashSet.newHashSet(end - batch.from());
        for (int i = end - 1; i >= batch.from(); i--) {
            RowState row = rows.get(i);
            if (!seen.add(key.size() == 1 ? part(row, key.get(0)) : key.stream().map(one -> part(row, one)).toList())) {
                before.set(i);
            }
        }
        return before;
    }

    private static Object part(RowState row, Attribute part) {
        return KeyFilter.comparable(Objects.requireNonNull(row.storedValue(part.index())));
    }

    /** One statement for each thing that the server is to compute, and one for all rows of which it is nothing. */
    private Collection<Group> groups(List<RowState> rows, Batches.Batch batch, List<Attribute> columns) {
        BitSet overwritten = overwritten(rows, batch);
        Map<ComputedRows.Form, Group> groups = new LinkedHashMap<>();
        Group last = null;
        for (int i = batch.from(); i < batch.to(); i++) {
            if (overwritten.get(i)) {
                continue;
            }
            RowState row = rows.get(i);
            Map<Attribute, Object> said = ComputedRows.said(row, columns);
            if (last != null && last.last().equals(said)) {
                said = last.last();
            } else {
                last = groups.computeIfAbsent(ComputedRows.Form.of(model, said),
                        form -> new Group(form, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            }
            last.said().add(said);
            last.rows().add(row);
            last.places().add(i);
        }
        return groups.values();
    }

    private long updated(Group group, Call call) {
        long updated = 0;
        for (RowTable table : call.tables()) {
            updated = versions.in(table) == null
                    ? sent(group, table, call.columns(), List.of(), session::write)
                    : back(group, table, call.columns(), List.of()).size();
        }
        return updated;
    }

    private <R> R sent(Group group, RowTable table, List<Attribute> columns, List<Statement.Returned> returned,
            BiFunction<Statement, List<@Nullable Object>, R> sending) {
        List<RowState> rows = group.rows();
        boolean own = table.child() == null;
        Query written = own
                ? request.query().select(Query.of(model).selection()).lock(null)
                : Query.of(table.model());
        Supplier<Resolver> resolvers = own ? request::resolver : () -> new Resolver(model);
        Resolver resolver = resolvers.get();
        ComputedRows computed = new ComputedRows(table, group.said(), resolvers);
        List<Statement.Assignment> ofRows = computed.assigned(resolver);
        Assignments assigned = new Assignments();
        ofRows.forEach(assigned::add);
        versions.raise(table, columns, assigned, resolver);
        ListedValues values = new ListedValues(resolver.values(), rows.size());
        List<Statement.ListedColumn> key = new ArrayList<>();
        for (Attribute part : table.model().primaryKey()) {
            key.add(values.add(part.origin(), row -> table.key(rows.get(row), part)));
        }
        Attribute version = versions.in(table);
        if (version != null) {
            key.add(values.add(version.origin(), row -> rows.get(row).storedValue(version.index())));
        }
        List<Statement.ListedColumn> listed = new ArrayList<>();
        for (Attribute column : columns) {
            if (table.has(column) && !group.computed().expressions().containsKey(column)) {
                listed.add(values.add(column.origin(), row -> rows.get(row).ownValue(column.index())));
            }
        }
        List<Statement.EachValue> each = computed.each(ofRows, values);
        try {
            return sending.apply(new Statement.UpdateRows(written, key, listed, assigned.of(table), each, returned),
                    values.bound());
        } catch (DatabaseException failure) {
            List<Statement.ListedColumn> all = new ArrayList<>(key.subList(0, table.model().primaryKey().size()));
            all.addAll(listed);
            throw session.driver().ofRow(failure, values.rows(all, group.places()::get, /* ordered= */ false));
        }
    }

    // ---- What is given back ----

    /** Of each row that was written the columns of the table's key, and what else is wanted behind them. */
    private List<@Nullable Object[]> back(
            Group group, RowTable table, List<Attribute> columns, List<Statement.Returned> more) {
        List<Statement.Returned> returned = new ArrayList<>(key(table));
        more.stream().filter(one -> !returned.contains(one)).forEach(returned::add);
        List<@Nullable Object[]> back = sent(group, table, columns, returned, session::rows);
        if (versions.in(table) != null && back.size() < group.rows().size()) {
            refuseStale(group, table, back);
        }
        return back;
    }

    private static List<Statement.Returned> key(RowTable table) {
        return Statement.Returned.all(table.model().primaryKey().stream().map(Attribute::origin).toList());
    }

    /** By the very statements that write them. */
    private List<@Nullable Object[]> returned(Collection<Group> groups, Call call, ReturningWriter wanted) {
        RowTable table = call.tables().get(0);
        List<Statement.Returned> key = key(table);
        List<Statement.Returned> others = wanted.returned().stream().filter(one -> !key.contains(one)).toList();
        int[] places = wanted.returned().stream()
                .mapToInt(one -> key.contains(one) ? key.indexOf(one) : key.size() + others.indexOf(one)).toArray();
        InOrder found = new InOrder(groups, row -> key(row, table));
        for (Group group : groups) {
            for (@Nullable
            Object[] row : back(group, table, call.columns(), others)) {
                found.add(StoredRow.comparable(row, key.size()),
                        Arrays.stream(places).<@Nullable Object>mapToObj(place -> row[place]).toArray());
            }
        }
        return found.all();
    }

    private static List<Object> key(RowState row, RowTable table) {
        return table.model().primaryKey().stream()
                .map(part -> KeyFilter.comparable(Objects.requireNonNull(table.key(row, part)))).toList();
    }

    /** By a select beside them, as they are in several tables. */
    private List<@Nullable Object[]> readBack(Collection<Group> groups, Call call, ReturningWriter wanted) {
        List<List<Object>> keys = groups.stream().flatMap(group -> group.rows().stream()).map(this::key).toList();
        Map<List<Object>, @Nullable Object[]> before = wanted.before().isEmpty()
                ? Map.of()
                : read(keys, wanted.before(), /* locked= */ true);
        List<List<Object>> written = new ArrayList<>();
        boolean own = call.tables().getLast().child() == null;
        for (Group group : groups) {
            for (RowTable table : call.tables()) {
                List<@Nullable Object[]> back = back(group, table, call.columns(), List.of());
                if (table.child() == null) {
                    back.forEach(row -> written.add(StoredRow.key(row, row.length)));
                }
            }
        }
        InOrder found = new InOrder(groups, row -> comparable(key(row)));
        read(own ? written : keys, wanted.after(), /* locked= */ false).forEach((key, after) -> {
            @Nullable
            Object[] row = Arrays.copyOf(after, after.length + wanted.before().size());
            @Nullable
            Object[] earlier = before.get(key);
            if (earlier != null) {
                System.arraycopy(earlier, 0, row, after.length, earlier.length);
            }
            found.add(key, row);
        });
        return found.all();
    }

    private List<Object> key(RowState row) {
        return model.primaryKey().stream().map(part -> Objects.requireNonNull(row.storedValue(part.index()))).toList();
    }

    private static List<Object> comparable(List<Object> key) {
        return key.stream().map(KeyFilter::comparable).toList();
    }

    /** Columns of the rows that have these keys, by their keys. */
    private Map<List<Object>, @Nullable Object[]> read(
            List<List<Object>> keys, List<Attribute> columns, boolean locked) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Attribute> read = new ArrayList<>(model.primaryKey());
        read.addAll(columns);
        int key = model.primaryKey().size();
        Resolver resolver = new Resolver(model);
        Query rows = StoredRow.among(model, keys, resolver);
        Query those = locked ? LockedRows.of(rows, /* keys= */ false, resolver) : rows;
        Map<List<Object>, @Nullable Object[]> byKey = new LinkedHashMap<>();
        session.rows(StoredRow.reading(read, those), resolver.values()).forEach(
                row -> byKey.put(StoredRow.comparable(row, key), Arrays.copyOfRange(row, key, row.length)));
        return byKey;
    }

    /** Rows in the order of the instances; at the end those whose keys are spelled otherwise by now. */
    private static final class InOrder {
        private final Map<List<Object>, Integer> places = new HashMap<>();
        private final List<Placed> found = new ArrayList<>();

        @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
        private record Placed(int place, @Nullable Object[] row) {}

        InOrder(Collection<Group> groups, Function<RowState, List<Object>> key) {
            for (Group group : groups) {
                for (int i = 0; i < group.rows().size(); i++) {
                    places.put(key.apply(group.rows().get(i)), group.places().get(i));
                }
            }
        }

        void add(List<Object> key, @Nullable Object[] row) {
            found.add(new Placed(places.getOrDefault(key, Integer.MAX_VALUE), row));
        }

        List<@Nullable Object[]> all() {
            found.sort(Comparator.comparingInt(Placed::place));
            return found.stream().<@Nullable Object[]>map(Placed::row).toList();
        }
    }

    /** What was not written is gone, is not among the rows of the set, or is not as it was known. */
    private void refuseStale(Group group, RowTable table, List<@Nullable Object[]> written) {
        List<Attribute> key = table.model().primaryKey();
        Set<List<Object>> done = new HashSet<>();
        written.forEach(row -> done.add(StoredRow.comparable(row, key.size())));
        Map<List<Object>, RowState> others = new LinkedHashMap<>();
        List<List<Object>> keys = new ArrayList<>();
        for (RowState row : group.rows()) {
            if (!done.contains(key(row, table))) {
                @Nullable
                Object[] own = model.primaryKey().stream().map(part -> row.storedValue(part.index())).toArray();
                keys.add(StoredRow.key(own, own.length));
                others.put(StoredRow.comparable(own, own.length), row);
            }
        }
        Resolver resolver = request.resolver();
        Query rows = Query.of(model).filter(StoredRow.predicate(model.primaryKey(), keys, resolver));
        if (!isAll()) {
            rows = rows.filter(resolver.among(StoredRow.columns(model.primaryKey()),
                    StoredRow.reading(model.primaryKey(), request.query().lock(null))));
        }
        for (@Nullable
        Object[] now : session.rows(StoredRow.reading(model.attributes(), rows), resolver.values())) {
            @Nullable
            Object[] own = model.primaryKey().stream().map(part -> now[part.index()]).toArray();
            RowState known = others.get(StoredRow.comparable(own, own.length));
            StaleInstance stale = known == null ? null : versions.stale(known, known.written(now));
            if (stale != null) {
                throw stale;
            }
        }
    }
}
