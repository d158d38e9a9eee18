package dev.dunder.write;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.UniqueKey;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Many new rows at once: a statement for those of which the same attributes are given, whatever their number, and one more for
 * each parent.
 *
 * @param <T> the instances
 */
public final class BulkCreating<T> {
    private final Model model;
    private final InstanceType<T> type;
    private final DatabaseChoice where;
    private final Session session;
    private final BulkOptions options;
    private final GivenInstances<T> given;

    /**
     * What a statement can say of several rows.
     *
     * @param given the places of the attributes whose values are given
     * @param computed what the server computes of each
     */
    record Shape(BitSet given, ComputedRows.Form computed) {}

    /**
     * Rows of one shape.
     *
     * @param said what the server computes of each
     */
    private record Group(Shape shape, List<Map<Attribute, Object>> said, List<RowState> rows, List<Integer> places) {
        Map<Attribute, Object> last() {
            return said.get(said.size() - 1);
        }
    }

    /**
     * For a query set.
     *
     * @param request where its rows are
     * @param type makes instances
     * @param options how
     */
    public BulkCreating(Request<?> request, InstanceType<T> type, BulkOptions options) {
        this.model = request.model();
        this.type = type;
        this.session = request.where().writing(model);
        this.where = request.where().of(session.origin());
        this.options = options;
        this.given = new GivenInstances<>("bulkCreate", model, type, session);
        RowTable.refuseOther(model, "bulkCreate");
    }

    /**
     * Stores new rows.
     *
     * @param instances what is given of them; they are not changed by it
     * @return the rows as they are stored, in the order given
     * @throws DunderException if an instance cannot be stored, or there is no such unique key
     */
    public Evaluation<List<T>> creating(List<? extends T> instances) {
        Statement.OnConflict conflict = conflict();
        List<RowState> rows = rows(instances, conflict instanceof Statement.OnConflict.Fail);
        refuseColumns(rows);
        if (conflict instanceof Statement.OnConflict.Update(List<Attribute> unique, List<Attribute> changed, var computed)) {
            refuseTwice(rows, unique);
            refuseWithout(rows, changed);
        }
        return Evaluation.of(session, () -> {
            List<T> stored = new ArrayList<>(rows.size());
            long unused = new Batches(session, options, rows.size())
                    .each(batch -> {
                        List<T> some = stored(rows, batch, conflict);
                        stored.addAll(some);
                        return some.size();
                    });
            return stored;
        });
    }

    private List<RowState> rows(List<? extends T> instances, boolean plain) {
        List<RowState> rows = new ArrayList<>(instances.size());
        for (T instance : instances) {
            rows.add(plain ? given.unsaved(instance, rows.size()) : given.row(instance, rows.size()));
        }
        return rows;
    }

    /** What the server is to compute is known at the call to mean something, though it is resolved where it is written. */
    private void refuseColumns(List<RowState> rows) {
        Set<Map.Entry<Attribute, Object>> known = new HashSet<>();
        List<Attribute> attributes = model.attributes();
        for (int i = 0; i < rows.size(); i++) {
            RowState row = rows.get(i);
            for (Attribute attribute : attributes) {
                if (attribute.numbered() && row.isGiven(attribute.index())) {
                    throw given.refused(i,
                            "has a '" + attribute.name() + "', and " + Assignments.NUMBERED);
                }
                if (row.isComputed(attribute.index())
                        && known.add(Map.entry(attribute, Objects.requireNonNull(row.given(attribute.index()))))) {
                    if (model.parents().stream()
                            .anyMatch(parent -> parent.hops().get(0).near().contains(attribute.origin()))) {
                        throw new LookupException("'" + attribute.name() + "' says which parent a " + model.name()
                                + " has, and is not computed by the server where many are stored.");
                    }
                    Insertion.refuseColumns(model,
                            new Resolver(model).assignment(attribute, row.given(attribute.index())));
                }
            }
        }
    }

    /** The server would not know which of them is meant. What only the server calls equal is its error. */
    private void refuseTwice(List<RowState> rows, List<Attribute> unique) {
        Map<List<Object>, Integer> places = HashMap.newHashMap(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            List<Object> key = new ArrayList<>(unique.size());
            for (Attribute part : unique) {
                RowState row = rows.get(i);
                boolean known = row.isGiven(part.index()) && !row.isComputed(part.index());
                Object value = known ? row.ownValue(part.index()) : null;
                if (value != null) {
                    key.add(KeyFilter.comparable(value));
                }
            }
            Integer before = key.size() == unique.size() ? places.putIfAbsent(key, i) : null;
            if (before != null) {
                throw given.refused(i, "has the same " + names(unique) + " as instance " + before
                        + ": which of them is to be stored?");
            }
        }
    }

    /** The row that is there would lose a value for a default that nobody has asked for. */
    private void refuseWithout(List<RowState> rows, List<Attribute> changed) {
        for (int i = 0; i < rows.size(); i++) {
            for (Attribute column : changed) {
                if (!rows.get(i).isGiven(column.index())) {
                    throw given.refused(i,
                            "does not say which '" + column.name() + "' a row that is there is to be given.");
                }
            }
        }
    }

