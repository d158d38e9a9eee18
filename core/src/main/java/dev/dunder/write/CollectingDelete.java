package dev.dunder.write;

import dev.dunder.ProtectedRows;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.RowState;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.OnDelete;
import dev.dunder.model.Referrer;
import dev.dunder.model.Relation;
import dev.dunder.query.Query;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes rows together with what refers to them, as the models' {@link OnDelete} say: the rows that refer are read level by
 * level, as far as there is more to know of them than what they refer to. For one thread.
 */
final class CollectingDelete {
    private final Session session;
    private final DatabaseChoice where;
    private final DeletePlan plan = new DeletePlan();
    private final Map<Referrer, List<RowState>> restricting = new LinkedHashMap<>();
    private List<Level> next = new ArrayList<>();

    /**
     * Rows that were just collected.
     *
     * @param by the link by which they are the parents of others that are collected already; null if they are not
     */
    private record Level(CollectedRows table, List<@Nullable Object[]> rows, @Nullable Hop by) {}

    /**
     * A deletion.
     *
     * @param session where, in a transaction unless the rows {@link #isLeaf stand alone}
     * @param where what rows in the way say where they come from
     */
    CollectingDelete(Session session, DatabaseChoice where) {
        this.session = session;
        this.where = where;
    }

    /** Whether nothing refers to its rows, and they are in its own table alone: then one statement deletes them. */
    static boolean isLeaf(Model model) {
        return isLeaf(model, null);
    }

    /** The same, the table of one parent aside. */
    private static boolean isLeaf(Model model, @Nullable Hop from) {
        return model.parents().stream().allMatch(parent -> parent.hops().get(0).equals(from))
                && model.referrers().stream().allMatch(referrer -> referrer.onDelete().equals(OnDelete.DO_NOTHING));
    }

    /** What is to be known of the rows that are given. */
    static List<Attribute> columns(Model model) {
        return new CollectedRows(model.concrete()).columns();
    }

    /** How many rows there were of a model that has nothing to be collected. */
    static Map<String, Long> counted(Model model, long rows) {
        return rows == 0 ? Map.of() : Map.of(model.concrete().name(), rows);
    }

    /**
     * Deletes rows.
     *
     * @param model whose
     * @param rows the values of its {@link #columns}
     * @return how many rows were deleted, by the names of their models
     */
    Map<String, Long> of(Model model, List<@Nullable Object[]> rows) {
        collect(plan.of(model), rows, null);
        while (!next.isEmpty()) {
            List<Level> level = merged(next);
            next = new ArrayList<>();
            Map<Referrer, List<RowState>> protecting = new LinkedHashMap<>();
            level.forEach(one -> follow(one, protecting));
            refuse(protecting, "which protects what it refers to");
        }
        forgetWhatIsDeleted();
        refuse(restricting, "which restricts what it refers to, and they are not deleted by another way");
        return plan.carryOut(session);
    }

    private void collect(CollectedRows table, List<@Nullable Object[]> found, @Nullable Hop by) {
        List<@Nullable Object[]> rows = table.add(found);
        if (rows.isEmpty()) {
            return;
        }
        for (Relation parent : table.model().parents()) {
            Hop link = parent.hops().get(0);
            collect(plan.of(link.target()), table.inherited(rows, link), link);
        }
        next.add(new Level(table, rows, by));
    }

    /** What refers to rows of one table is asked for once. */
    private static List<Level> merged(List<Level> levels) {
        Map<List<@Nullable Object>, Level> merged = new LinkedHashMap<>();
        for (Level level : levels) {
            merged.merge(Stream.of(level.table(), level.by()).collect(Collectors.toCollection(ArrayList::new)), level,
                    (one, other) -> new Level(one.table(),
                            Stream.concat(one.rows().stream(), other.rows().stream()).toList(), one.by()));
        }
        return List.copyOf(merged.values());
    }

