/**
 * The questions that a query set answers beside its rows: one row, a number, a page, an aggregate, a table of text; and what
 * was started ahead.
 */
@NullMarked
package dev.dunder.evaluate;

import org.jspecify.annotations.NullMarked;
