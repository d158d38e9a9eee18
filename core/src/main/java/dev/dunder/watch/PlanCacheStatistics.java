package dev.dunder.watch;

/**
 * How well the plans of a database are used. Shapes of queries that are made anew again and again are misses: a query whose
 * text is put together differently each time, such as one with a list of conditions of any length.
 *
 * @param size how many plans are kept
 * @param most how many are kept at most
 * @param hits how often a plan was there already
 * @param misses how often one had to be made
 */
public record PlanCacheStatistics(long size, long most, long hits, long misses) {}
