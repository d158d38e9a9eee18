package dev.dunder.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What expressions and predicates consist of. Subqueries are closed: what is in them belongs to another query. */
public final class Traversal {
    private Traversal() {}

    /**
     * The expressions right inside of one.
     *
     * @param expression the expression
     * @return its parts, those of its predicates too
     */
    public static List<Expression> of(Expression expression) {
        List<Expression> parts = new ArrayList<>();
        switch (expression) {
            case Expression.Column column -> {
            }
            case Expression.Foreign foreign -> parts.addAll(foreign.parts());
            case Expression.Param param -> {
            }
            case Expression.Default value -> {
            }
            case Expression.Unbound unbound -> {
            }
            case Expression.Outer outer -> {
            }
            case Expression.Subquery subquery -> {
            }
            case Expression.Tuple(List<Expression> all) -> parts.addAll(all);
            case Expression.Place place -> {
                parts.addAll(place.key());
                place.lists().forEach(list -> parts.add(list.values()));
            }
            case Expression.Ref ref -> parts.add(ref.target());
            case Expression.Transformed transformed -> {
                parts.add(transformed.input());
                parts.addAll(transformed.operands());
            }
            case Expression.Call call -> parts.addAll(call.arguments());
            case Expression.ByName call -> parts.addAll(call.arguments());
            case Expression.Typed typed -> parts.add(typed.expression());
            case Expression.Cast cast -> parts.add(cast.expression());
            case Expression.Collated collated -> parts.add(collated.expression());
            case Expression.Case choice -> {
                for (Expression.Case.When when : choice.branches()) {
                    parts.addAll(of(when.condition()));
                    parts.add(when.result());
                }
                Expression otherwise = choice.otherwise();
                if (otherwise != null) {
                    parts.add(otherwise);
                }
            }
            case Expression.Condition condition -> parts.addAll(of(condition.predicate()));
            case Expression.Aggregate aggregate -> {
                parts.addAll(aggregate.arguments());
                Predicate filter = aggregate.filter();
                if (filter != null) {
                    parts.addAll(of(filter));
                }
                parts.addAll(orders(aggregate.order()));
            }
            case Expression.Window window -> {
                parts.add(window.function());
                parts.addAll(window.partition());
                parts.addAll(orders(window.order()));
            }
        }
        return parts;
    }

    /**
     * What a name stands for.
     *
     * @param expression the expression
     * @return what is called so, or the expression itself
     */
    public static Expression target(Expression expression) {
        return expression instanceof Expression.Ref(String name, Expression target) ? target(target) : expression;
    }

    private static List<Expression> orders(List<Order> orders) {
        List<Expression> parts = new ArrayList<>();
        for (Order order : orders) {
            if (order instanceof Order.By by) {
                parts.add(by.expression());
            }
        }
        return parts;
    }

    /**
     * The expressions that a predicate compares.
     *
     * @param predicate the predicate
     * @return its expressions
     */
    public static List<Expression> of(Predicate predicate) {
        List<Expression> parts = new ArrayList<>();
        switch (predicate) {
            case Predicate.Match match -> {
                parts.add(match.left());
                parts.addAll(match.operands());
            }
            case Predicate.Compare compare -> {
                parts.add(compare.left());
                parts.add(compare.right());
            }
            case Predicate.InSubquery among -> {
                parts.add(among.left());
                parts.add(new Expression.Subquery(among.rows(), Expression.Subquery.Kind.ARRAY, among.left().type()));
            }
            case Predicate.TupleIn oneOf -> {
                parts.addAll(oneOf.left());
                oneOf.lists().forEach(list -> parts.add(list.values()));
            }
            case Predicate.IsNull isNull -> parts.add(isNull.expression());
            case Predicate.Holds holds -> parts.add(holds.expression());
            case Predicate.And(var terms) -> terms.forEach(term -> parts.addAll(of(term)));
            case Predicate.Or(var terms) -> terms.forEach(term -> parts.addAll(of(term)));
            case Predicate.Xor(var terms) -> terms.forEach(term -> parts.addAll(of(term)));
            case Predicate.Not(var term) -> parts.addAll(of(term));
            case Predicate.Called(int number, var term) -> parts.addAll(of(term));
            case Predicate.Late(var term) -> parts.addAll(of(term));
            case Predicate.Constant constant -> {
            }
        }
        return parts;
    }

