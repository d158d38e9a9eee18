/** The workloads in Ebean. */
@NullMarked
package dev.dunder.benchmarks.ebean;

import org.jspecify.annotations.NullMarked;
