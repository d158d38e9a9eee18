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

/** What was said, as it is written in Java: {@code q("x__gt", 3).and(f("y").lt(f("z")))}. For one thread. */
public final class SaidText {
    /** Lookups that have a method of their own. */
    private static final Set<String> METHODS = Set.of("exact", "gt", "gte", "lt", "lte", "in", "isnull");

    /** Options of headlines that are texts. */
    private static final Set<String> TEXT_OPTIONS = Set.of("StartSel", "StopSel", "FragmentDelimiter");

    /** Stands before the condition that is looked for: no text has it, as what is printed is on one line. */
    static final char MARK = '\0';

    private final boolean values;
    private final @Nullable Term marked;

    private SaidText(boolean values, @Nullable Term marked) {
        this.values = values;
        this.marked = marked;
    }

    /**
     * A condition, values too.
     *
     * @param term what was said
     * @return how it is written
     */
    public static String of(Term term) {
        return new SaidText(true, null).text(term);
    }

    /**
     * An expression, values too.
     *
     * @param said what was said
     * @return how it is written
     */
    public static String of(Unresolved said) {
        return new SaidText(true, null).text(said);
    }

    /**
     * What a function is over, values too.
     *
     * @param window what was said
     * @return how it is written
     */
    public static String of(Unresolved.WindowSpec window) {
        return new SaidText(true, null).text(window);
    }

    /**
     * A criterion of an order, values too.
     *
     * @param criterion what was said
     * @return how it is written
     */
    static String of(Ordered criterion) {
        return new SaidText(true, null).text(criterion);
    }

    /** A condition without its values, which may be secrets, and with a mark before a part of it. */
    static String marked(Term whole, Term part) {
        return new SaidText(false, part).text(whole);
    }

    private String text(Term term) {
        return mark(term) + switch (term) {
            case Term.Lookup(String path, Object value) -> call("q", JavaText.quoted(path), operand(value));
            case Term.On(Unresolved left, String lookup, Object value) -> text(left) + (METHODS.contains(lookup)
                    ? "." + lookup + "(" + operand(value) + ")"
                    : ".lookup(" + JavaText.quoted(lookup) + ", " + operand(value) + ")");
            case Term.Holds(Unresolved.Subquery exists) when exists.kind() == Expression.Subquery.Kind.EXISTS ->
                text(exists);
            case Term.Holds(Unresolved.Call matches) when matches.function() == Function.MATCHES -> text(matches);
            case Term.Holds(Unresolved expression) -> call("q", text(expression));
            case Term.And(List<Term> all) -> all(all);
            case Term.Or(List<Term> any) -> joined(any, "or");
            case Term.Xor(List<Term> odd) -> joined(odd, "xor");
            case Term.Not(Term negated) -> text(negated) + ".not()";
        };
    }

    @SuppressWarnings("ReferenceEquality") // the same may be said twice
    private String mark(Term term) {
        return term == marked ? String.valueOf(MARK) : "";
    }

    private String all(List<Term> all) {
        if (all.stream().allMatch(Term.Lookup.class::isInstance)) {
            return all.stream()
                    .map(term -> (Term.Lookup) term)
                    .map(lookup -> mark(lookup) + JavaText.quoted(lookup.path()) + ", " + operand(lookup.value()))
                    .collect(Collectors.joining(", ", "q(", ")"));
        }
        return joined(all, "and");
    }

    private String joined(List<Term> terms, String method) {
        return text(terms.get(0)) + terms.stream()
                .skip(1)
                .map(term -> "." + method + "(" + text(term) + ")")
                .collect(Collectors.joining());
    }

