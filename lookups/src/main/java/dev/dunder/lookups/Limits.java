package dev.dunder.lookups;

/**
 * How large a query may become. Conditions are often made of what comes from outside, and a few kilobytes of them can keep a
 * server busy for minutes, past its own timeouts; so there is an end to each of these, far beyond what is written by hand.
 *
 * <pre>{@code
 * Database db = Database.builder(pool).limits(Limits.USUAL.joins(200).depth(80)).build();
 * }</pre>
 *
 * <p>What would exceed a limit is refused before anything is sent: by the call that composes, or, for joins, when the
 * statement is written. Immutable and safe to share between threads.
 *
 * @param hops how many relations a path follows
 * @param depth how deep the conditions of one filter nest: deeper ones overflow stacks, here and in the server
 * @param terms how many conditions one filter has; a long list of values belongs into one {@code in}
 * @param values how many values a query binds; the protocol counts them in 16 bits
 * @param joins how many tables a statement joins, in its subqueries too: the time that the server needs to plan them grows
 *        faster than their number
 */
public record Limits(int hops, int depth, int terms, int values, int joins) {
    private static final int MOST_VALUES = 32_767;

    /** What holds where nothing else is said: 16 hops, a depth of 50, 1,000 terms, 32,767 values and 100 joins. */
    public static final Limits USUAL = new Limits(16, 50, 1_000, MOST_VALUES, 100);

    /**
     * Limits.
     *
     * @throws DunderException if one is less than 1, or more values are wanted than the protocol can count
     */
    public Limits {
        if (Math.min(Math.min(hops, depth), Math.min(Math.min(terms, values), joins)) < 1) {
            throw new DunderException("A limit is at least 1.");
        }
        if (values > MOST_VALUES) {
            throw new DunderException("The protocol knows at most " + MOST_VALUES + " values in a statement.");
        }
    }

    /**
     * With another limit for the relations of a path.
     *
     * @param most how many
     * @return the limits
     */
    public Limits hops(int most) {
        return new Limits(most, depth, terms, values, joins);
    }

    /**
     * With another limit for the nesting of a filter.
     *
     * @param most how deep
     * @return the limits
     */
    public Limits depth(int most) {
        return new Limits(hops, most, terms, values, joins);
    }

    /**
     * With another limit for the conditions of a filter.
     *
     * @param most how many
     * @return the limits
     */
    public Limits terms(int most) {
        return new Limits(hops, depth, most, values, joins);
    }

    /**
     * With another limit for the values of a query.
     *
     * @param most how many
     * @return the limits
     */
    public Limits values(int most) {
        return new Limits(hops, depth, terms, most, joins);
    }

    /**
     * With another limit for the tables that a statement joins.
     *
     * @param most how many
     * @return the limits
     */
    public Limits joins(int most) {
        return new Limits(hops, depth, terms, values, most);
    }
}