    private List<T> stored(List<RowState> rows, Batches.Batch batch, Statement.OnConflict conflict) {
        List<Group> groups = groups(rows, batch);
        boolean several = groups.size() > 1 || !model.parents().isEmpty();
        Supplier<List<T>> storing = () -> storedInGroups(groups, batch, conflict);
        return ToldWrites.ofMany(session, several, model, Kind.INSERT, Map.of(), storing, List::size).run();
    }

    private List<T> storedInGroups(List<Group> groups, Batches.Batch batch, Statement.OnConflict conflict) {
        RowColumns columns = RowColumns.of(model);
        @Nullable
        Object[] made = new @Nullable Object[batch.to() - batch.from()];
        List<Object> others = new ArrayList<>();
        for (Group group : groups) {
            List<@Nullable Object[]> found = new RowsInsertion(model, group.rows(), group.places(), group.shape(),
                    group.said(), conflict)
                    .store(session);
            boolean whole = found.size() == group.rows().size();
            for (int i = 0; i < found.size(); i++) {
                Object instance = Objects.requireNonNull(
                        type.make(RowState.stored(model, columns, found.get(i), where)));
                if (whole) {
                    made[group.places().get(i) - batch.from()] = instance;
                } else {
                    others.add(instance);
                }
            }
        }
        List<T> all = new ArrayList<>(made.length);
        for (Object instance : made) {
            if (instance != null) {
                all.add(cast(instance));
            }
        }
        others.forEach(instance -> all.add(cast(instance)));
        return all;
    }

    @SuppressWarnings("unchecked")
    private T cast(Object instance) {
        return (T) instance;
    }

    /** What is not given is left to the database, and a statement gives all of its rows the same columns. */
    private List<Group> groups(List<RowState> rows, Batches.Batch batch) {
        List<Attribute> attributes = model.attributes();
        Map<Shape, Group> groups = new LinkedHashMap<>();
        Group last = null;
        BitSet shape = new BitSet();
        for (int i = batch.from(); i < batch.to(); i++) {
            RowState row = rows.get(i);
            shape.clear();
            for (int place = 0; place < attributes.size(); place++) {
                if (row.isGiven(place) && !row.isComputed(place) && !attributes.get(place).computed()) {
                    shape.set(place);
                }
            }
            Map<Attribute, Object> said = ComputedRows.said(row, attributes);
            if (last != null && last.shape().given().equals(shape) && last.last().equals(said)) {
                said = last.last();
            } else {
                last = groups.computeIfAbsent(
                        new Shape((BitSet) shape.clone(), ComputedRows.Form.of(model, said)),
                        same -> new Group(same, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
            }
            last.said().add(said);
            last.rows().add(row);
            last.places().add(i);
        }
        return new ArrayList<>(groups.values());
    }

    // ---- Conflicts ----

    private Statement.OnConflict conflict() {
        if (!(options.conflict() instanceof BulkOptions.Conflict.Fail) && !model.parents().isEmpty()) {
            throw new LookupException(
                    "Cannot bulkCreate rows of " + model.name() + " where some may be there already: they"
                            + " are in more than one table, of which each might have a row in the way.");
        }
        return switch (options.conflict()) {
            case BulkOptions.Conflict.Fail() -> new Statement.OnConflict.Fail();
            case BulkOptions.Conflict.Ignore() -> new Statement.OnConflict.Ignore(List.of());
            case BulkOptions.Conflict.Update(List<String> unique, List<String> columns) -> updating(unique, columns);
        };
    }

    private Statement.OnConflict updating(List<String> names, List<String> changed) {
        Resolver resolver = new Resolver(model);
        List<Attribute> unique = columns(names, resolver);
        if (!keys().contains(Set.copyOf(unique))) {
            throw new LookupException("There is no unique key of exactly " + names(unique) + " on " + model.name()
                    + ". Choices: " + String.join("; ", keys().stream()
                            .map(key -> names(key.stream().sorted((a, b) -> a.index() - b.index()).toList())).sorted()
                            .toList())
                    + ".");
        }
        List<Attribute> columns = new ArrayList<>(columns(changed, resolver));
        for (Attribute column : columns) {
            if (unique.contains(column)) {
                throw new LookupException("'" + column.name() + "' says which row it is, and is not changed.");
            }
            if (column.computed()) {
                throw new LookupException("'" + column.name() + "' of " + model.name()
                        + " cannot be changed: the database computes it.");
            }
        }
        return new Statement.OnConflict.Update(unique, columns, List.of());
    }

    private static List<Attribute> columns(List<String> names, Resolver resolver) {
        return names.stream().flatMap(name -> resolver.columns(name).stream()).distinct().toList();
    }

    private Set<Set<Attribute>> keys() {
        Set<Set<Attribute>> keys = new HashSet<>();
        if (!model.primaryKey().isEmpty()) {
            keys.add(Set.copyOf(model.primaryKey()));
        }
        for (UniqueKey key : model.uniqueKeys()) {
            keys.add(Set.copyOf(key.attributes()));
        }
        return keys;
    }

    private static String names(List<Attribute> attributes) {
        return String.join(", ", attributes.stream().map(Attribute::name).toList());
    }
}
