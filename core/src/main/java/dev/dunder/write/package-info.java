/** Writing: {@link dev.dunder.write.InstanceWriter} stores, changes and deletes one row. */
@NullMarked
package dev.dunder.write;

import org.jspecify.annotations.NullMarked;
