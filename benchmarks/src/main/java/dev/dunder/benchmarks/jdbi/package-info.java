/** The workloads in jdbi. */
@NullMarked
package dev.dunder.benchmarks.jdbi;

import org.jspecify.annotations.NullMarked;
