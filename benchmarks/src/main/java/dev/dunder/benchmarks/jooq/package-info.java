/** The workloads in plain jOOQ. */
@NullMarked
package dev.dunder.benchmarks.jooq;

import org.jspecify.annotations.NullMarked;
