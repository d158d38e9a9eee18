package dev.dunder.conformance;

import static dev.dunder.Dunder.arraySubquery;
import static dev.dunder.Dunder.exists;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.outerRef;
import static dev.dunder.Dunder.q;
import static dev.dunder.Dunder.subquery;
import static dev.dunder.Dunder.when;
import static dev.dunder.Dunder.window;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dunder.Dunder;
import dev.dunder.Expr;
import dev.dunder.Ordering;
import dev.dunder.Q;
import dev.dunder.When;
import dev.dunder.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;

/** Recorded expressions, said through the public interface. */
record Expressions(Replay replay) {
    /** The parts of {@code {"$expr": {"name": …, "args": …, "kwargs": …}}}. */
    record Named(Expressions expressions, String name, List<JsonNode> args, Map<String, JsonNode> kwargs) {
        static Named of(Expressions expressions, JsonNode expression) {
            JsonNode content = expression.get("$expr");
            return new Named(expressions, content.get("name").asText(), Json.list(content.path("args")),
                    Json.map(content.path("kwargs")));
        }

        JsonNode given(int place, String name) {
            if (args.size() > place) {
                return args.get(place);
            }
            JsonNode named = kwargs.get(name);
            return named == null ? JsonNodeFactory.instance.missingNode() : named;
        }

        Expr arg(int place, String name) {
            return expressions.argument(given(place, name));
        }

        Expr arg(int place) {
            return arg(place, "expression");
        }

        /** The first argument where that is a name; an aggregate of it has a name of its own. */
        @Nullable
        String path() {
            JsonNode first = given(0, "expression");
            return first.isTextual() ? first.asText() : first.path("$F").isTextual() ? first.get("$F").asText() : null;
        }

        /** A path as it was said, or an expression. */
        Object plain(int place) {
            String path = path();
            return path == null ? arg(place) : path;
        }

        List<Expr> all() {
            return args.stream().map(expressions::argument).toList();
        }

        boolean flag(String name) {
            return given(Integer.MAX_VALUE, name).asBoolean();
        }

        boolean has(String name) {
            JsonNode given = given(Integer.MAX_VALUE, name);
            return !given.isMissingNode() && !given.isNull();
        }
    }

    /** As Django calls an expression without a name: by its class, and a number that nothing else has. */
    static String nameOf(JsonNode arg, Case.Call op, int place) {
        String prefix = arg.path("$expr").path("name").asText(arg.has("$combined") ? "CombinedExpression" : "value")
                .toLowerCase(Locale.ROOT);
        List<String> taken = Json.texts(op.args());
        return IntStream.iterate(place + 1, number -> number + 1).mapToObj(number -> prefix + number)
                .filter(name -> !taken.contains(name)).findFirst().orElseThrow();
    }

    /** In the place of an expression a string is a path. */
    Expr argument(JsonNode json) {
        return json.isTextual() ? f(json.asText()) : expression(json);
    }

    Expr expression(JsonNode json) {
        if (!json.isObject() || json.isEmpty()) {
            return Dunder.value(replay.value(json));
        }
        Map.Entry<String, JsonNode> first = json.properties().iterator().next();
        JsonNode content = first.getValue();
        return switch (first.getKey()) {
            case "$F" -> f(content.asText());
            case "$OuterRef" -> content.isTextual() ? outerRef(content.asText()) : outerRef(expression(content));
            case "$Q" -> replay.condition(json).as("condition");
            case "$qs" -> subquery(replay.objects(content));
            case "$combined" -> combined(content);
            case "$expr" -> named(Named.of(this, json));
            default -> Dunder.value(replay.value(json));
        };
    }

    /** An expression, a condition, or what else stands for a value. */
    Object value(JsonNode json) {
        if (json.has("$expr") || json.has("$F") || json.has("$OuterRef") || json.has("$combined")) {
            return json.has("$expr") && isCondition(json) ? condition(json) : expression(json);
        }
        throw new Inexpressible(json.properties().iterator().next().getKey() + " as a value");
    }

