package dev.dunder.resolve;

import dev.dunder.query.Order;
import java.util.List;

/**
 * A criterion that is named.
 *
 * @param path such as {@code author__name}, with {@code -} before it for descending; {@code ?} for chance
 */
public record OrderPath(String path) implements Ordered {
    @Override
    public List<Order> orders(Resolver resolver) {
        return resolver.order(path);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return '"' + path + '"';
    }
}
