package dev.dunder;

import dev.dunder.compose.NamedExpression;
import dev.dunder.compose.Names;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.resolve.Resolvable;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/**
 * A function of many rows: made by {@link Dunder#avg} and its siblings, or by a typed path, and computed of all rows by
 * {@link QuerySet#aggregate}, of groups by {@link QuerySet#annotate}, and of the rows around each by {@link Expr#over}.
 *
 * <p>Several aggregates over several relations to many rows do not multiply each other's rows: each relation is aggregated on
 * its own and joined once. Where a filter has already followed the relation, the aggregate is over the rows that the filter
 * keeps, as in Django.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <V> the Java type of the result
 */
public final class Aggregate<V extends @Nullable Object> extends Expr {
    private static final int LONGEST_NAME = 63;

    private final Call call;
    private final @Nullable String name;

    /** What makes up an aggregate; each method changes one part. */
    private record Call(
            Aggregator function,
            List<Object> arguments,
            Class<?> type,
            boolean distinct,
            @Nullable Term filter,
            List<Object> order,
            @Nullable Object otherwise,
            @Nullable DataType<?> dataType) implements Resolvable {
        @Override
        public Expression resolve(Resolver resolver) {
            return completed(resolver, aggregate(resolver, /* ofGroups= */ false));
        }

        /** Over a window it may be of what is computed of groups, since windows see these. */
        Expression over(Resolver resolver, Window window) {
            if (function.isOrderedSet()) {
                throw new LookupException("The " + function.label() + " of '" + label()
                        + "' cannot be computed over a window: PostgreSQL has it of groups only.");
            }
            return completed(resolver, window.over(resolver, aggregate(resolver, /* ofGroups= */ true)));
        }

        private Expression completed(Resolver resolver, Expression computed) {
            Expression aggregate = computed;
            if (otherwise != null) {
                aggregate = resolver.call(Function.COALESCE, List.of(aggregate, fitting(resolver, aggregate)));
            }
            return dataType == null ? aggregate : new Expression.Typed(aggregate, dataType);
        }

        private Expression.Aggregate aggregate(Resolver resolver, boolean ofGroups) {
            List<Expression> resolved = new ArrayList<>();
            arguments.forEach(argument -> resolved.add(Resolver.settled(resolver.argument(argument))));
            Expression.Aggregate plain = resolver.aggregate(function, resolved, label(), ofGroups);
            Predicate only = filter == null ? null : resolver.predicate(filter);
            List<Order> orders = new ArrayList<>();
            order.forEach(one -> orders.addAll(Ordering.resolve(resolver, one)));
            return new Expression.Aggregate(
                    function, resolved, distinct, only, List.copyOf(orders), plain.type());
        }

        /** A plain value is of the type of the aggregate, as far as it can be. */
        private Expression fitting(Resolver resolver, Expression aggregate) {
            DataType<?> type = aggregate.type();
            return switch (otherwise) {
                case Number number when Number.class.isAssignableFrom(type.getType()) ->
                    resolver.literal(type, number);
                case Collection<?> list when isOfMany(type) -> resolver.literal(type, list);
                case Object[] list when isOfMany(type) -> resolver.literal(type, list);
                case Map<?, ?> object when isOfMany(type) -> resolver.literal(type, object);
                case null, default -> resolver.operand(otherwise);
            };
        }

        private static boolean isOfMany(DataType<?> type) {
            return type.isArray() || type.getType() == JSONB.class;
        }

        private String label() {
            return arguments.isEmpty() ? "*" : arguments.get(0) instanceof String path ? path : "an expression";
        }

        private @Nullable String name() {
            if (arguments.isEmpty()) {
                return function.label();
            }
            return (arguments.size() == 1 || function.isOrderedSet()) && arguments.get(0) instanceof String path
                    ? path + "__" + function.label()
                    : null;
        }
    }

    private Aggregate(Call call, @Nullable String name) {
        super(call, name);
        this.call = call;
        this.name = name;
    }

    static <V extends @Nullable Object> Aggregate<V> of(Aggregator function, Class<?> type, Object... arguments) {
        List<Object> given = new ArrayList<>();
        for (Object argument : arguments) {
            given.add(LookupException.given(Given.value(argument), "what " + function.label() + "(…) is of"));
        }
        boolean rows = function == Aggregator.COUNT && given.size() == 1 && given.get(0).equals("*");
        return new Aggregate<>(
                new Call(function, rows ? List.of() : given, type, false, null, List.of(), null, null), null);
    }

    /**
     * Under another name in the result than {@code x__avg}.
     *
     * @param as letters, digits and underscores, not beginning with a digit, at most 63
     * @return the aggregate
     * @throws LookupException if it is another kind of name
     */
    @Override
    public Aggregate<V> as(String as) {
        return new Aggregate<>(call, Names.checked(as));
    }

