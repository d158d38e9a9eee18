package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Aggregate;
import dev.dunder.DateFunctions;
import dev.dunder.Dunder;
import dev.dunder.Expr;
import dev.dunder.NumberFunctions;
import dev.dunder.Statistics;
import dev.dunder.TextFunctions;
import dev.dunder.WindowFunction;
import dev.dunder.WindowFunctions;
import dev.dunder.conformance.Expressions.Named;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Django's functions, and ours. */
final class Functions {
    /** Of one value. */
    private static final Map<String, Function<Expr, Expr>> ONE = Map.ofEntries(
            Map.entry("Abs", NumberFunctions::abs), Map.entry("ACos", NumberFunctions::acos),
            Map.entry("ASin", NumberFunctions::asin), Map.entry("ATan", NumberFunctions::atan),
            Map.entry("Ceil", NumberFunctions::ceil), Map.entry("Cos", NumberFunctions::cos),
            Map.entry("Cot", NumberFunctions::cot), Map.entry("Degrees", NumberFunctions::degrees),
            Map.entry("Exp", NumberFunctions::exp), Map.entry("Floor", NumberFunctions::floor),
            Map.entry("Ln", NumberFunctions::ln), Map.entry("Radians", NumberFunctions::radians),
            Map.entry("Sign", NumberFunctions::sign), Map.entry("Sin", NumberFunctions::sin),
            Map.entry("Sqrt", NumberFunctions::sqrt), Map.entry("Tan", NumberFunctions::tan),
            Map.entry("Chr", TextFunctions::chr), Map.entry("Length", TextFunctions::length),
            Map.entry("Lower", TextFunctions::lower), Map.entry("Upper", TextFunctions::upper),
            Map.entry("LTrim", TextFunctions::lTrim), Map.entry("RTrim", TextFunctions::rTrim),
            Map.entry("Trim", TextFunctions::trim), Map.entry("MD5", TextFunctions::md5),
            Map.entry("Ord", TextFunctions::ord), Map.entry("Reverse", TextFunctions::reverse),
            Map.entry("SHA1", TextFunctions::sha1), Map.entry("SHA224", TextFunctions::sha224),
            Map.entry("SHA256", TextFunctions::sha256), Map.entry("SHA384", TextFunctions::sha384),
            Map.entry("SHA512", TextFunctions::sha512));

    /** Of two values. */
    private static final Map<String, BiFunction<Expr, Expr, Expr>> TWO = Map.ofEntries(
            Map.entry("ATan2", NumberFunctions::atan2), Map.entry("Log", NumberFunctions::log),
            Map.entry("Mod", NumberFunctions::mod), Map.entry("Power", NumberFunctions::power),
            Map.entry("Left", TextFunctions::left), Map.entry("Right", TextFunctions::right),
            Map.entry("Repeat", TextFunctions::repeat), Map.entry("StrIndex", TextFunctions::strIndex),
            Map.entry("NullIf", dev.dunder.Functions::nullIf));

