package dev.dunder.resolve;

import dev.dunder.lookups.Lookup;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The left side of a comparison and its lookup.
 *
 * @param source the path for messages
 * @param left the value
 * @param lookup the lookup
 * @param target the model that it leads to, where it ends at a relation; else null
 * @param key the attribute of that model that the value refers to
 */
record Compared(String source, Expression left, Lookup lookup, @Nullable Model target, @Nullable Attribute key) {}
