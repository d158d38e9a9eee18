/** Replays what Django answered: see {@link dev.dunder.conformance.ConformanceTest}. */
@org.jspecify.annotations.NullMarked
package dev.dunder.conformance;
