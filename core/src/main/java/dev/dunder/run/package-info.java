/**
 * From a plan and its values to rows, over JDBC: {@link dev.dunder.run.Execution} is the one way through, whichever thread
 * takes it. {@link dev.dunder.run.Once} lets that be another thread, or the same at another time.
 *
 * <p>Nothing here knows of lookups, and the driver's {@link java.sql.SQLException}s pass through.
 */
@NullMarked
package dev.dunder.run;

import org.jspecify.annotations.NullMarked;
