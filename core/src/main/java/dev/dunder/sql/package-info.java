/**
 * From a statement's shape to SQL text, through jOOQ.
 *
 * <p>The stages: {@link dev.dunder.sql.Joins} decides which tables are joined and how, {@link dev.dunder.sql.Conditions} turns
 * predicates into jOOQ conditions and finds out which joins they need, {@link dev.dunder.sql.Compiler} puts the clauses
 * together and renders the {@link dev.dunder.sql.Plan}. No connection is opened here, and no value is seen.
 */
@NullMarked
package dev.dunder.sql;

import org.jspecify.annotations.NullMarked;
