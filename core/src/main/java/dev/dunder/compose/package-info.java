/**
 * One call of a query set, from the query before it to the next: filters, orders, annotations, values, slices, unions. The
 * calls' rules are here; what names and values mean is for {@code dev.dunder.resolve}.
 */
@NullMarked
package dev.dunder.compose;

import org.jspecify.annotations.NullMarked;
