package dev.dunder.resolve;

import dev.dunder.model.Criterion;
import dev.dunder.query.Order;
import java.util.List;

/** A criterion that is computed: as it was said, before a query gives its names a meaning. */
public interface Ordered extends Criterion {
    /**
     * What it orders by in a query.
     *
     * @param resolver gives names their meaning
     * @return the criteria; several for a relation that orders by several
     * @throws dev.dunder.lookups.LookupException if a name is unknown
     */
    List<Order> orders(Resolver resolver);
}
