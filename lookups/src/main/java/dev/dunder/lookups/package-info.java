/**
 * The lookup language: strings such as {@code author__name__icontains} and a value, turned into a jOOQ condition.
 *
 * <p>The way through: a {@link dev.dunder.lookups.Scope} says what names there are, the {@link
 * dev.dunder.lookups.PathParser} finds them in the string, the {@link dev.dunder.lookups.Registry} knows the
 * {@link dev.dunder.lookups.Lookup} at its end, which first turns the value into binds and then, without seeing any
 * value, columns into a condition. {@link dev.dunder.lookups.Lookups} puts the four together for plain jOOQ tables.
 */
@NullMarked
package dev.dunder.lookups;

import org.jspecify.annotations.NullMarked;
