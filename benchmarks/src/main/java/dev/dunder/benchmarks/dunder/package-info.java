/** The workloads in dunder, with models from the catalog and generated. */
@NullMarked
package dev.dunder.benchmarks.dunder;

import org.jspecify.annotations.NullMarked;