    private static final Map<String, Function<Named, Expr>> OTHERS = Map.ofEntries(
            Map.entry("Pi", call -> NumberFunctions.pi()), Map.entry("Random", call -> NumberFunctions.random()),
            Map.entry("Round", call -> call.args().size() > 1
                    ? NumberFunctions.round(call.arg(0), call.arg(1))
                    : NumberFunctions.round(call.arg(0))),
            Map.entry("Now", call -> DateFunctions.now()),
            Map.entry("Replace", call -> call.args().size() > 2
                    ? TextFunctions.replace(call.arg(0), call.arg(1), call.arg(2))
                    : TextFunctions.replace(call.arg(0), call.arg(1))),
            Map.entry("Substr", call -> call.args().size() > 2
                    ? TextFunctions.substr(call.arg(0), call.arg(1), call.arg(2))
                    : TextFunctions.substr(call.arg(0), call.arg(1))),
            Map.entry("LPad", call -> call.args().size() > 2
                    ? TextFunctions.lPad(call.arg(0), call.arg(1), call.arg(2))
                    : TextFunctions.lPad(call.arg(0), call.arg(1))),
            Map.entry("RPad", call -> call.args().size() > 2
                    ? TextFunctions.rPad(call.arg(0), call.arg(1), call.arg(2))
                    : TextFunctions.rPad(call.arg(0), call.arg(1))),
            Map.entry("Concat", call -> several(call, TextFunctions::concat)),
            Map.entry("Coalesce", call -> several(call, dev.dunder.Functions::coalesce)),
            Map.entry("Greatest", call -> several(call, dev.dunder.Functions::greatest)),
            Map.entry("Least", call -> several(call, dev.dunder.Functions::least)),
            Map.entry("Cast", call -> dev.dunder.Functions.cast(
                    call.arg(0), FieldTypes.of(call.given(1, "output_field")))),
            Map.entry("Collate", call -> dev.dunder.Functions.collate(
                    call.arg(0), call.given(1, "collation").asText())),
            Map.entry("JSONArray", call -> dev.dunder.Functions.jsonArray(call.all().toArray())),
            Map.entry("JSONObject", Functions::jsonObject),
            Map.entry("Sliced", Functions::slice),
            Map.entry("KeyTransform", call -> dev.dunder.Functions.jsonKey(document(call), key(call))),
            Map.entry("KeyTextTransform", call -> dev.dunder.Functions.jsonText(document(call), key(call))));

    /** Of other rows. */
    private static final Map<String, Function<Named, WindowFunction>> WINDOW = Map.ofEntries(
            Map.entry("CumeDist", call -> WindowFunctions.cumeDist()),
            Map.entry("DenseRank", call -> WindowFunctions.denseRank()),
            Map.entry("PercentRank", call -> WindowFunctions.percentRank()),
            Map.entry("Rank", call -> WindowFunctions.rank()),
            Map.entry("RowNumber", call -> WindowFunctions.rowNumber()),
            Map.entry("Ntile", call -> WindowFunctions.ntile(call.given(0, "num_buckets").asInt(1))),
            Map.entry("FirstValue", call -> WindowFunctions.firstValue(call.arg(0))),
            Map.entry("LastValue", call -> WindowFunctions.lastValue(call.arg(0))),
            Map.entry("NthValue", call -> WindowFunctions.nthValue(call.arg(0), call.given(1, "nth").asInt(1))),
            Map.entry("Lag", call -> shifted(call, WindowFunctions::lag)),
            Map.entry("Lead", call -> shifted(call, WindowFunctions::lead)));

