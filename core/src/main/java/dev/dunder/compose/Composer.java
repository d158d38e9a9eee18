package dev.dunder.compose;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Combination;
import dev.dunder.query.CommonTable;
import dev.dunder.query.Expression;
import dev.dunder.query.Lock;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.query.TypeRules;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.BoundValues;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.Recording;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** One call that composes: it takes a query and its values, and gives the next. For one thread. */
public final class Composer {
    private final Limits limits;
    private final Consumer<BoundQuery> guests;
    private final @Nullable Recording recording;
    private final List<Query> beside = new ArrayList<>();
    private Query query;
    private List<@Nullable Object> values;

    public Composer(Query query, List<@Nullable Object> values, Limits limits, Consumer<BoundQuery> guests) {
        this(query, values, limits, guests, null);
    }

    /**
     * One call that composes.
     *
     * @param recording where it is written down how values came to be bound; null for nowhere
     */
    public Composer(
            Query query,
            List<@Nullable Object> values,
            Limits limits,
            Consumer<BoundQuery> guests,
            @Nullable Recording recording) {
        this.recording = recording;
        this.limits = limits;
        this.guests = guests;
        this.query = query;
        this.values = values;
    }

    /** The query by now. */
    public Query query() {
        return query;
    }

    /** Its values by now. */
    public List<@Nullable Object> values() {
        return values;
    }

    /** Gives names their meaning on the query by now. */
    public Resolver resolver() {
        return new Resolver(query, limits, guests, bound()).beside(beside);
    }

    private BoundValues bound() {
        return new BoundValues(values, limits, recording);
    }

    /** The columns of a composite key one by one. */
    public static List<Expression> parts(Expression expression) {
        return expression instanceof Expression.Tuple(List<Expression> parts) ? parts : List.of(expression);
    }

    private void refuseAfterSlice(String what) {
        if (query.sliced()) {
            throw new DunderException(what + " a query once a slice has been taken.");
        }
    }

    /**
     * Refuses a call on what was put together of several queries.
     *
     * @param call its name
     * @throws DunderException if it was
     */
    public void refuseCombined(String call) {
        if (query.combination() != null) {
            throw new DunderException(
                    "Cannot call " + call + "(…) after union, intersection or difference. Call it on the"
                            + " query sets before they are put together.");
        }
    }

    private void refuseUngrouped(String call) {
        if (query.grouping() instanceof Query.Grouping.None && query.combination() == null) {
            throw new LookupException(
                    "Cannot " + call + " an aggregate that is of no groups. Say annotate(…) or alias(…)"
                            + " first, and use its name.");
        }
    }

    /** Changes the query by what a resolver makes of names and values. */
    public void change(BiFunction<Query, Resolver, Query> change) {
        Resolver resolver = resolver();
        Query next = change.apply(query, resolver);
        values = resolver.values();
        query = next;
    }

    // ---- Rows and their order ----

    /** Only the rows for which a condition holds. */
    public void filter(Term condition) {
        refuseAfterSlice("Cannot filter");
        refuseCombined("filter");
        change((before, resolver) -> {
            Predicate predicate = resolver.predicate(condition);
            if (Traversal.aggregates(predicate)) {
                refuseUngrouped("filter");
            }
            return resolver.checked(before.filter(predicate));
        });
    }

    /** No rows. */
    public void none() {
        query = query.filter(Predicate.NEVER);
    }

    /** In another order; in none where there are no criteria. */
    public void order(List<Ordered> criteria) {
        refuseAfterSlice("Cannot reorder");
        if (criteria.isEmpty()) {
            query = query.orderBy(List.of());
            return;
        }
        change((before, resolver) -> {
            List<Order> orders = new ArrayList<>();
            criteria.forEach(one -> orders.addAll(resolver.orders(one)));
            if (orders.stream().anyMatch(one -> one instanceof Order.By by && Traversal.aggregates(by.expression()))) {
                refuseUngrouped("order by");
            }
            orders.forEach(Composer::refuseOrderless);
            return before.orderBy(orders);
        });
    }

