/**
 * Writing. {@link dev.dunder.write.InstanceWriter} stores, changes and deletes one row, {@link dev.dunder.write.RowsWriter} all
 * rows of a query set, {@link dev.dunder.write.Creating} makes new ones of it. Each resolves what was said at the call,
 * composes statements, and sends them where it is evaluated: one alone, or several in a {@code Block}, which is stored as a
 * whole or not at all. A row of a model with parents is in several tables, see {@code RowTable}.
 */
@NullMarked
package dev.dunder.write;

import org.jspecify.annotations.NullMarked;
