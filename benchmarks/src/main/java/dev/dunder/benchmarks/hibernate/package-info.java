/** The workloads in Hibernate. */
@NullMarked
package dev.dunder.benchmarks.hibernate;

import org.jspecify.annotations.NullMarked;
