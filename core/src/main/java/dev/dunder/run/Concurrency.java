package dev.dunder.run;

/**
 * What a database does together, and at the same time, where it was asked to.
 *
 * @param coalescedGets whether single rows by their keys, asked for at the same time, are read by one statement
 * @param parallelPrefetch whether a blocking evaluation has what is prefetched fetched at the same time
 */
public record Concurrency(boolean coalescedGets, boolean parallelPrefetch) {}
