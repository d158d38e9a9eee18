/** The workloads in hand-written JDBC. */
@NullMarked
package dev.dunder.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
