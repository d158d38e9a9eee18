package dev.dunder.compose;

import dev.dunder.query.Step;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.Resolver;

/** How the rows of a common table expression are joined to those of a query. */
public interface CteJoin {
    /**
     * The name that the relation has in the query.
     *
     * @return a name
     */
    String name();

    /**
     * The rows that are joined.
     *
     * @return a query for all of them
     */
    BoundQuery rows();

    /**
     * The relation from the model of a query: by columns, and on the condition that what is computed is equal.
     *
     * @param resolver of the query
     * @return the step
     */
    Step.Filtered step(Resolver resolver);
}
