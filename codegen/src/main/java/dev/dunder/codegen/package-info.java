/**
 * Generated models: {@link dev.dunder.codegen.DunderGenerator} is jOOQ's Java generator and writes a model class for each
 * table besides, {@link dev.dunder.codegen.Generate} runs it from the command line.
 *
 * <p>What to write is a {@link dev.dunder.codegen.ModelSpec}; how, the {@link dev.dunder.codegen.ModelWriter} knows.
 */
@NullMarked
package dev.dunder.codegen;

import org.jspecify.annotations.NullMarked;
