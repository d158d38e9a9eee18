/**
 * All that is of PostgreSQL and its JDBC driver alone: codecs, failures by SQLSTATE, time zones, cancelling. Nothing else
 * names {@code org.postgresql}.
 */
@NullMarked
package dev.dunder.dialect.postgres;

import org.jspecify.annotations.NullMarked;
