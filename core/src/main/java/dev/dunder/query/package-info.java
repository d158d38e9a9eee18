/**
 * What was asked for, as immutable data: no SQL, no I/O.
 *
 * <p>A {@link dev.dunder.query.Statement} is the <em>shape</em> of a query: everything but the values, which stand beside it
 * in a list, in the places that {@link dev.dunder.query.Expression.Param} numbers. Two evaluations of one shape share one
 * plan. {@code dev.dunder.resolve} makes these records out of names and values.
 */
@NullMarked
package dev.dunder.query;

import org.jspecify.annotations.NullMarked;
