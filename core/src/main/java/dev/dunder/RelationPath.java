package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.query.Aggregator;
import dev.dunder.resolve.Term;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A relation whose models the compiler knows: {@code Entry.AUTHOR}. The generated subclass has the related model's columns.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that paths start from
 * @param <R> the related model
 */
public abstract class RelationPath<M, R> {
    private final String path;

    /**
     * A path.
     *
     * @param path as in a lookup string; empty for the model itself, whose paths start here
     */
    protected RelationPath(String path) {
        this.path = path;
    }

    /** Of one relation. */
    static String pathOf(RelationPath<?, ?> relation) {
        return LookupException.given(relation, "a relation").path;
    }

    /** Of several relations. */
    static String[] paths(RelationPath<?, ?> first, RelationPath<?, ?>... more) {
        return Stream.concat(Stream.of(LookupException.given(first, "a relation")),
                LookupException.allGiven(more, "a relation").stream()).map(relation -> relation.path)
                .toArray(String[]::new);
    }

    /**
     * The path of something on the related model.
     *
     * @param name a column or relation there
     * @return the whole path
     */
    protected final String path(String name) {
        return path.isEmpty() ? name : path + PathParser.SEPARATOR + name;
    }

    /**
     * Any lookup of what is at the other end, by its name: a lookup of the key, or such as {@code name__icontains}.
     *
     * @param lookup the lookup, after the relation
     * @param value the value that it takes
     * @return the condition, which is checked when it is used
     */
    public final Q<M> lookup(String lookup, @Nullable Object value) {
        return new Q<>(Q.lookup(path(lookup), value));
    }

    /**
     * Related to an instance.
     *
     * @param instance a stored one; null asks for none
     * @return {@code author_id = ?}
     */
    public final Q<M> exact(@Nullable R instance) {
        return new Q<>(new Term.Lookup(path, Arguments.value(instance)));
    }

    /**
     * Related to one of several instances.
     *
     * @param instances stored ones
     * @return {@code author_id = any(?)}
     */
    public final Q<M> in(Collection<? extends R> instances) {
        return new Q<>(new Term.Lookup(path("in"), Arguments.value(instances)));
    }

    /**
     * Related to none, or to some.
     *
     * @param isNull false for rows that have a related one
     * @return {@code author_id is null} or {@code author_id is not null}
     */
    public final Q<M> isnull(boolean isNull) {
        return new Q<>(new Term.Lookup(path("isnull"), isNull));
    }

    /**
     * How many related rows there are.
     *
     * @return the number of related rows
     */
    public final Aggregate<Long> count() {
        return Aggregate.of(Aggregator.COUNT, Long.class, path);
    }
}
