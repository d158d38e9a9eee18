package dev.dunder.query;

/**
 * An expression and what its value is called.
 *
 * @param name the name in the result
 * @param expression the expression
 */
public record Named(String name, Expression expression) {}