    private static final Map<String, Function<Named, Aggregate<?>>> AGGREGATES = Map.ofEntries(
            Map.entry("Avg", call -> call.path() != null ? Dunder.avg(call.path()) : Dunder.avg(call.arg(0))),
            Map.entry("Count", call -> call.path() != null ? Dunder.count(call.path()) : Dunder.count(call.arg(0))),
            Map.entry("Max", call -> call.path() != null ? Dunder.max(call.path()) : Dunder.max(call.arg(0))),
            Map.entry("Min", call -> call.path() != null ? Dunder.min(call.path()) : Dunder.min(call.arg(0))),
            Map.entry("Sum", call -> call.path() != null ? Dunder.sum(call.path()) : Dunder.sum(call.arg(0))),
            Map.entry("StdDev", call -> dev.dunder.Functions.stdDev(call.plain(0), call.flag("sample"))),
            Map.entry("Variance", call -> dev.dunder.Functions.variance(call.plain(0), call.flag("sample"))),
            Map.entry("AnyValue", call -> dev.dunder.Functions.anyValue(call.plain(0))),
            Map.entry("StringAgg", call -> dev.dunder.Functions.stringAgg(call.plain(0), delimiter(call))),
            Map.entry("ArrayAgg", call -> dev.dunder.Functions.arrayAgg(call.plain(0))),
            Map.entry("JSONBAgg", call -> dev.dunder.Functions.jsonAgg(call.plain(0))),
            Map.entry("BoolAnd", call -> dev.dunder.Functions.boolAnd(call.plain(0))),
            Map.entry("BoolOr", call -> dev.dunder.Functions.boolOr(call.plain(0))),
            Map.entry("BitAnd", call -> dev.dunder.Functions.bitAnd(call.plain(0))),
            Map.entry("BitOr", call -> dev.dunder.Functions.bitOr(call.plain(0))),
            Map.entry("BitXor", call -> dev.dunder.Functions.bitXor(call.plain(0))),
            Map.entry("Corr", pair(Statistics::corr)),
            Map.entry("CovarPop", call -> Statistics.covarPop(y(call), x(call), call.flag("sample"))),
            Map.entry("RegrAvgX", pair(Statistics::regrAvgX)), Map.entry("RegrAvgY", pair(Statistics::regrAvgY)),
            Map.entry("RegrCount", pair(Statistics::regrCount)),
            Map.entry("RegrIntercept", pair(Statistics::regrIntercept)),
            Map.entry("RegrR2", pair(Statistics::regrR2)), Map.entry("RegrSlope", pair(Statistics::regrSlope)),
            Map.entry("RegrSXX", pair(Statistics::regrSxx)), Map.entry("RegrSXY", pair(Statistics::regrSxy)),
            Map.entry("RegrSYY", pair(Statistics::regrSyy)));

    private Functions() {}

    /** Of at least two. */
    @FunctionalInterface
    private interface Several {
        Expr of(@Nullable Object first, @Nullable Object second, @Nullable Object... more);
    }

    @FunctionalInterface
    private interface Shifted {
        WindowFunction by(Object value, int offset, @Nullable Object otherwise);
    }

    static Expr of(Named call) {
        String name = call.name();
        if (ONE.containsKey(name)) {
            return ONE.get(name).apply(call.arg(0));
        }
        if (TWO.containsKey(name)) {
            return TWO.get(name).apply(call.arg(0), call.arg(1, "rhs"));
        }
        if (OTHERS.containsKey(name)) {
            return OTHERS.get(name).apply(call);
        }
        if (name.startsWith("Extract") || name.startsWith("Trunc")) {
            return ofDates(call);
        }
        Expr search = Searches.of(call);
        return search != null ? search : aggregate(call);
    }

    /** What Django calls a function of the server; null where it has no class for it. */
    static @Nullable String named(String function) {
        return Stream.of(ONE, TWO, OTHERS, AGGREGATES).flatMap(some -> some.keySet().stream())
                .filter(name -> name.equalsIgnoreCase(function)).findFirst().orElse(null);
    }

    static Expr over(Named call, dev.dunder.Window window) {
        Function<Named, WindowFunction> function = WINDOW.get(call.name());
        return function != null ? function.apply(call).over(window) : of(call).over(window);
    }

    private static Expr several(Named call, Several function) {
        List<Expr> all = call.all();
        if (all.size() < 2) {
            throw new Inexpressible(call.name() + " of " + all.size());
        }
        return function.of(all.get(0), all.get(1), all.subList(2, all.size()).toArray());
    }

    private static WindowFunction shifted(Named call, Shifted function) {
        JsonNode otherwise = call.given(2, "default");
        return function.by(call.arg(0), call.given(1, "offset").asInt(1),
                otherwise.isMissingNode() ? null : call.expressions().argument(otherwise));
    }

    private static Function<Named, Aggregate<?>> pair(BiFunction<Object, Object, Aggregate<?>> function) {
        return call -> function.apply(y(call), x(call));
    }

    private static Object y(Named call) {
        return call.arg(0, "y");
    }

    private static Object x(Named call) {
        return call.arg(1, "x");
    }

    private static String delimiter(Named call) {
        JsonNode given = call.given(1, "delimiter");
        return given.isTextual() ? given.asText() : given.path("$expr").path("args").path(0).asText();
    }