    private Expr combined(JsonNode content) {
        Expr left = expression(content.get("lhs"));
        JsonNode rhs = content.get("rhs");
        Object right = rhs.isObject() && !rhs.has("$duration") ? expression(rhs) : replay.value(rhs);
        Expr result = switch (content.get("op").asText()) {
            case "+" -> left.plus(right);
            case "-" -> left.minus(right);
            case "*" -> left.times(right);
            case "/" -> left.dividedBy(right);
            case "%%", "%" -> left.mod(right);
            case "^" -> left.power(right);
            case "&" -> left.bitAnd(right);
            case "|" -> left.bitOr(right);
            case "#" -> left.bitXor(right);
            case "<<" -> left.shiftLeft(right);
            case ">>" -> left.shiftRight(right);
            default -> throw new Inexpressible("the operator " + content.get("op").asText());
        };
        return typed(result, content.path("output_field"));
    }

    private static Expr typed(Expr expression, JsonNode field) {
        return field.isObject() ? expression.typed(FieldTypes.of(field)) : expression;
    }

    private Expr named(Named named) {
        Expr result = switch (named.name()) {
            case "Value" -> constant(named);
            case "Case" -> cases(named);
            case "ExpressionWrapper" -> named.arg(0, "expression");
            case "Subquery" -> subquery(replay.objects(named.given(0, "queryset").get("$qs")));
            case "ArraySubquery" -> arraySubquery(replay.objects(named.given(0, "queryset").get("$qs")));
            case "Window" -> Functions.over(Named.of(this, named.given(0, "expression")), windowOf(named));
            case "Func" -> func(named);
            default -> isCondition(named.name()) ? condition(named).as("condition") : Functions.of(named);
        };
        JsonNode field = named.given(Integer.MAX_VALUE, "output_field");
        return switch (named.name()) {
            case "Value", "Cast" -> result;
            // What it truncates to may be less than a point in time.
            case "Trunc", "TruncYear", "TruncQuarter", "TruncMonth", "TruncWeek", "TruncDay" ->
                field.isObject() ? Functions.truncated(named, result, FieldTypes.of(field)) : result;
            default -> typed(result, field);
        };
    }

    /** Any function of the server by its name. */
    private Expr func(Named named) {
        JsonNode rows = named.given(0, "").path("$expr").path("args").path(0).path("$qs");
        String function = named.given(Integer.MAX_VALUE, "function").asText();
        if (function.equals("ARRAY") && rows.isObject()) {
            return arraySubquery(replay.objects(rows));
        }
        String known = Functions.named(function);
        if (known != null) {
            return Functions.of(new Named(this, known, named.args(), named.kwargs()));
        }
        JsonNode field = named.given(Integer.MAX_VALUE, "output_field");
        DataType<?> type = field.isObject() ? FieldTypes.of(field) : SQLDataType.OTHER;
        return dev.dunder.Functions.func(function, type, named.all().toArray());
    }

    private Expr constant(Named named) {
        JsonNode field = named.given(1, "output_field");
        Object constant = replay.value(named.given(0, "value"));
        if (constant == null && field.path("$field").asText().equals("JSONField")) {
            // Null as JSON has it.
            constant = JSONB.valueOf("null");
        }
        return field.isObject() ? Dunder.value(constant, FieldTypes.of(field)) : Dunder.value(constant);
    }

    private Expr cases(Named named) {
        When cases = null;
        for (JsonNode branch : named.args()) {
            Named one = Named.of(this, branch);
            Q<Object> condition = q();
            for (JsonNode arg : one.args()) {
                condition = condition.and(replay.condition(arg));
            }
            for (Map.Entry<String, JsonNode> lookup : one.kwargs().entrySet()) {
                if (!lookup.getKey().equals("then")) {
                    condition = condition.and(replay.lookup(lookup.getKey(), lookup.getValue()));
                }
            }
            Expr then = argument(one.given(1, "then"));
            cases = cases == null ? when(condition, then) : cases.when(condition, then);
        }
        boolean otherwise = named.has("default");
        if (cases == null) {
            return otherwise ? named.arg(Integer.MAX_VALUE, "default") : Dunder.value(null);
        }
        return otherwise ? cases.otherwise(named.arg(Integer.MAX_VALUE, "default")) : cases;
    }

