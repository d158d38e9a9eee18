package dev.dunder;

import dev.dunder.lookups.Identifiers;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.SqlTypes;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Function;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Functions that compare and convert, and the aggregates beside those of {@link Dunder}, to be imported statically, by the
 * names of Django's.
 *
 * {@snippet :
 * authors.annotate(coalesce("nickname", "name").as("shown"));
 * // coalesce(nickname, name)
 *
 * authors.annotate(arrayAgg("entry__headline").orderBy("entry__pub_date").as("headlines"));
 * // array_agg(entry.headline order by entry.pub_date)
 * }
 *
 * <p>A string is a path; {@code value("…")} is text.
 */
public final class Functions {
    /** Those of PostgreSQL and of ICU, such as {@code en-x-icu}, {@code de_DE.utf8} and {@code C}. */
    private static final Pattern COLLATION = Pattern.compile("[A-Za-z0-9_.@-]{1," + Identifiers.LONGEST + "}");

    /** What is a name without quotes, and a schema's before it. */
    private static final Pattern FUNCTION = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]*");

    private Functions() {}

    /**
     * Converted by the server: {@code cast(x as varchar(5))}.
     *
     * @param value a path, an expression or a value
     * @param type the type to convert it to
     * @return of that type
     */
    public static Expr cast(@Nullable Object value, DataType<?> type) {
        return Expr.of(new Unresolved.Cast(Arguments.value(value), LookupException.given(type, "a type")));
    }

    /**
     * Any function of the server's, also one of your own: {@code "array_length"(tags, 1)}.
     *
     * {@snippet :
     * posts.annotate(func("array_length", Integer.class, "tags", 1).as("tag_count"));
     * posts.filter(func("geo.is_inside", Boolean.class, "place", f("author__home")).exact(true));
     * }
     *
     * <p>The name is quoted, so that it is a name and nothing else; but who calls functions by name can do what they do, so
     * it must not come from outside. What only looks like a function ({@code extract}, {@code coalesce}) has a method of its
     * own here; aggregates and functions over windows cannot be called like this.
     *
     * @param name as in SQL without quotes: letters, digits and underscores, capitals being small ones; a schema may stand
     *     before it with a dot
     * @param type the Java type of what it gives
     * @param arguments paths, expressions and values
     * @return of the type
     * @throws LookupException if it is another kind of name, or no type of the database is read as the Java type
     */
    public static Expr func(String name, Class<?> type, @Nullable Object... arguments) {
        DataType<?> known = SqlTypes.of(LookupException.given(type, "a class"));
        if (known == null) {
            throw new LookupException("No type of the database is known for " + type.getSimpleName()
                    + ". Say it as a DataType: func(\"…\", SQLDataType…, …).");
        }
        return func(name, known, arguments);
    }

    /**
     * Any function of the server's, whose type is said as jOOQ knows it: see {@link #func(String, Class, Object...)}.
     *
     * @param name its name
     * @param type the type of what it gives
     * @param arguments paths, expressions and values
     * @return of the type
     * @throws LookupException if it is another kind of name
     */
    public static Expr func(String name, DataType<?> type, @Nullable Object... arguments) {
        List<String> names = FUNCTION.matcher(LookupException.given(name, "the name of a function")).matches()
                ? List.of(name.toLowerCase(Locale.ROOT).split("\\.", -1))
                : List.of();
        if (names.isEmpty() || names.stream().anyMatch(one -> !Identifiers.fits(one))) {
            throw new LookupException("No function is called " + LookupException.quote(name) + ".");
        }
        List<@Nullable Object> given = new ArrayList<>();
        for (Object argument : LookupException.given(arguments, "the arguments")) {
            given.add(Arguments.value(argument));
        }
        return Expr.of(new Unresolved.ByName(
                names, Collections.unmodifiableList(given), LookupException.given(type, "a type")));
    }

    /**
     * Text by the rules of a collation: {@code x collate "de-x-icu"}.
     *
     * @param text a path or an expression
     * @param collation the name of the collation
     * @return text
     * @throws LookupException if no collation is called like that
     */
    public static Expr collate(@Nullable Object text, String collation) {
        if (!COLLATION.matcher(LookupException.given(collation, "the name of a collation")).matches()) {
            throw new LookupException("No collation is called " + LookupException.quote(collation) + ".");
        }
        return Expr.of(new Unresolved.Collated(Arguments.value(text), collation));
    }

    /**
     * The first that is not null: {@code coalesce(a, b)}.
     *
     * @param first a path, an expression or a value
     * @param second another
     * @param more and more
     * @return of the type that they have in common
     */
    public static Expr coalesce(@Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return Expr.call(Function.COALESCE, Arguments.all(first, second, more));
    }

    /**
     * The largest that is not null: {@code greatest(a, b)}.
     *
     * @param first a path, an expression or a value
     * @param second another
     * @param more and more
     * @return of the type that they have in common
     */
    public static Expr greatest(@Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return Expr.call(Function.GREATEST, Arguments.all(first, second, more));
    }

    /**
     * The smallest that is not null: {@code least(a, b)}.
     *
     * @param first a path, an expression or a value
     * @param second another
     * @param more and more
     * @return of the type that they have in common
     */
    public static Expr least(@Nullable Object first, @Nullable Object second, @Nullable Object... more) {
        return Expr.call(Function.LEAST, Arguments.all(first, second, more));
    }

    /**
     * Null where both are equal, else the first: {@code nullif(a, b)}.
     *
     * @param first a path, an expression or a value
     * @param second another
     * @return of the type of the first
     */
    public static Expr nullIf(@Nullable Object first, @Nullable Object second) {
        return Expr.call(Function.NULL_IF, first, second);
    }

    /**
     * A JSON object: {@code jsonObject("who", "name", "adult", q("age__gte", 18))} is {@code jsonb_build_object('who', name,
     * 'adult', age >= 18)}.
     *
     * @param keysAndValues keys and values in turn; a key is a text, and a value a path, an expression or a value
     * @return a {@link JSONB}
     * @throws LookupException if a key is no text, or has no value
     */
    public static Expr jsonObject(@Nullable Object... keysAndValues) {
        if (LookupException.given(keysAndValues, "keys and values").length % 2 != 0) {
            throw new LookupException("jsonObject(…) takes keys and values in turn, and the last key has no value.");
        }
        List<@Nullable Object> given = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (!(keysAndValues[i] instanceof String key)) {
                throw new LookupException("jsonObject(…) takes keys and values in turn, and what stands in place "
                        + (i + 1) + " is no text.");
            }
            given.add(Dunder.value(key));
            given.add(keysAndValues[i + 1]);
        }
        return json(Function.JSON_OBJECT, given);
    }

    /**
     * A JSON object: {@code jsonb_build_object('who', name)}.
     *
     * @param members values by key; a value is a path, an expression or a value
     * @return a {@link JSONB}
     */
    public static Expr jsonObject(Map<String, ? extends @Nullable Object> members) {
        List<@Nullable Object> given = new ArrayList<>();
        LookupException.given(members, "the members of an object").forEach((key, member) -> {
            given.add(Dunder.value(key));
            given.add(member);
        });
        return json(Function.JSON_OBJECT, given);
    }

    /**
     * A JSON array: {@code jsonb_build_array(a, b)}.
     *
     * @param members paths, expressions and values
     * @return a {@link JSONB}
     */
    public static Expr jsonArray(@Nullable Object... members) {
        List<@Nullable Object> given = new ArrayList<>();
        for (Object member : LookupException.given(members, "the members")) {
            given.add(member);
        }
        return json(Function.JSON_ARRAY, given);
    }

    /**
     * What is at a key of a JSON document, or at a place of a JSON array, step by step: {@code x -> 'a' -> 0}. Of a column
     * {@code f("x__a__0")} says the same.
     *
     * @param document a path or an expression
     * @param keys texts, and numbers from 0 for places
     * @return JSON, null where there is no such key
     * @throws LookupException if a key is neither
     */
    public static Expr jsonKey(@Nullable Object document, Object... keys) {
        return steps(Function.JSON_KEY, document, keys);
    }

    /**
     * What is at a key of a JSON document, or at a place of a JSON array, as text: {@code x -> 'a' ->> 0}.
     *
     * @param document a path or an expression
     * @param keys texts, and numbers from 0 for places
     * @return text, without quotes; null where there is no such key, and for JSON's null. A further {@code jsonText} of it
     *     goes on from the JSON: {@code x -> 'a' ->> 0}
     * @throws LookupException if a key is neither
     */
    public static Expr jsonText(@Nullable Object document, Object... keys) {
        return steps(Function.JSON_TEXT, document, keys);
    }

    private static Expr steps(Function last, @Nullable Object document, Object... keys) {
        if (LookupException.given(keys, "a key").length == 0) {
            throw new LookupException(last.label() + "(…) needs a key at least.");
        }
        Object given = Expr.of(new Unresolved.Document(Arguments.value(document)));
        for (int i = 0; i < keys.length; i++) {
            if (!(keys[i] instanceof String) && !(keys[i] instanceof Integer)) {
                throw new LookupException("A key of JSON is a text, or a number for a place in an array.");
            }
            given = Expr.call(i == keys.length - 1 ? last : Function.JSON_KEY, given, Dunder.value(keys[i]));
        }
        return (Expr) Objects.requireNonNull(given);
    }

    /**
     * A part of a text or of an array, as Python's {@code x[1:3]}: {@code substring(x, 2, 2)} or {@code x[2:3]}.
     *
     * @param value a path or an expression
     * @param from the first character or member, from 0
     * @param to the first that is not in it; null for all to the end
     * @return of the same type
     * @throws LookupException if the part is less than nothing, or the value neither text nor array
     */
    public static Expr slice(@Nullable Object value, int from, @Nullable Integer to) {
        if (from < 0 || (to != null && to < from)) {
            throw new LookupException(
                    "A part goes from 0 or more to the same or more, not from " + from + " to " + to + ".");
        }
        return Expr.of(new Unresolved.Slice(Arguments.value(value), from, to));
    }

    /** Whatever has a type may be a member, so the server asks of each bound value which it has. */
    private static Expr json(Function function, List<@Nullable Object> members) {
        List<@Nullable Object> given = new ArrayList<>();
        members.forEach(member -> given.add(Arguments.value(member)));
        return Expr.of(new Unresolved.Json(function, Collections.unmodifiableList(given)));
    }

    // ---- Aggregates ----

    /**
     * The standard deviation of all there is: {@code stddev_pop(x)}.
     *
     * @param value a path or an expression: numbers
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}; null where there are no rows
     */
    public static Aggregate<Number> stdDev(Object value) {
        return stdDev(value, false);
    }

    /**
     * The standard deviation.
     *
     * @param value a path or an expression: numbers
     * @param sample whether the rows are a sample of all there is: {@code stddev_samp(x)}
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}; null where there are no rows
     */
    public static Aggregate<Number> stdDev(Object value, boolean sample) {
        return Aggregate.of(sample ? Aggregator.STD_DEV_SAMPLE : Aggregator.STD_DEV, Number.class, value);
    }

    /**
     * The variance of all there is: {@code var_pop(x)}.
     *
     * @param value a path or an expression: numbers
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}; null where there are no rows
     */
    public static Aggregate<Number> variance(Object value) {
        return variance(value, false);
    }

    /**
     * The variance.
     *
     * @param value a path or an expression: numbers
     * @param sample whether the rows are a sample of all there is: {@code var_samp(x)}
     * @return a {@link java.math.BigDecimal} of decimals, else a {@link Double}; null where there are no rows
     */
    public static Aggregate<Number> variance(Object value, boolean sample) {
        return Aggregate.of(sample ? Aggregator.VARIANCE_SAMPLE : Aggregator.VARIANCE, Number.class, value);
    }

    /**
     * Whichever value comes up: {@code any_value(x)}. PostgreSQL has it from version 16 on.
     *
     * @param value a path or an expression
     * @return of the value's type, null where there are no rows
     */
    public static Aggregate<Object> anyValue(Object value) {
        return Aggregate.of(Aggregator.ANY_VALUE, Object.class, value);
    }

    /**
     * Any of the values of a column that are not null, with its type: {@code anyValue(Entry.X)}.
     *
     * @param column a typed path
     * @param <V> the Java type of the column
     * @return {@code any_value(x)}, null where there are no rows
     */
    public static <V> Aggregate<V> anyValue(OrderedPath<?, V> column) {
        return anyValue((Object) column).typed(LookupException.given(column, "a column").javaType());
    }

    /**
     * The texts, one behind the other: {@code string_agg(x, ', ')}.
     *
     * @param value a path or an expression; what is no text is cast to it
     * @param delimiter what stands between
     * @return text, null where there are no rows; it has no name of its own
     */
    public static Aggregate<String> stringAgg(Object value, String delimiter) {
        return Aggregate.of(Aggregator.STRING_AGG, String.class, value, Dunder.value(delimiter));
    }

    /**
     * The values as an array, nulls too: {@code array_agg(x)}.
     *
     * @param value a path or an expression
     * @return an array of the value's type, null where there are no rows
     */
    public static Aggregate<Object[]> arrayAgg(Object value) {
        return Aggregate.of(Aggregator.ARRAY_AGG, Object[].class, value);
    }

    /**
     * The values of a column as an array of its type, nulls too: {@code arrayAgg(Entry.X)}.
     *
     * @param column a typed path
     * @param <V> the Java type of the column
     * @return {@code array_agg(x)}, null where there are no rows
     */
    public static <V> Aggregate<V[]> arrayAgg(OrderedPath<?, V> column) {
        return arrayAgg(column, LookupException.given(column, "a column").javaType());
    }

    /**
     * The values as an array of a Java type, nulls too: {@code array_agg(x)}.
     *
     * @param value a path or an expression
     * @param member the Java type of the value
     * @param <V> the Java type of the value
     * @return an array, null where there are no rows
     */
    @SuppressWarnings("unchecked")
    public static <V> Aggregate<V[]> arrayAgg(Object value, Class<V> member) {
        return arrayAgg(value).typed((Class<V[]>) LookupException.given(member, "a class").arrayType());
    }

    /**
     * The values as a JSON array, nulls too: {@code jsonb_agg(x)}.
     *
     * @param value a path or an expression
     * @return a {@link JSONB}, null where there are no rows
     */
    public static Aggregate<JSONB> jsonAgg(Object value) {
        return Aggregate.of(Aggregator.JSON_AGG, JSONB.class, value);
    }

    /**
     * Whether all are true: {@code bool_and(x)}.
     *
     * @param value a path, a condition or an expression
     * @return a {@link Boolean}, null where there are no rows
     */
    public static Aggregate<Boolean> boolAnd(Object value) {
        return Aggregate.of(Aggregator.BOOL_AND, Boolean.class, value);
    }

    /**
     * Whether one is true: {@code bool_or(x)}.
     *
     * @param value a path, a condition or an expression
     * @return a {@link Boolean}, null where there are no rows
     */
    public static Aggregate<Boolean> boolOr(Object value) {
        return Aggregate.of(Aggregator.BOOL_OR, Boolean.class, value);
    }

    /**
     * The bits that all have: {@code bit_and(x)}.
     *
     * @param value a path or an expression: whole numbers
     * @return of the value's type, null where there are no rows
     */
    public static Aggregate<Number> bitAnd(Object value) {
        return Aggregate.of(Aggregator.BIT_AND, Number.class, value);
    }

    /**
     * The bits that one has: {@code bit_or(x)}.
     *
     * @param value a path or an expression: whole numbers
     * @return of the value's type, null where there are no rows
     */
    public static Aggregate<Number> bitOr(Object value) {
        return Aggregate.of(Aggregator.BIT_OR, Number.class, value);
    }

    /**
     * The bits that an odd number have: {@code bit_xor(x)}.
     *
     * @param value a path or an expression: whole numbers
     * @return of the value's type, null where there are no rows
     */
    public static Aggregate<Number> bitXor(Object value) {
        return Aggregate.of(Aggregator.BIT_XOR, Number.class, value);
    }

    /**
     * The value at a place among the values in order, between two of them where it falls between:
     * {@code percentile_cont(0.5) within group (order by x)}.
     *
     * {@snippet :
     * goods.aggregate(percentileCont(0.5, "price"));                          // the median of all
     * shops.annotate(percentileCont(0.9, "good__price").as("most"));          // of the goods of each
     * }
     *
     * <p>It takes {@code filter(…)} and {@code defaultTo(…)}, but neither {@code distinct()} nor a window.
     *
     * @param place from 0 for the smallest to 1 for the largest
     * @param value a path or an expression: numbers or intervals
     * @return a {@link Double}, of intervals an interval; null where there are no values
     * @throws LookupException if the place is less than 0 or more than 1
     */
    public static Aggregate<Object> percentileCont(double place, Object value) {
        return Aggregate.of(Aggregator.PERCENTILE_CONT, Object.class, value, Dunder.value(place(place)));
    }

    /**
     * The values at several places among the values in order: {@code percentile_cont(array[…]) within group (order by x)}.
     *
     * @param places each from 0 to 1
     * @param value a path or an expression: numbers or intervals
     * @return as many in an array; null where there are no values
     * @throws LookupException if a place is less than 0 or more than 1
     */
    public static Aggregate<Object> percentileCont(List<Double> places, Object value) {
        return Aggregate.of(Aggregator.PERCENTILE_CONT, Object.class, value, places(places));
    }

    /**
     * The first of the values in order at or behind a place, which is always one of them:
     * {@code percentile_disc(0.5) within group (order by x)}.
     *
     * @param place from 0 for the smallest to 1 for the largest
     * @param value a path or an expression
     * @return of the value's type; null where there are no values
     * @throws LookupException if the place is less than 0 or more than 1
     * @see #percentileCont(double, Object)
     */
    public static Aggregate<Object> percentileDisc(double place, Object value) {
        return Aggregate.of(Aggregator.PERCENTILE_DISC, Object.class, value, Dunder.value(place(place)));
    }

    /**
     * The first of the values in order at or behind each of several places:
     * {@code percentile_disc(array[…]) within group (order by x)}.
     *
     * @param places each from 0 to 1
     * @param value a path or an expression
     * @return as many in an array; null where there are no values
     * @throws LookupException if a place is less than 0 or more than 1
     */
    public static Aggregate<Object> percentileDisc(List<Double> places, Object value) {
        return Aggregate.of(Aggregator.PERCENTILE_DISC, Object.class, value, places(places));
    }

    /**
     * The value that comes up most often, the smallest of those that do equally: {@code mode() within group (order by x)}.
     *
     * @param value a path or an expression
     * @return of the value's type; null where there are no values
     */
    public static Aggregate<Object> mode(Object value) {
        return Aggregate.of(Aggregator.MODE, Object.class, value);
    }

    /**
     * The value of a column that comes up most often, with its type: {@code mode(Entry.X)}.
     *
     * @param column a typed path
     * @param <V> the Java type of the column
     * @return {@code mode() within group (order by x)}, null where there are no rows
     */
    public static <V> Aggregate<V> mode(OrderedPath<?, V> column) {
        return mode((Object) column).typed(LookupException.given(column, "a column").javaType());
    }

    private static double place(double place) {
        if (!(place >= 0 && place <= 1)) {
            throw new LookupException("A percentile is from 0 to 1.");
        }
        return place;
    }

    private static Expr places(List<Double> places) {
        LookupException.given(places, "the places").forEach(one -> place(LookupException.given(one, "a place")));
        return Dunder.value(places.toArray(Double[]::new), SQLDataType.DOUBLE.getArrayDataType());
    }
}
