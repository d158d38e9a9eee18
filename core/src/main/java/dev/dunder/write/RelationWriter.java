package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.RelatedRows;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Keyed;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says which rows a relation to many leads to from one row: by the foreign key that those have, or by the pairs in a table
 * between.
 */
public abstract sealed class RelationWriter permits KeyRelationWriter, PairsWriter {
    private final Relation relation;
    private final RowState parent;
    private final List<Object> key;

    RelationWriter(Relation relation, RowState parent, List<Attribute> near) {
        this.relation = relation;
        this.parent = parent;
        this.key = new ArrayList<>();
        for (Attribute part : near) {
            Object value = parent.value(RelatedRows.own(parent.model(), part).index());
            if (value == null) {
                throw new DunderException("'" + relation.accessor() + "' of this " + parent.columns().label()
                        + " cannot be written: it has no key yet. insert() it first.");
            }
            key.add(value);
        }
    }

    /**
     * A writer.
     *
     * @param relation leads to many rows
     * @param parent from this one
     * @param through what pairs have beside the two rows, for those that are added
     * @param given is shown each instance, and may refuse it
     * @return what writes it
     * @throws DunderException if it is neither a foreign key's nor by pairs, or the row has no key yet
     */
    public static RelationWriter of(
            Relation relation, RowState parent, List<NamedValue> through, Consumer<@Nullable Object> given) {
        int start = RelatedRows.start(relation, parent.model());
        List<Hop> hops = relation.hops().subList(start, relation.hops().size());
        if (relation.manyToMany() && hops.size() == 2) {
            return new PairsWriter(relation, parent, hops.get(0), hops.get(1), through, given);
        }
        if (hops.size() != 1 || hops.get(0).forward() || hops.get(0).opposite() == null) {
            throw new DunderException("'" + relation.accessor() + "' of " + parent.model().name()
                    + " cannot be written: it is neither the other end of a foreign key nor a many-to-many.");
        }
        if (!through.isEmpty()) {
            throw new LookupException("'" + relation.accessor() + "' of " + parent.model().name()
                    + " has no table between, whose columns could be given values.");
        }
        return new KeyRelationWriter(relation, parent, hops.get(0), given);
    }

    /** The related rows are these too: how many were not before. */
    public abstract Evaluation<Long> adding(List<?> rows);

    /** The related rows are these no more: how many were. */
    public abstract Evaluation<Long> removing(List<?> rows);

    /** There are no related rows any more: how many there were. */
    public abstract Evaluation<Long> clearing();

    /** The related rows are these and no others: how many were added or removed. */
    public abstract Evaluation<Long> setting(List<?> rows);

    /** What a new row has, so that it is related. */
    abstract List<NamedValue> values();

    /** Relates a row that has just been stored. */
    abstract void link(RowState stored);

    /** Whether {@link #link} sends anything. */
    abstract boolean links();

    Relation relation() {
        return relation;
    }

    RowState parent() {
        return parent;
    }

    /** What related rows refer to the row by. */
    List<Object> key() {
        return key;
    }

    Session session() {
        return parent.database();
    }

    /** The values of these columns in rows, which are given as instances or by these very values, each row once. */
    List<List<Object>> keys(List<?> given, List<Attribute> columns, Model target, Consumer<@Nullable Object> shown) {
        List<List<Object>> keys = new ArrayList<>();
        for (Object one : flat(given, columns.size() > 1)) {
            shown.accept(one);
            List<Object> rowKey = key(one, columns, target);
            if (keys.stream().noneMatch(rowKey::equals)) {
                keys.add(rowKey);
            }
        }
        return keys;
    }

    /** Collections are of rows, but that a key of several columns is a list itself. */
    private static List<Object> flat(List<?> given, boolean composite) {
        List<Object> all = new ArrayList<>();
        for (Object one : given) {
            boolean key = composite && one instanceof Collection<?> parts
                    && parts.stream().noneMatch(part -> part instanceof Keyed || part instanceof Collection<?>);
            if (one instanceof Collection<?> rows && !key) {
                all.addAll(flat(new ArrayList<>(rows), composite));
            } else if (one instanceof Object[] rows && !key) {
                all.addAll(flat(Arrays.asList(rows), composite));
            } else {
                all.add(LookupException.given(one, "a row or its key"));
            }
        }
        return all;
    }

    private List<Object> key(Object given, List<Attribute> columns, Model target) {
        if (given instanceof Keyed row) {
            if (!RelatedRows.isA(row.model(), target) && !RelatedRows.isA(target, row.model())) {
                throw new LookupException("'" + relation.accessor() + "' of " + parent.model().name() + " are of "
                        + target.name() + ", and this is a " + row.model().name() + ".");
            }
            List<Object> parts = new ArrayList<>();
            for (Attribute column : columns) {
                Object part = row.keyValue(RelatedRows.own(row.model(), column).name());
                if (part == null) {
                    throw new DunderException("A " + target.name() + " that is not stored cannot be one of '"
                            + relation.accessor() + "': it has no key yet. insert() it first.");
                }
                parts.add(part);
            }
            return parts;
        }
        List<?> parts = columns.size() == 1
                ? List.of(given)
                : given instanceof Collection<?> all ? List.copyOf(all) : List.of();
        if (parts.size() != columns.size()) {
            throw new LookupException("A key of " + target.name() + " has " + columns.size() + " columns.");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            values.add(Objects.requireNonNull(
                    Values.convert(columns.get(i).type(), parts.get(i), relation.accessor())));
        }
        return values;
    }
}
