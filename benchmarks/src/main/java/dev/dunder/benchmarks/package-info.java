/** What dunder costs beside hand-written JDBC and other libraries. */
@NullMarked
package dev.dunder.benchmarks;

import org.jspecify.annotations.NullMarked;
