package dev.dunder.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Copies expressions, predicates and queries with some of their parts changed: the one place that knows what they consist
 * of. Without state of its own; what is changed is up to the subclass.
 */
public abstract class Rewriter {
    /** A place further in: what a subquery says of its own is a level deeper. */
    private int level;

    /** How many subqueries are around what is being copied. */
    public final int level() {
        return level;
    }

    /** What becomes of a value: nothing else, unless a subclass says so. */
    public Expression.Param param(Expression.Param param) {
        return param;
    }

    /** What becomes of a reference to a query further out: nothing else, unless a subclass says so. */
    public Expression unbound(Expression.Unbound unbound) {
        return unbound;
    }

    final Expression.@Nullable Param optional(Expression.@Nullable Param param) {
        return param == null ? null : param(param);
    }

    public Expression expression(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> column;
            case Expression.Foreign(List<String> texts, List<Expression> parts, var type, int columns) ->
                new Expression.Foreign(texts, expressions(parts), type, columns);
            case Expression.Param param -> param(param);
            case Expression.Default value -> value;
            case Expression.Unbound unbound -> unbound(unbound);
            case Expression.Tuple(List<Expression> parts) -> new Expression.Tuple(expressions(parts));
            case Expression.Place(List<Expression> key, List<ValueList> lists) ->
                new Expression.Place(expressions(key), listings(lists));
            case Expression.Ref(String name, Expression target) -> new Expression.Ref(name, expression(target));
            case Expression.Outer(int levels, Expression outer) ->
                new Expression.Outer(levels, around(levels, outer));
            case Expression.Transformed(var input, var transform, var operands, var type) ->
                new Expression.Transformed(expression(input), transform, params(operands), type);
            case Expression.Call call -> call(call);
            case Expression.ByName(List<String> name, List<Expression> arguments, var type) ->
                new Expression.ByName(name, expressions(arguments), type);
            case Expression.Typed(Expression typed, var type) -> new Expression.Typed(expression(typed), type);
            case Expression.Cast(Expression cast, var type) -> new Expression.Cast(expression(cast), type);
            case Expression.Collated(Expression text, String collation) ->
                new Expression.Collated(expression(text), collation);
            case Expression.Case(List<Expression.Case.When> branches, Expression otherwise, var type) ->
                new Expression.Case(
                        branches.stream()
                                .map(when -> new Expression.Case.When(predicate(when.condition()),
                                        expression(when.result())))
                                .toList(),
                        otherwise == null ? null : expression(otherwise),
                        type);
            case Expression.Condition(Predicate predicate) -> new Expression.Condition(predicate(predicate));
            case Expression.Aggregate(var function, var arguments, var distinct, var filter, var order, var type) ->
                new Expression.Aggregate(
                        function,
                        expressions(arguments),
                        distinct,
                        filter == null ? null : predicate(filter),
                        orders(order),
                        type);
            case Expression.Window(Expression function, List<Expression> partition, List<Order> order, Frame frame) ->
                new Expression.Window(expression(function), expressions(partition), orders(order), frame);
            case Expression.Subquery(Query query, var kind, var type) ->
                new Expression.Subquery(inner(query), kind, type);
        };
    }

    /** What is known of the query around is the type of what was said of it, and so that of the result. */
    private Expression.Call call(Expression.Call call) {
        List<Expression> arguments = expressions(call.arguments());
        List<? extends DataType<?>> types = arguments.stream().map(Expression::type).toList();
        if (types.equals(call.arguments().stream().map(Expression::type).toList())) {
            return new Expression.Call(call.function(), arguments, call.type());
        }
        call.function().check(types);
        return new Expression.Call(call.function(), arguments, call.function().type(types));
    }

    /** By a loop, as what nests deep takes less of the stack so. */
    final List<Expression> expressions(List<Expression> all) {
        List<Expression> copies = new ArrayList<>(all.size());
        for (Expression one : all) {
            copies.add(expression(one));
        }
        return Collections.unmodifiableList(copies);
    }

    final List<Expression.Param> params(List<Expression.Param> all) {
        return all.stream().map(this::param).toList();
    }

    private List<ValueList> listings(List<ValueList> all) {
        return all.stream().map(list -> new ValueList(param(list.values()), list.type(), list.like())).toList();
    }

    public final List<Order> orders(List<Order> all) {
        return all.stream().<Order>map(order -> switch (order) {
            case Order.By(Expression by, boolean descending, Boolean nullsFirst, Order.Way relation) ->
                new Order.By(expression(by), descending, nullsFirst, relation);
            case Order.Random random -> random;
            case Order.Endless endless -> endless;
        }).toList();
    }

    public Predicate predicate(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Match(var left, var lookup, var operands) ->
                new Predicate.Match(expression(left), lookup, params(operands));
            case Predicate.Compare(var left, var lookup, var right) ->
                new Predicate.Compare(expression(left), lookup, expression(right));
            case Predicate.InSubquery(var left, var lookup, Query rows) ->
                new Predicate.InSubquery(expression(left), lookup, inner(rows));
            case Predicate.TupleIn(List<Expression> left, List<ValueList> lists, boolean related) ->
                new Predicate.TupleIn(expressions(left), listings(lists), related);
            case Predicate.IsNull(Expression expression, boolean isNull) ->
                new Predicate.IsNull(expression(expression), isNull);
            case Predicate.Holds(Expression expression) -> new Predicate.Holds(expression(expression));
            case Predicate.And(List<Predicate> terms) -> new Predicate.And(predicates(terms));
            case Predicate.Or(List<Predicate> terms) -> new Predicate.Or(predicates(terms));
            case Predicate.Xor(List<Predicate> terms) -> new Predicate.Xor(predicates(terms));
            case Predicate.Not(Predicate term) -> new Predicate.Not(predicate(term));
            case Predicate.Called(int number, Predicate term) -> new Predicate.Called(number, predicate(term));
            case Predicate.Late(Predicate term) -> new Predicate.Late(predicate(term));
            case Predicate.Constant constant -> constant;
        };
    }

    private List<Predicate> predicates(List<Predicate> all) {
        List<Predicate> copies = new ArrayList<>(all.size());
        for (Predicate one : all) {
            copies.add(predicate(one));
        }
        return Collections.unmodifiableList(copies);
    }

    /** What is said of a query further out stands there, and counts its levels from there. */
    private Expression around(int levels, Expression outer) {
        level -= levels;
        try {
            return expression(outer);
        } finally {
            level += levels;
        }
    }

    private Query inner(Query query) {
        level++;
        try {
            return query(query);
        } finally {
            level--;
        }
    }

    public Query query(Query query) {
        return new Query(
                query.model(),
                query.steps().stream().map(this::step).toList(),
                switch (query.selection()) {
                    case Selection.Instances instances -> instances;
                    case Selection.Columns(List<Named> columns) -> new Selection.Columns(columns.stream()
                            .map(named -> new Named(named.name(), expression(named.expression())))
                            .toList());
                },
                switch (query.grouping()) {
                    case Query.Grouping.None none -> none;
                    case Query.Grouping.Rows rows -> rows;
                    case Query.Grouping.Values(List<Expression> by) -> new Query.Grouping.Values(expressions(by));
                },
                new Query.Ordering(
                        orders(query.ordering().orders()), query.ordering().reversed(), query.ordering().byDefault()),
                query.distinct() == null ? null : new Query.Distinct(expressions(query.distinct().on())),
                optional(query.offset()),
                optional(query.limit()),
                query.combination() == null
                        ? null
                        : new Combination(
                                query.combination().operation(),
                                query.combination().all(),
                                query.combination().parts().stream().map(this::query).toList()),
                query.lock(),
                query.commons().stream().map(this::common).toList());
    }

    /** It is a query of its own, and says nothing of those that read it. */
    public CommonTable common(CommonTable common) {
        CommonTable.Recursion recursion = common.recursion();
        return new CommonTable(
                common.model(),
                inner(common.start()),
                recursion == null ? null : new CommonTable.Recursion(inner(recursion.step()), recursion.all()),
                common.materialized());
    }

    private Step step(Step step) {
        return switch (step) {
            case Step.Filter(Predicate predicate) -> new Step.Filter(predicate(predicate));
            case Step.Annotation(String name, Expression expression, boolean selected) ->
                new Step.Annotation(name, expression(expression), selected);
            case Step.Filtered filtered -> joined(filtered);
        };
    }

    Step.Filtered joined(Step.Filtered step) {
        return new Step.Filtered(step.name(), step.relation(), predicate(step.condition()));
    }
}
