package dev.dunder;

import dev.dunder.dialect.postgres.JooqExpression;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Criterion;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.SaidEquality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A criterion for {@link QuerySet#orderBy}, made by {@link ColumnPath#asc}, {@link Expr#desc} and their siblings; or for the
 * usual order of a model, {@link dev.dunder.model.ModelDefinition#ordering(dev.dunder.model.Criterion,
 * dev.dunder.model.Criterion...)}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <M> the model that it is about
 */
@SuppressWarnings("UnusedTypeParameter") // it is for the compiler of whoever writes queries
public final class Ordering<M extends @Nullable Object> implements Criterion {
    private final Ordered said;

    Ordering(Ordered said) {
        this.said = said;
    }

    /** Called where a query is made of it. */
    @Override
    public Object said() {
        return said;
    }

    /**
     * A criterion as a string says it, to stand beside others: {@code Ordering.by("-author")}.
     *
     * @param criterion a path, {@code -} before it for descending; a relation orders by what its model orders by
     * @param <M> the model of the query that it is used in
     * @return the criterion
     */
    public static <M extends @Nullable Object> Ordering<M> by(String criterion) {
        return new Ordering<>(new Ordered.Path(LookupException.given(criterion, "what rows are ordered by"), null));
    }

    /**
     * With nulls before all else: {@code NULLS FIRST}.
     *
     * @return the criterion
     */
    public Ordering<M> nullsFirst() {
        return new Ordering<>(said.nulls(true));
    }

    /**
     * With nulls behind all else: {@code NULLS LAST}.
     *
     * @return the criterion
     */
    public Ordering<M> nullsLast() {
        return new Ordering<>(said.nulls(false));
    }

    /** A criterion of jOOQ's. */
    static Ordering<Object> of(org.jooq.OrderField<?> criterion) {
        if (criterion instanceof org.jooq.SortField<?> sorted) {
            Ordering<Object> direction = new Ordering<>(new Ordered.By(JooqExpression.of(sorted.$field()),
                    sorted.$sortOrder() == org.jooq.SortOrder.DESC, null));
            return sorted.$nullOrdering() == null
                    ? direction
                    : sorted.$nullOrdering() == org.jooq.impl.QOM.NullOrdering.NULLS_FIRST
                            ? direction.nullsFirst()
                            : direction.nullsLast();
        }
        return new Ordering<>(new Ordered.By(JooqExpression.of(criterion), false, null));
    }

    /** Whatever orders: a criterion, a path, an expression. */
    static Ordered criterion(Object criterion) {
        return switch (LookupException.given(criterion, "what rows are ordered by")) {
            case Ordering<?> ordering -> ordering.said;
            case String path -> new Ordered.Path(path, null);
            case Expr expression -> expression.asc().said;
            case ColumnPath<?, ?> column -> column.asc().said;
            case org.jooq.OrderField<?> field -> of(field).said;
            default -> throw new LookupException(
                    "Rows are ordered by paths and expressions, not by a " + criterion.getClass().getSimpleName()
                            + ".");
        };
    }

    /** Paths, as most are. */
    static List<Ordered> criteria(String[] paths) {
        Ordered[] orders = new Ordered[paths.length];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = criterion(paths[i]);
        }
        return List.of(orders);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return said.toString();
    }

    /** Whether it says the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ordering<?> ordering && SaidEquality.same(ordering.said, said);
    }

    @Override
    public int hashCode() {
        return SaidEquality.hash(said);
    }
}
