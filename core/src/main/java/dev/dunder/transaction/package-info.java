/** Transactions that somebody else begins and ends, and how a database takes part in them. */
@NullMarked
package dev.dunder.transaction;

import org.jspecify.annotations.NullMarked;