    private void follow(Level level, Map<Referrer, List<RowState>> protecting) {
        for (Referrer referrer : level.table().model().referrers()) {
            Hop hop = referrer.hop();
            if (hop.equals(level.by())) {
                continue;
            }
            switch (referrer.onDelete()) {
                case OnDelete.Values values -> change(level, referrer);
                case OnDelete.Rule rule -> {
                    switch (rule) {
                        case CASCADE -> cascade(level, referrer);
                        case SET_NULL, SET_DEFAULT -> change(level, referrer);
                        case PROTECT -> add(protecting, level, referrer);
                        case RESTRICT -> add(restricting, level, referrer);
                        case DO_NOTHING -> {
                        }
                    }
                }
            }
        }
    }

    private void change(Level level, Referrer referrer) {
        level.table().addTo(plan.changed(referrer), referrer, level.rows());
    }

    private void cascade(Level level, Referrer referrer) {
        Hop hop = referrer.hop();
        if (isLeaf(hop.source(), hop)) {
            level.table().addTo(plan.leaves(referrer), referrer, level.rows());
            return;
        }
        CollectedRows table = plan.of(hop.source());
        collect(table, referring(level, referrer, table.columns()), null);
    }

    private List<@Nullable Object[]> referring(Level level, Referrer referrer, List<Attribute> columns) {
        KeyFilter keys = level.table().referredTo(referrer, level.rows());
        if (keys.isEmpty()) {
            return List.of();
        }
        Resolver resolver = new Resolver(referrer.hop().source());
        Query rows = Query.of(referrer.hop().source()).filter(DeletePlan.referring(referrer, keys, resolver));
        return session.rows(StoredRow.reading(columns, rows), resolver.values());
    }

    private void add(Map<Referrer, List<RowState>> to, Level level, Referrer referrer) {
        Model model = referrer.hop().source();
        List<@Nullable Object[]> found = referring(level, referrer, model.attributes());
        if (!found.isEmpty()) {
            List<RowState> rows = to.computeIfAbsent(referrer, none -> new ArrayList<>());
            found.forEach(row -> rows.add(RowState.stored(model, RowColumns.of(model), row,
                    where.of(session.origin()))));
        }
    }

    private static @Nullable List<Object> key(RowState row) {
        List<Attribute> key = row.model().primaryKey();
        return key.isEmpty()
                ? null
                : key.stream().<Object>map(part -> Objects.requireNonNull(row.storedValue(part.index()))).toList();
    }

    /** What restricts does not where it is deleted all the same. */
    private void forgetWhatIsDeleted() {
        restricting.forEach((referrer, rows) -> {
            Model model = referrer.hop().source();
            CollectedRows collected = plan.known(model);
            if (collected != null) {
                rows.removeIf(row -> isIn(collected, key(row)));
            }
            Resolver resolver = new Resolver(model);
            Query leaves = rows.isEmpty() || model.primaryKey().isEmpty() ? null : plan.leaves(model, resolver);
            if (leaves != null) {
                CollectedRows deleted = new CollectedRows(model);
                boolean unused = deleted.add(session.rows(StoredRow.reading(deleted.columns(), leaves),
                        resolver.values())).isEmpty();
                rows.removeIf(row -> isIn(deleted, key(row)));
            }
        });
        restricting.values().removeIf(List::isEmpty);
    }

    private static boolean isIn(CollectedRows rows, @Nullable List<Object> key) {
        return key != null && rows.has(key);
    }

    private static void refuse(Map<Referrer, List<RowState>> inTheWay, String why) {
        if (inTheWay.isEmpty()) {
            return;
        }
        String rows = inTheWay.entrySet().stream()
                .map(one -> one.getValue().size() + " of " + one.getKey().hop().source().name() + " by '"
                        + one.getKey().relation().name() + "'")
                .collect(Collectors.joining(", "));
        throw new ProtectedRows("Nothing was deleted: rows that were to be are referred to by " + rows + ", " + why
                + ". Delete or change these first, or choose another onDelete(…) for the foreign key.",
                inTheWay.values().stream().flatMap(List::stream).toList());
    }
}