    private String text(Unresolved said) {
        return switch (said) {
            case Unresolved.Path(String path) -> call("f", JavaText.quoted(path));
            case Unresolved.Value(Object value) -> call("value", value(value));
            case Unresolved.TypedValue(Object value, var type) -> call("value", value(value), type.getTypeName());
            case Unresolved.Outer outer -> outer(outer.path(), outer.levels());
            case Unresolved.Known(Expression expression) -> expression.toString();
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) when function == Function.QUERY_NOT ->
                operand(arguments.get(0)) + ".not()";
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) when isStep(function) ->
                step(function, arguments.get(0), arguments.get(1));
            case Unresolved.Call(Function function, List<@Nullable Object> arguments) ->
                call(function.label(), arguments(arguments), unit(function, false));
            case Unresolved.Operation(Function operator, Unresolved left, Object right) ->
                text(left) + "." + call(operator.label(), operand(right));
            case Unresolved.Typed(Unresolved expression, var type) ->
                text(expression) + "." + call("typed", type.getTypeName());
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
            case Unresolved.Condition(Term term) -> text(term);
            case Unresolved.Case choice -> choice(choice);
            case Unresolved.Aggregate aggregate -> aggregate(aggregate);
            case Unresolved.Over(Unresolved function, Unresolved.WindowSpec window) ->
                text(function) + "." + call("over", text(window));
            case Unresolved.SearchVector(var texts, Object config, Function weight) ->
                call("searchVector", arguments(texts)) + config(config) + weight(weight);
            case Unresolved.SearchVectors(Unresolved left, Unresolved right, Function weight) ->
                text(left) + "." + call("plus", text(right)) + weight(weight);
            case Unresolved.SearchWords(Function kind, Object text, Object config) ->
                call(kind.label(), operand(text)) + config(config);
            case Unresolved.SearchRank rank -> rank(rank);
            case Unresolved.SearchHeadline headline -> headline(headline);
            case Unresolved.Foreign foreign -> foreign(foreign);
        };
    }

    private String text(Unresolved.WindowSpec window) {
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
    private String step(Function last, @Nullable Object from, @Nullable Object key) {
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
    private String key(@Nullable Object key) {
        return key instanceof Unresolved.Value(Object value) ? value(value) : operand(key);
    }

    private String members(List<? extends @Nullable Object> keysAndValues) {
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

    private String rank(Unresolved.SearchRank rank) {
        List<Float> weights = rank.weights();
        return call("searchRank", text(rank.vector()), text(rank.query()))
                + (weights == null
                        ? ""
                        : "." + call("weights", weights.stream().map(String::valueOf).toArray(String[]::new)))
                + option("normalization", rank.normalization())
                + (rank.coverDensity() ? ".coverDensity()" : "");
    }

    private String headline(Unresolved.SearchHeadline headline) {
        StringBuilder text = new StringBuilder(
                call("searchHeadline", argument(headline.text()), text(headline.query())) + config(headline.config()));
        headline.options().forEach((name, value) -> text.append('.').append(call(
                JavaText.lower(name.substring(0, 1)) + name.substring(1),
                TEXT_OPTIONS.contains(name) ? value(value) : value)));
        return text.toString();
    }

    /** As jOOQ writes it, with its values, some of which may stand in its text. */
    private String foreign(Unresolved.Foreign foreign) {
        if (!values) {
            return call("jooq", "…");
        }
        StringBuilder text = new StringBuilder("jooq(").append(foreign.texts().get(0));
        for (int i = 0; i < foreign.spots().size(); i++) {
            text.append(switch (foreign.spots().get(i)) {
                case Unresolved.Spot.Bind(var param, String written) -> value(param.getValue());
                case Unresolved.Spot.Column(var field, String written) -> written;
            }).append(foreign.texts().get(i + 1));
        }
        return JavaText.plain(text.append(')').toString());
    }

    private String outer(String path, int levels) {
        String reference = call("outerRef", JavaText.quoted(path));
        return levels == 1 ? reference : call("outerRef", outer(path, levels - 1));
    }

    private String choice(Unresolved.Case choice) {
        String branches = choice.branches().stream()
                .map(branch -> call("when", text(branch.condition()), argument(branch.result())))
                .collect(Collectors.joining("."));
        Unresolved.Otherwise otherwise = choice.otherwise();
        return otherwise == null ? branches : branches + "." + call("otherwise", argument(otherwise.result()));
    }

    private String aggregate(Unresolved.Aggregate said) {
        return call(said.function().label(), said.arguments().isEmpty() ? JavaText.quoted("*") : aggregated(said))
                + (said.distinct() ? ".distinct()" : "")
                + (said.filter() == null ? "" : "." + call("filter", text(said.filter())))
                + ordered(said.order())
                + option("defaultTo", said.otherwise())
                + (said.type() == null ? "" : "." + call("typed", said.type().getTypeName()));
    }

    private String aggregated(Unresolved.Aggregate said) {
        List<Object> arguments = said.arguments();
        return switch (said.function()) {
            case PERCENTILE_CONT, PERCENTILE_DISC -> place(arguments.get(1)) + ", " + argument(arguments.get(0));
            case STRING_AGG -> argument(arguments.get(0)) + ", " + key(arguments.get(1));
            default -> arguments(arguments) + (said.function().ofSample() ? ", true" : "");
        };
    }

    /** One, or several. */
    private String place(Object place) {
        return place instanceof Unresolved.TypedValue(Object[] places, var type)
                ? value(Arrays.asList(places))
                : key(place);
    }

    private String ordered(List<Ordered> order) {
        return order.isEmpty()
                ? ""
                : "." + call("orderBy", order.stream().map(this::text).collect(Collectors.joining(", ")));
    }

    private String text(Ordered criterion) {
        return switch (criterion) {
            case Ordered.Path(String path, Boolean nullsFirst) when nullsFirst == null -> JavaText.quoted(path);
            case Ordered.Path(String path, Boolean nullsFirst) ->
                "Ordering." + call("by", JavaText.quoted(path)) + nulls(nullsFirst);
            case Ordered.By(Unresolved expression, boolean descending, Boolean nullsFirst) ->
                text(expression) + (descending ? ".desc()" : ".asc()") + nulls(nullsFirst);
        };
    }

    private static String nulls(@Nullable Boolean first) {
        return first == null ? "" : first ? ".nullsFirst()" : ".nullsLast()";
    }

    private String weight(@Nullable Function weight) {
        return weight == null ? "" : "." + call("weight", "'" + weight.name().charAt(weight.name().length() - 1) + "'");
    }

    /** Its name is a text, and no path. */
    private String config(@Nullable Object config) {
        return option("config", config instanceof Unresolved.Value(String name) ? name : config);
    }

    private String option(String name, @Nullable Object value) {
        return value == null ? "" : "." + call(name, operand(value));
    }

    private static String call(String name, String... arguments) {
        return name + "("
                + Arrays.stream(arguments).filter(one -> !one.isEmpty()).collect(Collectors.joining(", ")) + ")";
    }

    private String arguments(List<? extends @Nullable Object> arguments) {
        return arguments.stream().map(this::argument).collect(Collectors.joining(", "));
    }

    /** Where a string is a path. */
    private String argument(@Nullable Object argument) {
        return argument instanceof String path ? JavaText.quoted(path) : operand(argument);
    }

    /** Where a string is text. */
    private String operand(@Nullable Object value) {
        return switch (value) {
            case Unresolved expression -> text(expression);
            case Term term -> text(term);
            case BoundQuery query -> "rows of " + query.query().model().name();
            case Collection<?> members when values || members.stream().anyMatch(Comparisons::isComputed) ->
                JavaText.of(members, this::operand);
            case null, default -> value(value);
        };
    }

    private String value(@Nullable Object value) {
        return values ? JavaText.of(value) : "…";
    }
}
