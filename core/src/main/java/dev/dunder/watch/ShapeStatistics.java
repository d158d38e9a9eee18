package dev.dunder.watch;

/**
 * How often a call of a query set was made before, on the same shape: on what the calls before it had said, but the values.
 * Such a call is not resolved again.
 *
 * {@snippet :
 * db.objects("entry").filter("author__name", "Ann").list();
 * db.objects("entry").filter("author__name", "Bo").list();
 * db.shapes(); // ShapeStatistics[size=1, hits=1, misses=1, evictions=0]
 * }
 *
 * @param size how many shapes are known
 * @param hits how many calls found the shape that they lead to
 * @param misses how many calls were the first of their kind, and led to a new shape
 * @param evictions how many shapes had to go, as there were too many: those that nobody had passed for the longest time
 */
public record ShapeStatistics(long size, long hits, long misses, long evictions) {}
