package dev.dunder;

import dev.dunder.query.Aggregator;
import dev.dunder.resolve.Term;
import java.util.Collection;
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
     * @param path as in a lookup string
     */
    protected RelationPath(String path) {
        this.path = path;
    }

    /**
     * The path of something on the related model.
     *
     * @param name a column or relation there
     * @return the whole path
     */
    protected final String path(String name) {
        return path + "__" + name;
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
     * @return {@code count(entry.id)}
     */
    public final Aggregate<Long> count() {
        return Aggregate.of(Aggregator.COUNT, Long.class, path);
    }
}