    /**
     * Shows an expression and all there is inside of it.
     *
     * @param expression the expression
     * @param visitor sees each
     */
    public static void walk(Expression expression, Consumer<Expression> visitor) {
        visitor.accept(expression);
        for (Expression part : of(expression)) {
            walk(part, visitor);
        }
    }

    /**
     * Whether an expression is or contains something.
     *
     * @param expression the expression
     * @param wanted what is looked for
     * @return true if it is there
     */
    public static boolean any(Expression expression, java.util.function.Predicate<Expression> wanted) {
        if (wanted.test(expression)) {
            return true;
        }
        for (Expression part : of(expression)) {
            if (any(part, wanted)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an aggregate is computed over the rows of the query itself: not over a window.
     *
     * @param expression the expression
     * @return true if it needs groups
     */
    public static boolean aggregates(Expression expression) {
        if (expression instanceof Expression.Window window) {
            return Traversal.of(window.function()).stream().anyMatch(Traversal::aggregates)
                    || window.partition().stream().anyMatch(Traversal::aggregates)
                    || orders(window.order()).stream().anyMatch(Traversal::aggregates);
        }
        if (expression instanceof Expression.Aggregate) {
            return true;
        }
        for (Expression part : of(expression)) {
            if (aggregates(part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a predicate is about an aggregate over the rows of the query itself.
     *
     * @param predicate the predicate
     * @return true if it can only be decided for groups
     */
    public static boolean aggregates(Predicate predicate) {
        for (Expression part : of(predicate)) {
            if (aggregates(part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a predicate is about a value over a window.
     *
     * @param predicate the predicate
     * @return true if it can only be decided once windows are computed
     */
    public static boolean windows(Predicate predicate) {
        return predicate instanceof Predicate.Late || of(predicate).stream().anyMatch(Traversal::windows);
    }

    /**
     * Whether a query computes something over windows, be it only to filter or to order by it.
     *
     * @param query the query
     * @return true if which rows it has decides about values of others
     */
    public static boolean windows(Query query) {
        return query.steps().stream().anyMatch(Traversal::windows)
                || orders(query.ordering().orders()).stream().anyMatch(Traversal::windows);
    }

    /**
     * Whether something is computed over windows in a step of a query.
     *
     * @param step a filter or an annotation
     * @return true if it can only be computed once the rows are known
     */
    public static boolean windows(Step step) {
        return switch (step) {
            case Step.Filter(Predicate predicate) -> windows(predicate);
            case Step.Annotation(String name, Expression expression, boolean selected) -> windows(expression);
            case Step.Filtered filtered -> false;
        };
    }

    /**
     * Whether a value is computed over a window, or of one that is.
     *
     * @param expression the value
     * @return true if it can only be computed once the rows are known
     */
    public static boolean windows(Expression expression) {
        return any(expression, Expression.Window.class::isInstance);
    }

    /**
     * How many filter calls became one predicate.
     *
     * @param predicate the predicate
     * @return one, or more where query sets were combined
     */
    public static int calls(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Called(int number, var term) -> number + calls(term);
            case Predicate.Late(var term) -> calls(term);
            case Predicate.And(var terms) -> calls(terms);
            case Predicate.Or(var terms) -> calls(terms);
            case Predicate.Xor(var terms) -> calls(terms);
            case Predicate.Not(var term) -> calls(term);
            case Predicate.Match match -> 1;
            case Predicate.Compare compare -> 1;
            case Predicate.InSubquery among -> 1;
            case Predicate.TupleIn oneOf -> 1;
            case Predicate.IsNull isNull -> 1;
            case Predicate.Holds holds -> 1;
            case Predicate.Constant constant -> 1;
        };
    }

    private static int calls(List<Predicate> terms) {
        return terms.stream().mapToInt(Traversal::calls).max().orElse(1);
    }
}
