package dev.dunder.model;

/**
 * What the rows of a model are ordered by where a query says nothing: a name, or a value that is computed, as {@code
 * lower("name")} and {@code f("age").desc()} are. How that is done is known to those who make queries, and not here.
 */
public interface Criterion {
    /**
     * A name.
     *
     * @param path such as {@code author__name}, with {@code -} before it for descending; {@code ?} for chance
     */
    record Name(String path) implements Criterion {}

    /**
     * What it says, for those who make queries of it; of no use to others.
     *
     * @return data
     */
    default Object said() {
        return this;
    }
}
