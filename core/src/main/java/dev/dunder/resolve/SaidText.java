package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was said, as it is written in Java: {@code q("x__gt", 3).and(f("y").lt(f("z")))}. Values are shown. */
public final class SaidText {
    /** Lookups that have a method of their own. */
    private static final Set<String> METHODS = Set.of("exact", "gt", "gte", "lt", "lte", "in", "isnull");

    private SaidText() {}

    /**
     * A condition.
     *
     * @param term what was said
     * @return how it is written
     */
    public static String of(Term term) {
        return switch (term) {
            case Term.Lookup(String path, Object value) -> "q(" + quoted(path) + ", " + operand(value) + ")";
            case Term.On(Unresolved left, String lookup, Object value) -> of(left) + (METHODS.contains(lookup)
                    ? "." + lookup + "(" + operand(value) + ")"
                    : ".lookup(" + quoted(lookup) + ", " + operand(value) + ")");
            case Term.Holds(Unresolved.Subquery exists) when exists.kind() == Expression.Subquery.Kind.EXISTS ->
                of(exists);
            case Term.Holds(Unresolved expression) -> "q(" + of(expression) + ")";
            case Term.And(List<Term> all) -> all(all);
            case Term.Or(List<Term> any) -> joined(any, "or");
            case Term.Xor(List<Term> odd) -> joined(odd, "xor");
            case Term.Not(Term negated) -> of(negated) + ".not()";
        };
    }

    private static String all(List<Term> all) {
        if (all.stream().allMatch(Term.Lookup.class::isInstance)) {
            return all.stream()
                    .map(term -> (Term.Lookup) term)
                    .map(lookup -> quoted(lookup.path()) + ", " + operand(lookup.value()))
                    .collect(Collectors.joining(", ", "q(", ")"));
        }
        return joined(all, "and");
    }

    private static String joined(List<Term> terms, String method) {
        return of(terms.get(0)) + terms.stream()
                .skip(1)
                .map(term -> "." + method + "(" + of(term) + ")")
                .collect(Collectors.joining());
    }

