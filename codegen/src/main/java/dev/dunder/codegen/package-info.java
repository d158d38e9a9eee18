/**
 * Generated models: {@link dev.dunder.codegen.Generate} writes a class for each table, {@link dev.dunder.codegen.DunderGenerator}
 * does so beside jOOQ's own classes.
 *
 * <p>One way through: SQL or a server, its {@code Facts} and models, a {@code Plan} of what is written and what everything is
 * called, the {@code Sources} of it, the {@code Output}.
 */
@NullMarked
package dev.dunder.codegen;

import org.jspecify.annotations.NullMarked;
