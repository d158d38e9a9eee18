package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.query.Aggregator;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column, here or across relations, whose model and type the compiler knows: {@code Entry.X}, {@code Entry.AUTHOR.NAME}.
 *
 * <p>Its methods are the lookups by their names. They make the same conditions as strings do:
 *
 * <pre>{@code
 * Entry.objects.filter(Entry.AUTHOR.NAME.exact("Ann"))     // filter("author__name__exact", "Ann")
 *
 * where "author"."name" = ?
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <V> the type of the column
 */
public class ColumnPath<M, V> {
    private final String path;

    /**
     * A path.
     *
     * @param path as in a lookup string
     */
    public ColumnPath(String path) {
        this.path = path;
    }

    /**
     * Any lookup by its name, with transforms before it: those of one's own, and those that the type of the path has no method
     * for.
     *
     * {@snippet :
     * Entry.objects.filter(Entry.X.lookup("divisible_by", 3));     // where mod("entry"."x", ?) = 0
     * Entry.objects.filter(Entry.HEADLINE.lookup("words__gt", 3));
     * }
     *
     * @param lookup such as {@code gt}, or {@code words__gt}
     * @param value the value that it takes; another path, an expression or a query set will do where a string's lookup takes them
     * @return the condition, which is checked when it is used
     */
    public final Q<M> lookup(String lookup, @Nullable Object value) {
        return new Q<>(Q.lookup(below(lookup), value));
    }

    /** Of one column. */
    static String pathOf(ColumnPath<?, ?> column) {
        return LookupException.given(column, "a column").path();
    }

    /** Of several columns. */
    static List<String> paths(ColumnPath<?, ?> first, ColumnPath<?, ?>... more) {
        List<String> paths = new ArrayList<>(List.of(LookupException.given(first, "a column").path()));
        LookupException.allGiven(more, "a column").forEach(column -> paths.add(column.path()));
        return paths;
    }

    /** The path of what is made of this column, or is in it. */
    final String below(Object step) {
        return path + PathParser.SEPARATOR + LookupException.given(step, "the name of a lookup");
    }

    final <R> Aggregate<R> aggregate(Aggregator function, Class<R> type) {
        return Aggregate.of(function, type, path);
    }

    /**
     * The path as in a lookup string.
     *
     * @return such as {@code author__name}
     */
    public final String path() {
        return path;
    }

    /**
     * The column as a value to compute with: {@code Entry.X.f().plus(1)}. Where a function takes any value, the path itself
     * does: {@code lower(Author.NAME)}.
     *
     * @return the value
     */
    public final Expr f() {
        return Dunder.f(path);
    }

    /**
     * Equal to a value.
     *
     * @param value the value; null asks for no value
     * @return {@code x = ?}
     */
    public final Q<M> exact(@Nullable V value) {
        return lookup("exact", value);
    }

    /**
     * Equal to one of several values.
     *
     * @param values the values; nulls among them match nothing
     * @return {@code x = any(?)}
     */
    public final Q<M> in(Collection<? extends @Nullable V> values) {
        return lookup("in", values);
    }

    /**
     * Without a value, or with one.
     *
     * @param isNull false for rows that have a value
     * @return {@code x is null} or {@code x is not null}
     */
    public final Q<M> isnull(boolean isNull) {
        return lookup("isnull", isNull);
    }

    /**
     * Smallest first.
     *
     * @return {@code order by x asc}
     */
    public final Ordering<M> asc() {
        return new Ordering<>(new Ordered.Path(path, null));
    }

    /**
     * Largest first.
     *
     * @return {@code order by x desc}
     */
    public final Ordering<M> desc() {
        return new Ordering<>(new Ordered.Path("-" + path, null));
    }

    /**
     * How many rows have a value here.
     *
     * @return {@code count(x)}
     */
    public final Aggregate<Long> count() {
        return aggregate(Aggregator.COUNT, Long.class);
    }

    /**
     * A new value, for an update.
     *
     * @param value the value
     * @return {@code set x = ?}
     */
    public final Assignment<M> to(@Nullable V value) {
        return new Assignment<>(path, value);
    }

    /**
     * A new value, for an update, that the server computes of the row as it was.
     *
     * {@snippet :
     * Entry.objects.filter(Entry.ID.exact(1)).update(Entry.X.toValueOf(Entry.X.f().plus(1)));
     * // update entry set x = (entry.x + ?) where entry.id = ?
     * }
     *
     * @param value an expression
     * @return {@code set x = (entry.x + ?)}
     */
    public final Assignment<M> toValueOf(Expr value) {
        return new Assignment<>(path, LookupException.given(value, "an expression"));
    }
}
