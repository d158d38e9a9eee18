package dev.dunder.resolve;

import org.jspecify.annotations.Nullable;

/** A criterion as it was said, before a query gives its names a meaning. {@link Resolver#orders} knows what it means. */
public sealed interface Ordered {
    /**
     * A criterion that is named.
     *
     * @param path such as {@code author__name}, with {@code -} before it for descending; {@code ?} for chance
     * @param nullsFirst where nulls stand; null for where the server puts them
     */
    record Path(String path, @Nullable Boolean nullsFirst) implements Ordered {
        @Override
        public Path nulls(boolean first) {
            return new Path(path, first);
        }

        /** As it is written. */
        @Override
        public String toString() {
            return SaidText.of(this);
        }
    }

    /**
     * A criterion that is computed.
     *
     * @param expression by what
     * @param descending largest first
     * @param nullsFirst where nulls stand; null for where the server puts them
     */
    record By(Unresolved expression, boolean descending, @Nullable Boolean nullsFirst) implements Ordered {
        @Override
        public By nulls(boolean first) {
            return new By(expression, descending, first);
        }

        /** As it is written. */
        @Override
        public String toString() {
            return SaidText.of(this);
        }
    }

    /**
     * The same with nulls before all else or behind.
     *
     * @param first before all else
     * @return the criterion
     */
    Ordered nulls(boolean first);
}
