/**
 * Values of rows as the classes that people ask for: whatever loses nothing. {@link dev.dunder.convert.ValueConversion} says
 * whether values of a column's type can be had as a class, before anything is sent, and makes them ones. Whatever reads
 * values for somebody goes through it.
 */
@NullMarked
package dev.dunder.convert;

import org.jspecify.annotations.NullMarked;