    private static void refuseOrderless(Order order) {
        if (order instanceof Order.By by && !TypeRules.isTold(by.expression().type())) {
            throw new LookupException("Cannot order by a value of type "
                    + Values.typeName(by.expression().type()) + ": the server knows no order of such values.");
        }
    }

    /** In the order of the primary key. */
    public void orderByKey() {
        if (query.sliced()) {
            throw new DunderException(
                    "The first or last row of a slice needs an order: call orderBy(…) before slice(…).");
        }
        List<Order> orders = new ArrayList<>();
        for (Attribute part : query.model().primaryKey()) {
            orders.add(new Order.By(new Expression.Column(part.via(), part.origin()), false));
        }
        query = query.orderBy(orders);
    }

    /** In the opposite order. */
    public void reverse() {
        refuseAfterSlice("Cannot reverse");
        query = query.reverse();
    }

    /** Not in the opposite order any more, where it was reversed. */
    public void unreverse() {
        if (query.ordering().reversed()) {
            query = query.reverse();
        }
    }

    /** Some of the rows in their order, of those that an earlier slice has left. */
    public void slice(int from, int to) {
        if (from < 0 || to < 0) {
            throw new DunderException("A slice counts from the beginning: " + from + " to " + to
                    + " is not possible. Use reverse() to count from the end.");
        }
        long offset = number(query.offset(), 0) + from;
        long most = number(query.limit(), Long.MAX_VALUE);
        long room = most == Long.MAX_VALUE ? most : Math.max(0, most - from);
        long wanted = to == Integer.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, (long) to - from);
        long limit = Math.min(room, wanted);
        // Each get(…) and first() comes here: numbers have a meaning without a resolver.
        BoundValues bound = bound();
        query = query.slice(
                offset == 0 ? null : bound.bindGiven(SQLDataType.BIGINT, offset, 0),
                limit == Long.MAX_VALUE ? null : bound.bindGiven(SQLDataType.BIGINT, limit, offset == 0 ? 0 : 1));
        values = bound.all();
        if (limit == 0) {
            none();
        }
    }

    private long number(Expression.@Nullable Param param, long otherwise) {
        return param != null && values.get(param.index()) instanceof Long number ? number : otherwise;
    }

    /** Each row once. */
    public void distinct() {
        refuseAfterSlice("Cannot make distinct");
        query = query.distinct(new Query.Distinct(List.of()));
    }

    /** The first row of those that have these values in common. */
    public void distinct(List<String> paths) {
        refuseAfterSlice("Cannot make distinct");
        change((before, resolver) -> {
            List<Expression> on = new ArrayList<>();
            paths.forEach(path -> on.addAll(parts(resolver.value(path))));
            return before.distinct(new Query.Distinct(List.copyOf(on)));
        });
    }

    /** Rows that are locked until the transaction ends. */
    public void lock(Function<Model, Lock> locking) {
        refuseCombined("selectForUpdate");
        if (query.model().ofQuery()) {
            throw new DunderException("Cannot lock rows of " + query.model().name()
                    + ", which is a common table expression. Join it to the query set whose rows are to be locked.");
        }
        query = query.lock(locking.apply(query.model()));
    }

    // ---- Annotations ----

    /** Values beside those of each row, to be read with it or only named by what follows. */
    public void annotate(List<NamedExpression> expressions, boolean selected) {
        refuseCombined("annotate");
        Set<String> names = new HashSet<>();
        for (NamedExpression expression : expressions) {
            if (!names.add(expression.name())) {
                throw new LookupException("'" + expression.name()
                        + "' is the name of two values here. Give one of them another: ….as(\"…\").");
            }
            annotate(expression, selected);
        }
    }

    private void annotate(NamedExpression expression, boolean selected) {
        Resolver resolver = resolver();
        String name = Names.checked(expression.name());
        if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            refuseToReplace(name, columns);
        } else {
            resolver.refuseToHide(name);
        }
        Expression resolved = Resolver.settled(resolver.resolve(expression.expression()));
        if (resolved instanceof Expression.Tuple) {
            throw new LookupException("'" + name + "' would be a key of several columns. Annotate them one by one.");
        }
        values = resolver.values();
        annotate(name, resolved, selected);
    }

    /** Beside values only these have names: an attribute that is not among them may lend its own. */
    private void refuseToReplace(String name, List<Named> columns) {
        for (Named column : columns) {
            if (column.name().equals(name) && !(column.expression() instanceof Expression.Ref)) {
                throw new LookupException("Cannot call an annotation '" + name + "': that is one of the values.");
            }
        }
    }

    private void annotate(String name, Expression resolved, boolean selected) {
        query = query.step(new Step.Annotation(name, resolved, selected));
        if (query.selection() instanceof Selection.Columns(List<Named> columns) && selected) {
            List<Named> all = new ArrayList<>(columns);
            all.removeIf(column -> column.name().equals(name));
            all.add(new Named(name, new Expression.Ref(name, resolved)));
            query = query.select(new Selection.Columns(List.copyOf(all)));
        }
        if (Traversal.aggregates(resolved)) {
            group();
        }
    }

    /** By rows, or by the values that were chosen before the first aggregate. */
    private void group() {
        if (!(query.selection() instanceof Selection.Columns(List<Named> columns))) {
            if (query.grouping() instanceof Query.Grouping.None) {
                query = query.group(new Query.Grouping.Rows());
            }
            return;
        }
        if (query.grouping() instanceof Query.Grouping.Rows) {
            return;
        }
        List<Expression> keys = new ArrayList<>();
        boolean again = query.grouping() instanceof Query.Grouping.Values;
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            keys.addAll(by);
        }
        for (Named column : columns) {
            Expression value = column.expression();
            if (Traversal.windows(value)) {
                if (!again) {
                    throw Resolver.windowFirst("group by '" + column.name() + "'");
                }
                // It is over the groups that there are already.
            } else if (!Traversal.aggregates(value) && !keys.contains(value)) {
                keys.add(value);
            }
        }
        query = query.group(new Query.Grouping.Values(List.copyOf(keys)));
        if (query.ordering().byDefault()) {
            // An order that nobody asked for would make groups of its own.
            query = query.order(Query.Ordering.NONE);
        }
    }

    // ---- Values ----

    /**
     * Chosen values instead of whole rows.
     *
     * @param expressions the values and their names; none for all attributes
     * @param again whether a column may be selected again, as where only its place tells it apart
     */
    public void select(List<NamedExpression> expressions, boolean again) {
        if (query.combination() != null) {
            selectOfParts(expressions, again);
            return;
        }
        List<Named> columns = new ArrayList<>();
        if (expressions.isEmpty()) {
            all(columns);
        }
        for (NamedExpression expression : expressions) {
            String name = expression.name();
            boolean known = columns.stream().anyMatch(other -> other.name().equals(name));
            if (known && !again) {
                throw new LookupException("'" + name + "' is asked for twice.");
            }
            Resolver resolver = resolver();
            Expression resolved = Resolver.settled(resolver.resolve(expression.expression()));
            values = resolver.values();
            refuseAlias(resolved);
            if (known && !columns.contains(new Named(name, resolved))) {
                throw new LookupException("'" + name + "' is the name of two values here. Give one of them another.");
            }
            boolean given = resolved instanceof Expression.Column || resolved instanceof Expression.Ref
                    || resolved instanceof Expression.Tuple;
            if (given && (resolved instanceof Expression.Tuple || isNameOf(name, resolved))) {
                columns.add(new Named(name, resolved));
            } else if (given) {
                // It has another name here, which is one from now on; it is no further value that makes groups.
                query = query.step(new Step.Annotation(Names.checked(name), resolved, true));
                columns.add(new Named(name, new Expression.Ref(name, resolved)));
            } else {
                // What is computed is an annotation first, and of the rows as they are before anything is chosen of them.
                annotate(Names.checked(name), resolved, true);
                columns.add(new Named(name, new Expression.Ref(name, resolved)));
            }
        }
        query = query.select(new Selection.Columns(List.copyOf(columns)));
        Query.Ordering order = query.ordering();
        List<Order> orders = resolver().orderSelected(order.orders());
        query = query.order(new Query.Ordering(orders, order.reversed(), order.byDefault()));
    }

    /** Whether a value is called so anyway. */
    private boolean isNameOf(String name, Expression value) {
        if (name.contains(PathParser.SEPARATOR)) {
            return true;
        }
        Resolver resolver = resolver();
        return resolver.knows(name) && resolver.value(name).equals(value);
    }

    private void refuseAlias(Expression expression) {
        if (expression instanceof Expression.Ref(String name, Expression target)) {
            for (Step.Annotation annotation : query.annotations()) {
                if (annotation.name().equals(name) && !annotation.selected()) {
                    throw new LookupException(
                            "Cannot select the alias '" + name + "', which is there to be filtered and"
                                    + " ordered by. Say annotate(…) instead of alias(…).");
                }
            }
        }
    }

    private void all(List<Named> columns) {
        for (Attribute attribute : query.model().attributes()) {
            columns.add(new Named(attribute.name(), new Expression.Column(attribute.via(), attribute.origin())));
        }
        for (Step.Annotation annotation : query.annotations()) {
            if (annotation.selected()) {
                columns.add(new Named(
                        annotation.name(), new Expression.Ref(annotation.name(), annotation.expression())));
            }
        }
    }

    /** The values of each of the queries that are put together. */
    private void selectOfParts(List<NamedExpression> expressions, boolean again) {
        Query union = query;
        List<Query> parts = new ArrayList<>();
        beside.add(union);
        for (Query part : Objects.requireNonNull(union.combination()).parts()) {
            query = part;
            select(expressions, again);
            parts.add(query);
            beside.add(query);
        }
        beside.clear();
        query = union
                .combine(
                        new Combination(union.combination().operation(), union.combination().all(), List.copyOf(parts)))
                .select(parts.get(0).selection());
    }

    // ---- Relations ----

    public void filteredRelation(String name, String path, Term condition) {
        Resolver resolver = resolver();
        Step.Filtered filtered = FilteredRelation.of(query, name, path).step(resolver, condition);
        values = resolver.values();
        query = query.step(filtered);
    }

    /** A relation to the rows of a common table expression. */
    public void join(CteJoin join) {
        refuseAfterSlice("Cannot join a common table expression to");
        refuseCombined("withCte");
        Resolver resolver = resolver();
        resolver.refuseRelation(join.name());
        Step.Filtered step = join.step(resolver);
        BoundQuery rows = join.rows();
        guests.accept(rows);
        List<CommonTable> read = new ArrayList<>();
        rows.query().commons().forEach(common -> read.add(resolver.adopt(common, rows.values())));
        values = resolver.values();
        query = query.step(step).reading(read);
    }

    // ---- Several queries ----

    /** Put together with others, by union, intersection or difference. */
    public void combine(Combination.Operation operation, boolean all, List<BoundQuery> others) {
        new Combiner(this).combine(operation, all, others);
    }

    /** Only the rows that another query has too. */
    public void and(BoundQuery other) {
        new Combiner(this).and(other);
    }

    /** The rows that either query has; where it is exclusive, that only one of them has. */
    public void or(BoundQuery other, boolean exclusive) {
        new Combiner(this).or(other, exclusive);
    }

    /** Another query as a part of this one, whose values are here from now on. */
    Query adopt(BoundQuery other) {
        Resolver resolver = resolver();
        Query adopted = resolver.adopt(other);
        values = resolver.values();
        return adopted;
    }

    /** One that composes another query in the same way. */
    Composer of(BoundQuery other) {
        return new Composer(other.query(), other.values(), limits, guests);
    }
}