    private static Expr jsonObject(Named call) {
        Map<String, Expr> members = new LinkedHashMap<>();
        call.kwargs().forEach((name, member) -> members.put(name, call.expressions().argument(member)));
        return dev.dunder.Functions.jsonObject(members);
    }

    /** {@code ExtractIsoYear(x)} is {@code Extract(x, "iso_year")}, and so with Trunc. */
    private static Expr ofDates(Named call) {
        boolean extract = call.name().startsWith("Extract");
        String suffix = call.name().substring(extract ? "Extract".length() : "Trunc".length());
        String unit = suffix.isEmpty()
                ? call.given(1, extract ? "lookup_name" : "kind").asText()
                : suffix.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        ZoneId zone = call.has("tzinfo") ? zone(call) : null;
        if (extract) {
            return zone == null
                    ? DateFunctions.extract(call.arg(0), unit)
                    : DateFunctions.extract(call.arg(0), unit, zone);
        }
        return zone == null ? DateFunctions.trunc(call.arg(0), unit) : DateFunctions.trunc(call.arg(0), unit, zone);
    }

    /** As a date or a time of day in the zone that it was truncated in. */
    static Expr truncated(Named call, Expr point, DataType<?> type) {
        if (!call.has("tzinfo") || type.getType() != LocalDate.class && type.getType() != LocalTime.class) {
            return dev.dunder.Functions.cast(point, type);
        }
        return DateFunctions.trunc(point, type.getType() == LocalDate.class ? "date" : "time", zone(call));
    }

    private static ZoneId zone(Named call) {
        return (ZoneId) Objects.requireNonNull(call.expressions().replay().value(call.kwargs().get("tzinfo")));
    }

    /** A part of a text or of an array; one member of an array is what a path says. */
    private static Expr slice(Named call) {
        JsonNode given = call.given(1, "");
        JsonNode bounds = given.path("$slice");
        String path = call.path();
        if (given.isInt()) {
            int place = given.asInt();
            return path != null && call.expressions().replay().isArray(path)
                    ? Dunder.f(path + "__" + place)
                    : dev.dunder.Functions.slice(call.arg(0), place, place + 1);
        }
        return dev.dunder.Functions.slice(call.arg(0), bounds.path(0).asInt(),
                bounds.path(1).isInt() ? bounds.get(1).asInt() : null);
    }

    /** Of several keys in turn only the last is read as text, whatever the others are said to be. */
    private static Expr document(Named call) {
        JsonNode given = call.given(1, "");
        return given.path("$expr").path("name").asText().equals("KeyTextTransform")
                ? OTHERS.get("KeyTransform").apply(Named.of(call.expressions(), given))
                : call.arg(1);
    }

    /** A place in an array is a number. */
    private static Object key(Named call) {
        JsonNode key = call.given(0, "");
        return key.isInt() || key.asText().matches("-?\\d+") ? (Object) key.asInt() : key.asText();
    }

    static Aggregate<?> aggregate(Named call) {
        Function<Named, Aggregate<?>> builder = AGGREGATES.get(call.name());
        if (builder == null) {
            throw new Inexpressible("the function " + call.name());
        }
        Aggregate<?> aggregate = builder.apply(call);
        if (call.flag("distinct")) {
            aggregate = aggregate.distinct();
        }
        if (call.has("filter")) {
            aggregate = aggregate.filter(call.expressions().replay().condition(call.kwargs().get("filter")));
        }
        for (String order : List.of("order_by", "ordering")) {
            if (call.has(order)) {
                aggregate = aggregate.orderBy(call.expressions().several(call.kwargs().get(order)).stream()
                        .map(call.expressions()::criterion).toArray());
            }
        }
        if (call.has("default")) {
            Object otherwise = call.expressions().replay().value(call.kwargs().get("default"));
            aggregate = aggregate.defaultTo(Objects.requireNonNull(otherwise));
        }
        return aggregate;
    }
}
