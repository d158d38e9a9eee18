package dev.dunder;

/**
 * A criterion for {@link QuerySet#orderBy}, made by {@link ColumnPath#asc} or {@link ColumnPath#desc}.
 *
 * @param criterion the path, with a minus before it for descending
 * @param <M> the model that it is about
 */
@SuppressWarnings("UnusedTypeParameter") // it is for the compiler of whoever writes queries
public record Ordering<M>(String criterion) {}
