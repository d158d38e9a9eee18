package dev.dunder.compose;

import dev.dunder.resolve.Unresolved;

/**
 * A value that a query computes, and its name.
 *
 * @param name the name that was chosen, or that it has by itself
 * @param expression the value
 */
public record NamedExpression(String name, Unresolved expression) {}
