package dev.dunder.resolve;

import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Frame;
import dev.dunder.query.Function;
import dev.dunder.query.TypeRules;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jspecify.annotations.Nullable;

/**
 * A value that a query computes, as it was said: before a query gives its names a meaning. Data and nothing else: two that
 * say the same are equal, and each prints as it was written. {@link Resolver#resolve} knows what they mean.
 *
 * <p>An argument of type Object is what {@link Resolver#argument} takes: a path, another of these, a {@link BoundQuery}, a
 * {@link Term}, or a value that stands for itself.
 */
public sealed interface Unresolved {
    /**
     * A field, an annotation, or what transforms make of one.
     *
     * @param path such as {@code author__name}
     */
    record Path(String path) implements Unresolved {}

    /**
     * A value that stands for itself.
     *
     * @param value a string is text
     */
    record Value(@Nullable Object value) implements Unresolved {}

    /**
     * A value of a type that its Java class does not tell.
     *
     * @param value the value, converted; null for a null of that type
     * @param type the type
     */
    record TypedValue(@Nullable Object value, DataType<?> type) implements Unresolved {
        public TypedValue {
            type = TypeRules.comparable(type);
        }
    }

    /**
     * A field of a query further out.
     *
     * @param path the path there
     * @param levels how many queries further out
     */
    record Outer(String path, int levels) implements Unresolved {}

    /**
     * What has its meaning already.
     *
     * @param expression its meaning
     */
    record Known(Expression expression) implements Unresolved {}

    /**
     * A function.
     *
     * @param function which one
     * @param arguments strings are paths
     */
    record Call(Function function, List<@Nullable Object> arguments) implements Unresolved {}

    /**
     * Two values and an operator between them.
     *
     * @param operator which one
     * @param left the one
     * @param right the other; a string is text
     */
    record Operation(Function operator, Unresolved left, @Nullable Object right) implements Unresolved {}

    /**
     * A value of which is said what comes of it.
     *
     * @param expression the value
     * @param type what comes of it
     */
    record Typed(Unresolved expression, DataType<?> type) implements Unresolved {
        public Typed {
            type = TypeRules.comparable(type);
        }
    }

    /**
     * A value made one of another type.
     *
     * @param value a string is a path
     * @param type the type
     */
    record Cast(@Nullable Object value, DataType<?> type) implements Unresolved {
        public Cast {
            type = TypeRules.comparable(type);
        }
    }

    /**
     * A function of the server's that is known by its name only.
     *
     * @param names its name, and its schema's before it
     * @param arguments strings are paths
     * @param type of what type it is
     */
    record ByName(List<String> names, List<@Nullable Object> arguments, DataType<?> type) implements Unresolved {
        public ByName {
            type = TypeRules.comparable(type);
        }
    }

    /**
     * Text in an order of its own.
     *
     * @param text a string is a path
     * @param collation the order
     */
    record Collated(@Nullable Object text, String collation) implements Unresolved {}

    /**
     * A JSON value of several others.
     *
     * @param function an object or an array
     * @param members strings are paths
     */
    record Json(Function function, List<@Nullable Object> members) implements Unresolved {}

    /**
     * The JSON that a text is of, where it is of a step into JSON; else the value itself.
     *
     * @param value a string is a path
     */
    record Document(@Nullable Object value) implements Unresolved {}

    /**
     * A part of a text or an array.
     *
     * @param value a string is a path
     * @param from the first place, counted from 0
     * @param to behind the last one; null for the end
     */
    record Slice(@Nullable Object value, int from, @Nullable Integer to) implements Unresolved {}

    /**
     * A function of a point in time in a time zone.
     *
     * @param function a part of it, its start, or what the clocks show
     * @param value a string is a path
     * @param zone the time zone
     */
    record InZone(Function function, @Nullable Object value, ZoneId zone) implements Unresolved {}

    /**
     * A query as a value.
     *
     * @param rows the query
     * @param kind its only value, all of them, or whether there is one
     */
    record Subquery(BoundQuery rows, Expression.Subquery.Kind kind) implements Unresolved {}

    /**
     * Whether a condition holds.
     *
     * @param term the condition
     */
    record Condition(Term term) implements Unresolved {}

    /**
     * One result or another, by conditions.
     *
     * @param branches in their order
     * @param otherwise what it is else; null for nothing, which is null there
     */
    record Case(List<Branch> branches, @Nullable Otherwise otherwise) implements Unresolved {}

