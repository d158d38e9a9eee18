package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.Expression;
import dev.dunder.query.Frame;
import dev.dunder.query.Function;
import dev.dunder.query.Order;
import dev.dunder.query.ParameterType;
import dev.dunder.query.Predicate;
import dev.dunder.query.Traversal;
import dev.dunder.query.TypeRules;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What expressions that were said mean on a query. */
final class Expressions {
    private final Resolver resolver;

    Expressions(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * What was said.
     *
     * @param wanted what stands beside it is of this type; null where nothing does
     */
    Expression of(Unresolved said, @Nullable DataType<?> wanted) {
        return switch (said) {
            case Unresolved.Path(String path) -> resolver.value(path);
            case Unresolved.Value(Object value) -> resolver.operand(value, wanted);
            case Unresolved.TypedValue(Object value, DataType<?> type) ->
                new Expression.Cast(resolver.bind(type, value), type);
            case Unresolved.Outer outer -> new Expression.Unbound(outer.path(), outer.levels());
            case Unresolved.Known(Expression expression) -> expression;
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) ->
                resolver.call(function, FunctionResolver.areAlike(function)
                        ? OwnValues.beside(resolver, arguments, wanted)
                        : arguments(arguments));
            case Unresolved.Operation(Function operator, Unresolved left, Object right) -> {
                Expression first = resolver.resolve(left);
                yield resolver.call(operator, List.of(first, resolver.operand(right, first.type())));
            }
            case Unresolved.Typed(Unresolved expression, DataType<?> type) ->
                new Expression.Typed(resolver.resolve(expression), type);
            case Unresolved.Cast(Object value, DataType<?> type) -> new Expression.Cast(ofOneColumn(value), type);
            case Unresolved.ByName(List<String> names, List<@Nullable Object> arguments, DataType<?> type) ->
                new Expression.ByName(names, settled(arguments), type.nullable(true));
            case Unresolved.Collated(Object text, String collation) ->
                new Expression.Collated(text(resolver.argument(text)), collation);
            case Unresolved.Json(Function function, List<@Nullable Object> members) ->
                resolver.call(function, settled(members).stream().map(Expressions::known).toList());
            case Unresolved.Document(Object value) -> document(resolver.argument(value));
            case Unresolved.Slice part -> slice(resolver.argument(part.value()), part.from(), part.to());
            case Unresolved.InZone(Function function, Object value, ZoneId zone) ->
                inZone(function, resolver.argument(value), zone);
            case Unresolved.Subquery(BoundQuery rows, Expression.Subquery.Kind kind) -> resolver.subquery(rows, kind);
            case Unresolved.Condition(Term term) -> new Expression.Condition(resolver.predicate(term));
            case Unresolved.Case choice -> choice(choice, wanted);
            case Unresolved.Aggregate aggregate -> completed(aggregate, aggregate(aggregate, /* ofGroups= */ false));
            case Unresolved.Over(Unresolved function, Unresolved.WindowSpec window) -> over(function, window);
            case Unresolved.SearchVector vector -> weighted(vector.weight(), words(vector));
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, Function weight) ->
                weighted(weight, resolver.call(
                        Function.VECTOR_CONCAT, List.of(resolver.resolve(left), resolver.resolve(right))));
            case Unresolved.SearchWords words -> query(words);
            case Unresolved.SearchRank rank -> rank(rank);
            case Unresolved.SearchHeadline headline -> headline(headline);
            case Unresolved.Foreign foreign -> new ForeignParts(resolver).of(foreign);
        };
    }

    private List<Expression> arguments(List<@Nullable Object> given) {
        return given.stream().map(resolver::argument).toList();
    }

    private List<Expression> settled(List<@Nullable Object> given) {
        return given.stream().map(one -> Resolver.settled(resolver.argument(one))).toList();
    }

    private Expression ofOneColumn(@Nullable Object value) {
        Expression argument = resolver.argument(value);
        if (argument instanceof Expression.Tuple) {
            throw new LookupException("A key of several columns cannot be cast. Cast one of its columns.");
        }
        return argument;
    }

    private static Expression text(Expression resolved) {
        if (!ParameterType.TEXT.accepts(resolved.type())) {
            throw new LookupException("Only text is ordered by a collation. Use cast(…) to make text of it.");
        }
        return resolved;
    }

    // ---- JSON and parts ----

    /** Whatever has a type may be a member, so the server asks of each bound value which it has. */
    private static Expression known(Expression expression) {
        if (!(expression instanceof Expression.Param param)) {
            return expression;
        }
        boolean unknown = param.type().getType() == Object.class;
        return new Expression.Cast(param, unknown ? SQLDataType.CLOB : param.type());
    }

    /** A step further from what was text is one from the JSON that it is the text of. */
    private static Expression document(Expression given) {
        return switch (given) {
            case Expression.Ref(String name, Expression target) when !document(target).equals(target) ->
                document(target);
            case Expression.Call(Function function, List<Expression> arguments, var type) when function == Function.JSON_TEXT ->
                new Expression.Call(Function.JSON_KEY, arguments, arguments.get(0).type());
            default -> given;
        };
    }

    private Expression slice(Expression whole, int from, @Nullable Integer to) {
        boolean array = whole.type().isArray();
        List<Expression> arguments = new ArrayList<>(List.of(whole, resolver.operand(from + 1)));
        if (to != null) {
            arguments.add(resolver.operand(array ? to : to - from));
        }
        return resolver.call(array ? Function.ARRAY_SLICE : Function.SUBSTR, arguments);
    }

    // ---- Times ----

    private Expression inZone(Function function, Expression value, ZoneId zone) {
        if (function == Function.AT_TIME_ZONE) {
            return resolver.call(function, List.of(value, name(zone)));
        }
        Expression instant = instant(function, value);
        Expression name = name(zone);
        return function.name().startsWith("TRUNC_") && function != Function.TRUNC_DATE
                && function != Function.TRUNC_TIME
                        ? resolver.call(function, List.of(instant, name))
                        : resolver.call(function, List.of(
                                resolver.call(Function.AT_TIME_ZONE, List.of(instant, name))));
    }

    private static Expression instant(Function function, Expression given) {
        Class<?> type = given.type().getFromType();
        if (type != OffsetDateTime.class && type != Object.class) {
            throw new LookupException(
                    function.label() + "(…) takes a time zone for timestamps with time zone only, and "
                            + "what it is given is " + Values.typeName(given.type()) + ".");
        }
        return given;
    }

    /** Names as everybody has them; of offsets the server believes that what lies in the east is negative. */
    private Expression name(ZoneId zone) {
        String name = zone.getId();
        if (zone.normalized() instanceof ZoneOffset offset) {
            name = offset.equals(ZoneOffset.UTC)
                    ? "UTC"
                    : ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds()).getId();
        }
        return resolver.bind(SQLDataType.CLOB, name);
    }

    // ---- Choices ----

    private Expression choice(Unresolved.Case choice, @Nullable DataType<?> wanted) {
        List<@Nullable Object> said = new ArrayList<>();
        choice.branches().forEach(branch -> said.add(branch.result()));
        Unresolved.Otherwise last = choice.otherwise();
        if (last != null) {
            said.add(last.result());
        }
        List<Expression> results = OwnValues.beside(resolver, said, wanted);
        List<Expression.Case.When> branches = new ArrayList<>();
        for (int i = 0; i < choice.branches().size(); i++) {
            Predicate condition = resolver.predicate(choice.branches().get(i).condition());
            branches.add(new Expression.Case.When(condition, results.get(i)));
        }
        List<DataType<?>> types = new ArrayList<>();
        results.forEach(result -> types.add(Resolver.single(result).type()));
        types.removeIf(type -> type.getType() == Object.class);
        return new Expression.Case(branches, last == null ? null : results.getLast(),
                types.isEmpty() ? SQLDataType.CLOB : TypeRules.common(types));
    }

    // ---- Aggregates and windows ----

    private Expression.Aggregate aggregate(Unresolved.Aggregate said, boolean ofGroups) {
        List<Expression> resolved = new ArrayList<>();
        said.arguments()
                .forEach(argument -> resolved.add(Resolver.settled(resolver.argument(argument, said.function()))));
        Expression.Aggregate plain = resolver.aggregate(said.function(), resolved, said.label(), ofGroups);
        Predicate only = said.filter() == null ? null : resolver.predicate(said.filter());
        return new Expression.Aggregate(
                said.function(), resolved, said.distinct(), only, orders(said.order()), plain.type());
    }

    private List<Order> orders(List<Ordered> criteria) {
        List<Order> orders = new ArrayList<>();
        criteria.forEach(one -> orders.addAll(resolver.orders(one)));
        return List.copyOf(orders);
    }

    private Expression completed(Unresolved.Aggregate said, Expression computed) {
        Expression aggregate = computed;
        Object otherwise = said.otherwise();
        if (otherwise != null) {
            aggregate = resolver.call(Function.COALESCE, List.of(aggregate, fitting(otherwise, aggregate.type())));
        }
        return said.type() == null ? aggregate : new Expression.Typed(aggregate, said.type());
    }

    /** A plain value is of the type of the aggregate, as far as it can be. */
    private Expression fitting(Object otherwise, DataType<?> type) {
        boolean ofMany = type.isArray() || type.getType() == JSONB.class;
        return switch (otherwise) {
            case Number number when Number.class.isAssignableFrom(type.getType()) -> resolver.literal(type, number);
            case Collection<?> list when ofMany -> resolver.literal(type, list);
            case Object[] list when ofMany -> resolver.literal(type, list);
            case Map<?, ?> object when ofMany -> resolver.literal(type, object);
            default -> resolver.operand(otherwise, type);
        };
    }

    /** An aggregate over a window may be of what is computed of groups, since windows see these. */
    private Expression over(Unresolved function, Unresolved.WindowSpec window) {
        if (!(function instanceof Unresolved.Aggregate said)) {
            return over(resolver.resolve(function), window);
        }
        if (said.function().isOrderedSet()) {
            throw new LookupException("The " + said.function().label() + " of '" + said.label()
                    + "' cannot be computed over a window: PostgreSQL has it of groups only.");
        }
        return completed(said, over(aggregate(said, /* ofGroups= */ true), window));
    }

    private Expression over(Expression function, Unresolved.WindowSpec window) {
        return over(function, window, arguments(window.partition()), orders(window.order()));
    }

    private static Expression.Window window(
            Expression function, List<Expression> by, List<Order> orders, @Nullable Frame frame) {
        Expression.Window window = new Expression.Window(function, by, orders, frame);
        for (Expression part : Traversal.of(window)) {
            if (Traversal.windows(part)) {
                throw Resolver.windowFirst("compute over a window with "
                        + (part instanceof Expression.Ref ref ? "'" + ref.name() + "'" : "a value"));
            }
        }
        return window;
    }

    /** What only wraps the function, such as its default, stays outside. */
    private static Expression over(
            Expression function, Unresolved.WindowSpec window, List<Expression> by, List<Order> orders) {
        return switch (function) {
            case Expression.Typed(Expression typed, var type) ->
                new Expression.Typed(over(typed, window, by, orders), type);
            case Expression.Call(Function called, List<Expression> arguments, var type) when called == Function.COALESCE
                    && arguments.get(0) instanceof Expression.Aggregate aggregate -> {
                List<Expression> windowed = new ArrayList<>(arguments);
                windowed.set(0, over(aggregate, window, by, orders));
                yield new Expression.Call(called, windowed, type);
            }
            case Expression.Call(Function called, var arguments, var type) when called.isOverWindow() ->
                window(function, by, orders, window.frame());
            case Expression.Aggregate aggregate -> {
                if (aggregate.distinct() || !aggregate.order().isEmpty()) {
                    throw new LookupException("Over a window, " + aggregate.function().label()
                            + " cannot be of distinct values, nor in an order of its own.");
                }
                yield window(aggregate, by, orders, window.frame());
            }
            default -> throw new LookupException("Only aggregates and the functions of WindowFunctions can be computed "
                    + "over a window. Compute with what comes of them: sum(\"x\").over(…).plus(1).");
        };
    }

    // ---- Full text search ----

    private Expression words(Unresolved.SearchVector vector) {
        List<Expression> all = new ArrayList<>();
        if (vector.config() != null) {
            all.add(config(vector.config()));
        }
        vector.texts().forEach(text -> all.add(resolver.argument(text)));
        return resolver.call(vector.config() == null ? Function.SEARCH_VECTOR : Function.SEARCH_VECTOR_IN, all);
    }

    private Expression weighted(@Nullable Function weight, Expression vector) {
        return weight == null ? vector : resolver.call(weight, List.of(vector));
    }

    private Expression config(Object config) {
        return resolver.call(Function.SEARCH_CONFIG, List.of(resolver.argument(config)));
    }

    private Expression query(Unresolved.SearchWords said) {
        Expression words = resolver.operand(said.text());
        return resolver.call(said.kind(),
                said.config() == null ? List.of(words) : List.of(config(said.config()), words));
    }

    private Expression rank(Unresolved.SearchRank rank) {
        List<Expression> arguments = new ArrayList<>();
        if (rank.weights() != null) {
            arguments.add(resolver.bind(SQLDataType.REAL.getArrayDataType(), rank.weights().toArray(new Float[0])));
        }
        arguments.add(resolver.resolve(rank.vector()));
        arguments.add(resolver.resolve(rank.query()));
        if (rank.normalization() != null) {
            arguments.add(resolver.argument(rank.normalization()));
        }
        Function function = rank.coverDensity()
                ? rank.weights() == null ? Function.SEARCH_RANK_CD : Function.SEARCH_RANK_CD_WEIGHTED
                : rank.weights() == null ? Function.SEARCH_RANK : Function.SEARCH_RANK_WEIGHTED;
        return resolver.call(function, arguments);
    }

    private Expression headline(Unresolved.SearchHeadline headline) {
        List<Expression> arguments = new ArrayList<>();
        if (headline.config() != null) {
            arguments.add(config(headline.config()));
        }
        arguments.add(resolver.argument(headline.text()));
        arguments.add(resolver.resolve(headline.query()));
        if (!headline.options().isEmpty()) {
            arguments.add(resolver.bind(SQLDataType.CLOB, text(headline.options())));
        }
        return resolver.call(
                headline.config() == null ? Function.SEARCH_HEADLINE : Function.SEARCH_HEADLINE_IN, arguments);
    }

    /** In the server's own syntax for options, in which quotes and backslashes are doubled. */
    private static String text(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "='"
                        + option.getValue().replace("\\", "\\\\").replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
    }
}
