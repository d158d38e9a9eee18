/**
 * From names and values to records of {@link dev.dunder.query}: what was said, given its meaning on a model. No SQL, no I/O.
 *
 * <p>{@link dev.dunder.resolve.Resolver} is the one way in: it knows the query so far, and gives back expressions,
 * predicates and orders, whose values it has put beside them in a list.
 */
@NullMarked
package dev.dunder.resolve;

import org.jspecify.annotations.NullMarked;