    /**
     * A result, where a condition holds.
     *
     * @param condition the condition
     * @param result a string is a path
     */
    record Branch(Term condition, @Nullable Object result) {}

    /**
     * A result, where no condition holds.
     *
     * @param result a string is a path
     */
    record Otherwise(@Nullable Object result) {}

    /**
     * What is computed of several rows.
     *
     * @param function how
     * @param arguments strings are paths; none for the rows themselves
     * @param distinct whether equal values count once
     * @param filter of which rows; null for all
     * @param order in which order
     * @param otherwise what it is of no rows; null for what the server says
     * @param type what comes of it; null for what the function says
     */
    record Aggregate(
            Aggregator function,
            List<Object> arguments,
            boolean distinct,
            @Nullable Term filter,
            List<Ordered> order,
            @Nullable Object otherwise,
            @Nullable DataType<?> type) implements Unresolved {
        public Aggregate {
            type = type == null ? null : TypeRules.comparable(type);
        }

        /** What it is of, for names and messages. */
        public String label() {
            return arguments.isEmpty() ? "*" : arguments.get(0) instanceof String path ? path : "an expression";
        }
    }

    /**
     * What a function is over a window.
     *
     * @param function an aggregate, or a function of windows
     * @param window which rows it sees
     */
    record Over(Unresolved function, WindowSpec window) implements Unresolved {}

    /**
     * Which rows a function over a window sees.
     *
     * @param partition what rows have in common; strings are paths
     * @param order their order
     * @param frame which of those before and behind; null for the usual ones
     */
    record WindowSpec(List<@Nullable Object> partition, List<Ordered> order, @Nullable Frame frame) {}

    /**
     * The words of texts.
     *
     * @param texts strings are paths
     * @param config the configuration of the search; null for the server's
     * @param weight how much they count; null for the usual weight
     */
    record SearchVector(List<@Nullable Object> texts, @Nullable Object config,
            @Nullable Function weight) implements Unresolved {}

    /**
     * The words of two vectors.
     *
     * @param left the one
     * @param right the other
     * @param weight how much they count; null for what was said of each
     */
    record SearchVectors(Unresolved left, Unresolved right, @Nullable Function weight) implements Unresolved {}

    /**
     * Words to be searched for.
     *
     * @param kind how the text is read
     * @param text a string is text
     * @param config the configuration of the search; null for the server's
     */
    record SearchWords(Function kind, @Nullable Object text, @Nullable Object config) implements Unresolved {}

    /**
     * How well a query is found in words.
     *
     * @param vector the words
     * @param query the query
     * @param weights of the words, from D to A; null for the server's
     * @param normalization how the length counts; null for not at all
     * @param coverDensity whether words count that stand close to each other
     */
    record SearchRank(
            Unresolved vector,
            Unresolved query,
            @Nullable List<Float> weights,
            @Nullable Object normalization,
            boolean coverDensity) implements Unresolved {}

    /**
     * A text with what was found in it marked.
     *
     * @param text a string is a path
     * @param query what is searched for
     * @param config the configuration of the search; null for the server's
     * @param options the server's own, by name
     */
    record SearchHeadline(
            @Nullable Object text, Unresolved query, @Nullable Object config,
            Map<String, String> options) implements Unresolved {}

    /**
     * A part of jOOQ's: its text, with what is not for jOOQ to write between its pieces.
     *
     * @param texts the pieces, one more than the spots
     * @param spots the values and columns between them
     * @param tables the tables that it selects from itself
     * @param type of what type it is
     * @param columns how many columns it has; 0 for what is no select
     * @param aggregates whether it is computed of several rows
     */
    record Foreign(
            List<String> texts,
            List<Spot> spots,
            Set<String> tables,
            DataType<?> type,
            int columns,
            boolean aggregates) implements Unresolved {}

    /** What stands between the texts of a part of jOOQ's. */
    sealed interface Spot {
        /**
         * A value.
         *
         * @param param the bind
         * @param text what jOOQ writes for it
         */
        record Bind(Param<?> param, String text) implements Spot {}

        /**
         * A field, which may be a column of the row.
         *
         * @param field the field
         * @param text what jOOQ writes for it
         */
        record Column(Field<?> field, String text) implements Spot {}
    }
}