    // ---- Conditions ----

    private static boolean isCondition(JsonNode json) {
        return isCondition(json.get("$expr").get("name").asText());
    }

    private static boolean isCondition(String name) {
        return name.equals("Exists") || name.equals("NegatedExpression") || Lookups.named(name) != null
                || Tuples.compares(name);
    }

    Q<Object> condition(JsonNode json) {
        return json.has("$expr") && isCondition(json) ? condition(Named.of(this, json)) : q(expression(json));
    }

    private Q<Object> condition(Named named) {
        String lookup = Lookups.named(named.name());
        if (lookup != null) {
            return lookup(named, lookup);
        }
        return switch (named.name()) {
            case "Exists" -> exists(replay.objects(named.given(0, "queryset").get("$qs")));
            case "NegatedExpression" -> replay.condition(named.given(0, "expression")).not();
            default -> Tuples.compares(named.name()) ? Tuples.condition(named) : q(named(named));
        };
    }

    private Q<Object> lookup(Named named, String lookup) {
        return expression(named.given(0, "lhs")).lookup(lookup, replay.value(named.given(1, "rhs")));
    }

    // ---- Orderings and windows ----

    /** A path, or what says that it is descending or where nulls are. */
    Object criterion(JsonNode json) {
        if (json.isTextual()) {
            return json.asText();
        }
        if (!json.path("$expr").path("name").asText().equals("OrderBy")) {
            return expression(json);
        }
        return ordering(json);
    }

    Ordering<Object> ordering(JsonNode json) {
        if (json.isTextual()) {
            String path = json.asText();
            return path.startsWith("-") ? f(path.substring(1)).desc() : f(path).asc();
        }
        if (!json.path("$expr").path("name").asText().equals("OrderBy")) {
            return expression(json).asc();
        }
        Named named = Named.of(this, json);
        Expr expression = named.arg(0, "expression");
        Ordering<Object> ordering = named.flag("descending") ? expression.desc() : expression.asc();
        if (named.flag("nulls_first")) {
            return ordering.nullsFirst();
        }
        return named.flag("nulls_last") ? ordering.nullsLast() : ordering;
    }

    /** One, or a list of several. */
    List<JsonNode> several(JsonNode json) {
        for (String tag : List.of("$list", "$tuple")) {
            if (json.has(tag)) {
                return Json.list(json.get(tag));
            }
        }
        return json.isMissingNode() || json.isNull() ? List.of() : json.isArray() ? Json.list(json) : List.of(json);
    }

    private Window windowOf(Named named) {
        Window window = window();
        List<Object> partition = new ArrayList<>();
        several(named.given(1, "partition_by")).forEach(one -> partition.add(argument(one)));
        if (!partition.isEmpty()) {
            window = window.partitionBy(partition.toArray());
        }
        List<Object> order = new ArrayList<>();
        several(named.given(2, "order_by")).forEach(one -> order.add(criterion(one)));
        if (!order.isEmpty()) {
            window = window.orderBy(order.toArray());
        }
        JsonNode frame = named.given(3, "frame");
        return frame.has("$expr") ? framed(window, Named.of(this, frame)) : window;
    }

    private static Window framed(Window window, Named frame) {
        Integer start = number(frame.given(0, "start"));
        Integer end = number(frame.given(1, "end"));
        Window framed = switch (frame.name()) {
            case "RowRange" -> window.rows(start, end);
            case "ValueRange" -> window.range(start, end);
            default -> throw new Inexpressible("the frame " + frame.name());
        };
        String exclusion = frame.given(2, "exclusion").path("$enum").asText();
        return exclusion.isEmpty()
                ? framed
                : framed.excluding(Window.Exclusion.valueOf(
                        exclusion.substring(exclusion.indexOf('.') + 1)
                                .toUpperCase(Locale.ROOT)));
    }

    private static @Nullable Integer number(JsonNode json) {
        return json.isInt() ? json.asInt() : null;
    }
}