    /**
     * An expression.
     *
     * @param said what was said
     * @return how it is written
     */
    public static String of(Unresolved said) {
        return switch (said) {
            case Unresolved.Path(String path) -> call("f", quoted(path));
            case Unresolved.Value(Object value) -> call("value", literal(value));
            case Unresolved.TypedValue(Object value, var type) -> call("value", literal(value), type.getTypeName());
            case Unresolved.Outer outer -> outer(outer.path(), outer.levels());
            case Unresolved.Known(Expression expression) -> expression.toString();
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) when function == Function.QUERY_NOT ->
                operand(arguments.get(0)) + ".not()";
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) ->
                call(function.label(), arguments(arguments));
            case Unresolved.Operation(Function operator, Unresolved left, Object right) ->
                of(left) + "." + call(method(operator), operand(right));
            case Unresolved.Typed(Unresolved expression, var type) ->
                of(expression) + "." + call("typed", type.getTypeName());
            case Unresolved.Cast(Object value, var type) -> call("cast", argument(value), type.getTypeName());
            case Unresolved.ByName(List<String> names, List<@Nullable Object> arguments, var type) ->
                call("func", quoted(String.join(".", names)), type.getTypeName(), arguments(arguments));
            case Unresolved.Collated(Object text, String collation) ->
                call("collate", argument(text), quoted(collation));
            case Unresolved.Json(Function function, List<@Nullable Object> members) ->
                call(function.label(), arguments(members));
            case Unresolved.Document(Object value) -> argument(value);
            case Unresolved.Slice slice ->
                call("slice", argument(slice.value()), String.valueOf(slice.from()), String.valueOf(slice.to()));
            case Unresolved.InZone(Function function, Object value, var zone) ->
                call(function.label(), argument(value), zone.toString());
            case Unresolved.Subquery(BoundQuery rows, Expression.Subquery.Kind kind) -> call(switch (kind) {
                case SCALAR -> "subquery";
                case ARRAY -> "arraySubquery";
                case EXISTS -> "exists";
            }, operand(rows));
            case Unresolved.Condition(Term term) -> of(term);
            case Unresolved.Case choice -> choice(choice);
            case Unresolved.Aggregate aggregate -> aggregate(aggregate);
            case Unresolved.Over(Unresolved function, Unresolved.WindowSpec window) ->
                of(function) + "." + call("over", window(window));
            case Unresolved.SearchVector(var texts, Object config, Function weight) ->
                call("searchVector", arguments(texts)) + config(config) + weight(weight);
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, Function weight) ->
                of(left) + "." + call("plus", of(right)) + weight(weight);
            case Unresolved.SearchWords(Function kind, Object text, Object config) ->
                call(words(kind), operand(text)) + config(config);
            case Unresolved.SearchRank rank -> call("searchRank", of(rank.vector()), of(rank.query()));
            case Unresolved.SearchHeadline headline ->
                call("searchHeadline", argument(headline.text()), of(headline.query()));
            case Unresolved.Foreign foreign -> "jooq" + foreign.texts();
        };
    }

    private static String outer(String path, int levels) {
        String reference = call("outerRef", quoted(path));
        return levels == 1 ? reference : call("outerRef", outer(path, levels - 1));
    }

    private static String choice(Unresolved.Case choice) {
        String branches = choice.branches().stream()
                .map(branch -> call("when", of(branch.condition()), argument(branch.result())))
                .collect(Collectors.joining("."));
        Unresolved.Otherwise otherwise = choice.otherwise();
        return otherwise == null ? branches : branches + "." + call("otherwise", argument(otherwise.result()));
    }

    private static String aggregate(Unresolved.Aggregate said) {
        return call(said.function().label(), said.arguments().isEmpty() ? quoted("*") : arguments(said.arguments()))
                + (said.distinct() ? ".distinct()" : "")
                + (said.filter() == null ? "" : "." + call("filter", of(said.filter())))
                + ordered(said.order())
                + option("defaultTo", said.otherwise());
    }

    private static String window(Unresolved.WindowSpec window) {
        return (window.partition().isEmpty() ? "window()" : call("partitionBy", arguments(window.partition())))
                + ordered(window.order())
                + (window.frame() == null ? "" : "." + window.frame());
    }

    private static String ordered(List<Ordered> order) {
        return order.isEmpty()
                ? ""
                : "." + call("orderBy", order.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private static String weight(@Nullable Function weight) {
        return weight == null ? "" : "." + call("weight", "'" + weight.name().charAt(weight.name().length() - 1) + "'");
    }

    private static String words(Function kind) {
        return switch (kind) {
            case QUERY_PHRASE -> "phraseQuery";
            case QUERY_RAW -> "rawQuery";
            case QUERY_WEBSEARCH -> "websearchQuery";
            default -> "searchQuery";
        };
    }

    /** Its name is a text, and no path. */
    private static String config(@Nullable Object config) {
        return option("config", config instanceof Unresolved.Value(String name) ? name : config);
    }

    private static String option(String name, @Nullable Object value) {
        return value == null ? "" : "." + call(name, operand(value));
    }

    /** {@code DIVIDED_BY} is {@code dividedBy}. */
    private static String method(Function operator) {
        if (operator == Function.MODULO) {
            return "mod";
        }
        StringBuilder camel = new StringBuilder();
        for (String word : operator.name().replace("QUERY_", "").toLowerCase(Locale.ROOT).split("_", -1)) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    private static String call(String name, String... arguments) {
        return name + "("
                + Arrays.stream(arguments).filter(one -> !one.isEmpty()).collect(Collectors.joining(", ")) + ")";
    }

    private static String arguments(List<? extends @Nullable Object> arguments) {
        return arguments.stream().map(SaidText::argument).collect(Collectors.joining(", "));
    }

    /** Where a string is a path. */
    private static String argument(@Nullable Object argument) {
        return argument instanceof String path ? quoted(path) : operand(argument);
    }

    /** Where a string is text. */
    private static String operand(@Nullable Object value) {
        return switch (value) {
            case Unresolved expression -> of(expression);
            case Term term -> of(term);
            case BoundQuery query -> "rows of " + query.query().model().name();
            case null, default -> literal(value);
        };
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case Collection<?> members -> listed(new ArrayList<@Nullable Object>(members));
            case Object[] members -> listed(Arrays.asList(members));
            case null, default -> LookupException.plain(String.valueOf(value));
        };
    }

    private static String listed(List<? extends @Nullable Object> members) {
        return members.stream().map(SaidText::operand).collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private static String quoted(String text) {
        return '"' + LookupException.plain(text).replace("\"", "\\\"") + '"';
    }
}
