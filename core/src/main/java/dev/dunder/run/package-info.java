/**
 * From a plan and its values to rows, over JDBC: a {@link dev.dunder.run.Session} sends statements, in a {@link
 * dev.dunder.run.TransactionBlock} or on a connection of its own; a {@link dev.dunder.run.PreparedPlan} binds and reads, and
 * each {@link dev.dunder.run.RoundTrip} to the server can be stopped. What is of one server alone is asked of a {@link
 * dev.dunder.run.Driver}.
 *
 * <p>Nothing here knows of lookups.
 */
@NullMarked
package dev.dunder.run;

import org.jspecify.annotations.NullMarked;
