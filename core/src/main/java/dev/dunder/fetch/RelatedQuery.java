package dev.dunder.fetch;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.ValueList;
import dev.dunder.resolve.BoundList;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.PlannedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for the rows of a relation that many instances have, and how it is read: but for the keys of these it is the
 * same each time, and is kept with the shape of the related rows.
 *
 * <p>Whose a row is tells the column by which it belongs to its parent, where that is read anyway and Java finds equal what
 * the server does: {@code … where author_id = any (?)}. Else it is the place of the key in the list, which the server says:
 * {@code … join unnest(?) with ordinality as list(k1, place) on list.k1 = author_id}. A slice is taken for each parent on its
 * own, by {@code row_number()}.
 *
 * @param statement the statement
 * @param empty whether it has no rows, whatever the database holds
 * @param reading how its rows become states
 * @param column where in a row stands what tells whose it is
 * @param placed whether that is a place, from 1, rather than the key
 * @param ends what parents and related rows have in common
 * @param lists the arrays of keys
 * @param numbers the bounds of a slice for each parent
 * @param size how many values it has
 */
record RelatedQuery(
        PlannedStatement statement,
        boolean empty,
        InstanceReading reading,
        int column,
        boolean placed,
        RelationEnds ends,
        List<ValueList> lists,
        Bounds numbers,
        int size) {
    private static final String NUMBER = "number";
    private static final String KEY = "__key";

    /** Values of these classes are equal where the server says so. */
    private static final Set<Class<?>> EQUAL_ALIKE = Set.of(Short.class, Integer.class, Long.class, UUID.class);

    /** The rows behind the first of each parent, and up to the last. */
    record Bounds(Expression.@Nullable Param after, Expression.@Nullable Param last) {
        static final Bounds NONE = new Bounds(null, null);
    }

    /** All that tells one of them from another, of the same shape. */
    private record Call(Relation relation, Model parent) {}

    /** For the rows of a relation, for instances of a model. */
    static RelatedQuery of(Relation relation, Model parent, Request<?> rows) {
        Limits limits = rows.where().limits();
        return rows.shape().known(new Call(relation, parent), limits, RelatedQuery.class,
                () -> made(RelationEnds.of(relation, parent, rows.model()), rows), any -> true);
    }

    private static RelatedQuery made(RelationEnds ends, Request<?> rows) {
        InstanceType<?> type = Objects.requireNonNull(rows.type());
        KeyFilter keys = new KeyFilter(ends.like());
        int column = columnOfKey(ends, rows.query());
        ValueList[][] lists = new ValueList[1][];
        Bounds[] bounds = {Bounds.NONE};
        Request<?> whole = rows.changed((query, resolver) -> {
            Query any = ends.relation().toMany() ? query : query.inAnyOrder();
            if (column >= 0) {
                Predicate.TupleIn one = new Predicate.TupleIn(ends.far(), keys.lists(resolver));
                lists[0] = one.lists().toArray(ValueList[]::new);
                return any.after(new Step.Filter(one));
            }
            Expression.Place place = keys.place(resolver, ends.far());
            lists[0] = place.lists().toArray(ValueList[]::new);
            Query all = KeyFilter.query(any.slice(null, null), place);
            if (query.sliced()) {
                bounds[0] = bounds(query, resolver);
                all = sliced(query, all, place, bounds[0], resolver);
            }
            return all.step(new Step.Annotation(KEY, place, true));
        });
        Selection.Instances read = (Selection.Instances) RowMapping.first(rows.query()).selection();
        int before = read.attributes().size()
                + (int) rows.query().annotations().stream().filter(Step.Annotation::selected).count();
        return new RelatedQuery(
                new PlannedStatement(whole.query()),
                whole.query().empty(),
                column >= 0
                        ? rows.shape().reading(type)
                        : InstanceReading.of(type.model(), rows.query(), 1),
                column >= 0 ? column : before,
                column < 0,
                ends,
                List.of(lists[0]),
                bounds[0],
                whole.values().size());
    }

    /** Where a row has the one column that it belongs to its parent by; -1 where that does not tell whose it is. */
    private static int columnOfKey(RelationEnds ends, Query query) {
        if (query.sliced() || query.combination() != null || ends.near().size() != 1
                || !(query.selection() instanceof Selection.Instances read)) {
            return -1;
        }
        Attribute own = ends.own();
        boolean alike = own != null && EQUAL_ALIKE.contains(own.type().getType())
                && ends.near().get(0).type().getType() == own.type().getType();
        return alike ? read.attributes().indexOf(own) : -1;
    }

    private static Bounds bounds(Query query, Resolver resolver) {
        return new Bounds(
                query.offset() == null ? null : resolver.bind(SQLDataType.BIGINT, null),
                query.limit() == null ? null : resolver.bind(SQLDataType.BIGINT, null));
    }

    /** The same slice for each parent. */
    private static Query sliced(
            Query query, Query all, Expression.Place place, Bounds bounds, Resolver resolver) {
        Expression number = new Expression.Window(
                resolver.call(Function.ROW_NUMBER, List.of()), List.of(place), query.ordering().effective(), null);
        Expression ref = new Expression.Ref(NUMBER, number);
        Query result = all.step(new Step.Annotation(NUMBER, number, false));
        if (bounds.after() != null) {
            result = result.filter(match(resolver, ref, "gt", bounds.after()));
        }
        return bounds.last() == null ? result : result.filter(match(resolver, ref, "lte", bounds.last()));
    }

    private static Predicate match(Resolver resolver, Expression left, String lookup, Expression.Param value) {
        Lookup found = new PathParser(resolver.model().registry()).tail(SQLDataType.BIGINT, NUMBER, lookup).lookup();
        return new Predicate.Match(left, found, List.of(value));
    }

    /** The values of the statement: those of the related rows, and the keys of the parents. */
    List<@Nullable Object> values(Request<?> rows, RelatedKeys keys) {
        @Nullable
        Object[] all = BoundList.of(rows.values()).copy(size);
        for (int i = 0; i < lists.size(); i++) {
            all[lists.get(i).values().index()] = ValueList.members(lists.get(i).type(), keys.parts(i));
        }
        long before = 0;
        if (numbers.after() != null) {
            before = rows.number(Objects.requireNonNull(rows.query().offset()));
            all[numbers.after().index()] = before;
        }
        if (numbers.last() != null) {
            all[numbers.last().index()] = before + rows.number(Objects.requireNonNull(rows.query().limit()));
        }
        return BoundList.given(all);
    }
}
