/**
 * From rows to instances and values, and what belongs to them: a {@link dev.dunder.fetch.Request} says what is asked for,
 * {@link dev.dunder.fetch.Listing} fetches it, a {@link dev.dunder.fetch.RowState} is one row as it was read, with what it has
 * been given and what is known of its relations.
 */
@NullMarked
package dev.dunder.fetch;

import org.jspecify.annotations.NullMarked;