    /** Over all rows it is what the compiler was told. */
    NamedExpression ofAllRows() {
        return new NamedExpression(name(), this::checked);
    }

    /** With the name of its function where it has none of its own: alone it needs none. */
    Aggregate<V> asCalled() {
        return name != null || call.name() != null ? this : as(call.function.label());
    }

    /**
     * Over the rows around each row: {@code sum(…) OVER (…)}. Beside groups it is over these, and of what is computed of them.
     *
     * {@snippet :
     * goods.values("kind").annotate(sum("price").as("s"), f("s").dividedBy(sum("s").over(window())).as("share"));
     * // select kind, sum(price) as s, sum(price) / sum(sum(price)) over () as share … group by kind
     * }
     *
     * @param window which rows, and in which order
     * @return the value over the window
     */
    @Override
    public Expr over(Window window) {
        return of(resolver -> call.over(resolver, window));
    }

    /**
     * Of values that differ: equal ones count once.
     *
     * @return the aggregate
     * @throws LookupException for {@link Functions#percentileCont} and its siblings, which PostgreSQL has of all values only
     */
    public Aggregate<V> distinct() {
        refuseOrderedSet("distinct()");
        return new Aggregate<>(new Call(call.function, call.arguments, call.type, true, call.filter, call.order,
                call.otherwise, call.dataType), name);
    }

    /**
     * Of some rows only: {@code sum(x) FILTER (WHERE …)}.
     *
     * @param condition which rows
     * @return the aggregate
     */
    public Aggregate<V> filter(Q<?> condition) {
        Term term = call.filter == null ? Q.termOf(condition) : Term.and(call.filter, Q.termOf(condition));
        return new Aggregate<>(new Call(call.function, call.arguments, call.type, call.distinct, term, call.order,
                call.otherwise, call.dataType), name);
    }

    /**
     * In an order, for those that care, such as {@link Functions#arrayAgg}: {@code array_agg(x ORDER BY y)}.
     *
     * @param criteria paths, {@code -} before one for descending, expressions and {@link Ordering orderings}
     * @return the aggregate
     * @throws LookupException for {@link Functions#percentileCont} and its siblings, which are of an order already
     */
    public Aggregate<V> orderBy(Object... criteria) {
        refuseOrderedSet("orderBy(…)");
        return new Aggregate<>(new Call(call.function, call.arguments, call.type, call.distinct, call.filter,
                LookupException.allGiven(criteria, "an ordering"), call.otherwise, call.dataType), name);
    }

    /**
     * Another result where there are no rows: {@code coalesce(sum(x), 0)}.
     *
     * @param value a value or an expression
     * @return the aggregate
     * @throws LookupException for a count, which is never null
     */
    public Aggregate<V> defaultTo(Object value) {
        if (call.function == Aggregator.COUNT || call.function == Aggregator.REGR_COUNT) {
            throw new LookupException("A count takes no default: of no rows it is 0.");
        }
        return new Aggregate<>(new Call(call.function, call.arguments, call.type, call.distinct, call.filter,
                call.order, Given.value(value), call.dataType), name);
    }

    private void refuseOrderedSet(String what) {
        if (call.function.isOrderedSet()) {
            throw new LookupException("A " + call.function.label() + " takes no " + what
                    + ": it is of all values, in their own order.");
        }
    }

    @Override
    public Aggregate<V> typed(DataType<?> type) {
        return new Aggregate<>(new Call(call.function, call.arguments, LookupException.given(type, "a type").getType(),
                call.distinct, call.filter,
                call.order, call.otherwise, type), name);
    }

    @Override
    String name() {
        String chosen = name != null ? name : call.name();
        if (chosen == null) {
            throw new LookupException("This aggregate of an expression has no name. Give it one with as(…).");
        }
        return chosen;
    }

    private Expression checked(Resolver resolver) {
        Expression resolved = call.resolve(resolver);
        if (name().length() > LONGEST_NAME) {
            throw new LookupException(
                    "The name " + LookupException.quote(name()) + " is too long for a result. Use as(…).");
        }
        Class<?> actual = resolved.type().getType() == Object.class ? String.class : resolved.type().getType();
        if (!call.type.isAssignableFrom(actual)) {
            String function = call.function.label();
            throw new LookupException("The " + function + " of '" + call.label() + "' is a "
                    + actual.getSimpleName() + ", not a " + call.type.getSimpleName() + ": say "
                    + function + "(\"" + call.label() + "\", " + resolved.type().getType().getSimpleName()
                    + ".class).");
        }
        return resolved;
    }
}
