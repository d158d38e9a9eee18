package dev.dunder.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One foreign key, followed in one direction: a step from a model to another, or to itself.
 *
 * <p>Does not change once its schema has been made, and is equal only to itself.
 */
public final class Hop {
    private final Model source;
    private final Model target;
    private final List<Attribute> near;
    private final List<Attribute> far;
    private final boolean forward;
    private final boolean toMany;
    private final boolean optional;
    private final boolean apart;
    private final boolean between;
    private @Nullable Hop opposite;

    private Hop(
            Model source,
            Model target,
            List<Attribute> near,
            List<Attribute> far,
            boolean forward,
            boolean toMany,
            boolean optional,
            boolean apart,
            boolean between) {
        this.source = source;
        this.target = target;
        this.near = List.copyOf(near);
        this.far = List.copyOf(far);
        this.forward = forward;
        this.toMany = toMany;
        this.optional = optional;
        this.apart = apart;
        this.between = between;
    }

    /** From the table that has the foreign key to the one it refers to. */
    static Hop forward(Model source, Model target, List<Attribute> near, List<Attribute> far, boolean kept) {
        boolean optional = !kept || near.stream().anyMatch(Attribute::nullable);
        return new Hop(source, target, near, far, true, false, optional, false, false);
    }

    /** The same foreign key from its other end. */
    Hop reverse(boolean unique) {
        Hop reverse = new Hop(target, source, far, near, false, !unique, true, false, false);
        reverse.opposite = this;
        opposite = reverse;
        return reverse;
    }

    /** The same step, but none that is equal to it: joined for itself, and always. */
    Hop again() {
        return new Hop(source, target, near, far, forward, toMany, optional, true, false);
    }

    /** The same step, but none that is equal to it: joined for itself, where there is a row at the end of those that follow. */
    Hop leading() {
        return new Hop(source, target, near, far, forward, toMany, optional, true, true);
    }

    /** From one model to another by columns that a query says to be equal. */
    static Hop joined(
            Model source, Model target, List<Attribute> near, List<Attribute> far, boolean toMany, boolean required) {
        return new Hop(source, target, near, far, false, toMany, !required, false, false);
    }

    /** The same step from another model, which has the values of the columns that it starts from, so that it needs no more. */
    Hop from(Model other, List<Attribute> columns) {
        boolean absent = optional || columns.stream().anyMatch(Attribute::nullable);
        Hop from = new Hop(other, target, columns, far, forward, toMany, absent, apart, between);
        from.opposite = opposite;
        return from;
    }

    /**
     * Where it starts.
     *
     * @return the model on the near side
     */
    public Model source() {
        return source;
    }

    /**
     * Where it leads.
     *
     * @return the model on the far side
     */
    public Model target() {
        return target;
    }

    /**
     * The columns of {@link #source} that are equal to those of {@link #far}, in the same order.
     *
     * @return one, or several for a composite key
     */
    public List<Attribute> near() {
        return near;
    }

    /**
     * The columns of {@link #target}.
     *
     * @return as many as {@link #near}
     */
    public List<Attribute> far() {
        return far;
    }

    /**
     * The same foreign key, followed in the other direction.
     *
     * @return the step back, to the table that has the columns, though another model may have their values too; null for
     *         columns that only a query says to be equal
     */
    public @Nullable Hop opposite() {
        return opposite;
    }

    /**
     * Whether the near side has the foreign key, so that the key's columns are here too.
     *
     * @return false for the reverse
     */
    public boolean forward() {
        return forward;
    }

    /**
     * Whether one row may lead to several.
     *
     * @return true for the reverse of a foreign key that is not unique
     */
    public boolean toMany() {
        return toMany;
    }

    /**
     * Whether a row may lead to none.
     *
     * @return false only for a foreign key, followed forward, whose columns are not null, and which all rows keep
     */
    public boolean optional() {
        return optional;
    }

    /**
     * Whether it was made by {@link #again}, as the last step of a filtered relation. Its rows fulfil a condition, so the near
     * side's columns never stand for those of the far side, and it may lead to no row where its foreign key has a value.
     *
     * @return false for the steps of the models themselves
     */
    public boolean apart() {
        return apart;
    }

    /**
     * Whether it is a step of a filtered relation before the last, to rows that count only where the relation goes on to one
     * that fulfils its condition.
     *
     * @return false for all other steps
     */
    public boolean between() {
        return between;
    }

    /**
     * Whether what is said of it in one call may be about another row than in the next. A common table expression that is
     * joined by an inner join makes several rows of one, and all that is said of it is about these.
     *
     * @return false for a step to one row too
     */
    public boolean severalForEach() {
        return toMany && (optional || apart);
    }

    /**
     * Whether rows may be lost by joining it: a filtered relation along a required foreign key is joined as that is.
     *
     * @return false for all that keeps rows which lead to none, and for what always leads to one
     */
    public boolean narrows() {
        return apart && !optional;
    }

    /**
     * Whether there may be another number of rows once it has been joined.
     *
     * @return true for a step to many rows, and for one that {@link #narrows}
     */
    public boolean changesCount() {
        return toMany || narrows();
    }

    @Override
    public String toString() {
        return source.name() + " -> " + target.name();
    }
}
