package dev.dunder.resolve;

import dev.dunder.query.Expression;

/** A value that a query computes: an expression as it was said, before a query gives its names a meaning. */
@FunctionalInterface
public interface Resolvable {
    /**
     * The expression on the query that a resolver is for.
     *
     * @param resolver the resolver
     * @return the expression
     * @throws dev.dunder.lookups.LookupException if a name is unknown or a value does not fit
     */
    Expression resolve(Resolver resolver);
}
