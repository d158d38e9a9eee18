package dev.dunder.resolve;

import dev.dunder.query.Expression;
import dev.dunder.query.Frame;
import dev.dunder.query.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was said, as it is written in Java: {@code q("x__gt", 3).and(f("y").lt(f("z")))}. Values are shown. */
public final class SaidText {
    /** Lookups that have a method of their own. */
    private static final Set<String> METHODS = Set.of("exact", "gt", "gte", "lt", "lte", "in", "isnull");

    /** Options of headlines that are texts. */
    private static final Set<String> TEXT_OPTIONS = Set.of("StartSel", "StopSel", "FragmentDelimiter");

    private SaidText() {}

    /**
     * A condition.
     *
     * @param term what was said
     * @return how it is written
     */
    public static String of(Term term) {
        return switch (term) {
            case Term.Lookup(String path, Object value) -> call("q", JavaText.quoted(path), operand(value));
            case Term.On(Unresolved left, String lookup, Object value) -> of(left) + (METHODS.contains(lookup)
                    ? "." + lookup + "(" + operand(value) + ")"
                    : ".lookup(" + JavaText.quoted(lookup) + ", " + operand(value) + ")");
            case Term.Holds(Unresolved.Subquery exists) when exists.kind() == Expression.Subquery.Kind.EXISTS ->
                of(exists);
            case Term.Holds(Unresolved.Call matches) when matches.function() == Function.MATCHES -> of(matches);
            case Term.Holds(Unresolved expression) -> call("q", of(expression));
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
                    .map(lookup -> JavaText.quoted(lookup.path()) + ", " + operand(lookup.value()))
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
            case Unresolved.Path(String path) -> call("f", JavaText.quoted(path));
            case Unresolved.Value(Object value) -> call("value", JavaText.of(value));
            case Unresolved.TypedValue(Object value, var type) -> call("value", JavaText.of(value), type.getTypeName());
            case Unresolved.Outer outer -> outer(outer.path(), outer.levels());
            case Unresolved.Known(Expression expression) -> expression.toString();
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) when function == Function.QUERY_NOT ->
                operand(arguments.get(0)) + ".not()";
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) when isStep(function) ->
                step(function, arguments.get(0), arguments.get(1));
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) ->
                call(function.label(), arguments(arguments), unit(function, false));
            case Unresolved.Operation(Function operator, Unresolved left, Object right) ->
                of(left) + "." + call(operator.label(), operand(right));
            case Unresolved.Typed(Unresolved expression, var type) ->
                of(expression) + "." + call("typed", type.getTypeName());
            case Unresolved.Cast(Object value, var type) -> call("cast", argument(value), type.getTypeName());
            case Unresolved.ByName(List<String> names, List<@Nullable Object> arguments, var type) ->
                call("func", JavaText.quoted(String.join(".", names)), type.getTypeName(), arguments(arguments));
            case Unresolved.Collated(Object text, String collation) ->
                call("collate", argument(text), JavaText.quoted(collation));
            case Unresolved.Json(Function function, List<@Nullable Object> members) ->
                call(function.label(), function == Function.JSON_OBJECT ? members(members) : arguments(members));
            case Unresolved.Document(Object value) -> argument(value);
            case Unresolved.Slice slice ->
                call("slice", argument(slice.value()), String.valueOf(slice.from()), String.valueOf(slice.to()));
            case Unresolved.InZone(Function function, Object value, var zone) ->
                call(inZone(function), argument(value), unit(function, true), JavaText.of(zone));
            case Unresolved.Subquery(BoundQuery rows, Expression.Subquery.Kind kind) -> call(switch (kind) {
                case SCALAR -> "subquery";
                case ARRAY -> "arraySubquery";
                case EXISTS -> "exists";
            }, operand(rows));
            case Unresolved.Condition(Term term) -> of(term);
            case Unresolved.Case choice -> choice(choice);
            case Unresolved.Aggregate aggregate -> aggregate(aggregate);
            case Unresolved.Over(Unresolved function, Unresolved.WindowSpec window) ->
                of(function) + "." + call("over", of(window));
            case Unresolved.SearchVector(var texts, Object config, Function weight) ->
                call("searchVector", arguments(texts)) + config(config) + weight(weight);
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, Function weight) ->
                of(left) + "." + call("plus", of(right)) + weight(weight);
            case Unresolved.SearchWords(Function kind, Object text, Object config) ->
                call(kind.label(), operand(text)) + config(config);
            case Unresolved.SearchRank rank -> rank(rank);
            case Unresolved.SearchHeadline headline -> headline(headline);
            case Unresolved.Foreign foreign -> foreign(foreign);
        };
    }

    /**
     * What a function is over.
     *
     * @param window what was said
     * @return how it is written
     */
    public static String of(Unresolved.WindowSpec window) {
        return (window.partition().isEmpty() ? "window()" : call("partitionBy", arguments(window.partition())))
                + ordered(window.order())
                + (window.frame() == null ? "" : frame(window.frame()));
    }

    private static String frame(Frame frame) {
        return "." + call(JavaText.lower(frame.unit().name()), String.valueOf(frame.start()),
                String.valueOf(frame.end()))
                + (frame.exclusion() == null
                        ? ""
                        : "." + call("excluding", "Window.Exclusion." + frame.exclusion().name()));
    }

    private static boolean isStep(Function function) {
        return function == Function.JSON_KEY || function == Function.JSON_TEXT;
    }

    /** Keys one behind the other are of one call. */
    private static String step(Function last, @Nullable Object from, @Nullable Object key) {
        List<String> arguments = new ArrayList<>(List.of(key(key)));
        Object document = from;
        while (document instanceof Unresolved.Call(Function function, List<@Nullable Object> before)
                && isStep(function)) {
            arguments.addFirst(key(before.get(1)));
            document = before.get(0);
        }
        arguments.addFirst(argument(document));
        return call(last.label(), arguments.toArray(String[]::new));
    }

    /** Where a text by itself is no path, a value stands without {@code value(…)}. */
    private static String key(@Nullable Object key) {
        return key instanceof Unresolved.Value(Object value) ? JavaText.of(value) : operand(key);
    }

    private static String members(List<? extends @Nullable Object> keysAndValues) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < keysAndValues.size(); i++) {
            all.add(i % 2 == 0 ? key(keysAndValues.get(i)) : argument(keysAndValues.get(i)));
        }
        return String.join(", ", all);
    }

    /** Without a time zone most parts and starts of a time have a method each. */
    private static String inZone(Function function) {
        return function == Function.AT_TIME_ZONE
                ? function.label()
                : function.name().startsWith("TRUNC") ? "trunc" : "extract";
    }

    private static String unit(Function function, boolean inZone) {
        boolean said = inZone ? function != Function.AT_TIME_ZONE : function.label().equals("extract");
        return said ? JavaText.quoted(JavaText.lower(function.name().replaceFirst("^(EXTRACT|TRUNC)_", ""))) : "";
    }

    private static String rank(Unresolved.SearchRank rank) {
        List<Float> weights = rank.weights();
        return call("searchRank", of(rank.vector()), of(rank.query()))
                + (weights == null
                        ? ""
                        : "." + call("weights", weights.stream().map(String::valueOf).toArray(String[]::new)))
                + option("normalization", rank.normalization())
                + (rank.coverDensity() ? ".coverDensity()" : "");
    }

    private static String headline(Unresolved.SearchHeadline headline) {
        StringBuilder text = new StringBuilder(
                call("searchHeadline", argument(headline.text()), of(headline.query())) + config(headline.config()));
        headline.options().forEach((name, value) -> text.append('.').append(call(
                JavaText.lower(name.substring(0, 1)) + name.substring(1),
                TEXT_OPTIONS.contains(name) ? JavaText.quoted(value) : value)));
        return text.toString();
    }

    /** As jOOQ writes it, with its values. */
    private static String foreign(Unresolved.Foreign foreign) {
        StringBuilder text = new StringBuilder("jooq(").append(foreign.texts().get(0));
        for (int i = 0; i < foreign.spots().size(); i++) {
            text.append(switch (foreign.spots().get(i)) {
                case Unresolved.Spot.Bind(var param, String written) -> JavaText.of(param.getValue());
                case Unresolved.Spot.Column(var field, String written) -> written;
            }).append(foreign.texts().get(i + 1));
        }
        return JavaText.plain(text.append(')').toString());
    }

    private static String outer(String path, int levels) {
        String reference = call("outerRef", JavaText.quoted(path));
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
        return call(said.function().label(), said.arguments().isEmpty() ? JavaText.quoted("*") : aggregated(said))
                + (said.distinct() ? ".distinct()" : "")
                + (said.filter() == null ? "" : "." + call("filter", of(said.filter())))
                + ordered(said.order())
                + option("defaultTo", said.otherwise())
                + (said.type() == null ? "" : "." + call("typed", said.type().getTypeName()));
    }

    private static String aggregated(Unresolved.Aggregate said) {
        List<Object> arguments = said.arguments();
        return switch (said.function()) {
            case PERCENTILE_CONT, PERCENTILE_DISC -> place(arguments.get(1)) + ", " + argument(arguments.get(0));
            case STRING_AGG -> argument(arguments.get(0)) + ", " + key(arguments.get(1));
            default -> arguments(arguments) + (said.function().ofSample() ? ", true" : "");
        };
    }

    /** One, or several. */
    private static String place(Object place) {
        return place instanceof Unresolved.TypedValue(Object[] places, var type)
                ? JavaText.of(Arrays.asList(places))
                : key(place);
    }

    private static String ordered(List<Ordered> order) {
        return order.isEmpty()
                ? ""
                : "." + call("orderBy", order.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private static String weight(@Nullable Function weight) {
        return weight == null ? "" : "." + call("weight", "'" + weight.name().charAt(weight.name().length() - 1) + "'");
    }

    /** Its name is a text, and no path. */
    private static String config(@Nullable Object config) {
        return option("config", config instanceof Unresolved.Value(String name) ? name : config);
    }

    private static String option(String name, @Nullable Object value) {
        return value == null ? "" : "." + call(name, operand(value));
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
        return argument instanceof String path ? JavaText.quoted(path) : operand(argument);
    }

    /** Where a string is text. */
    private static String operand(@Nullable Object value) {
        return switch (value) {
            case Unresolved expression -> of(expression);
            case Term term -> of(term);
            case BoundQuery query -> "rows of " + query.query().model().name();
            case Collection<?> members -> JavaText.of(members, SaidText::operand);
            case null, default -> JavaText.of(value);
        };
    }
}
