package dev.dunder;

import dev.dunder.dialect.postgres.JooqExpression;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.Order;
import dev.dunder.resolve.OrderPath;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.SaidText;
import dev.dunder.resolve.Unresolved;
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
public final class Ordering<M extends @Nullable Object> implements Ordered {
    private final @Nullable String path;
    private final @Nullable Unresolved expression;
    private final boolean descending;
    private final @Nullable Boolean nullsFirst;

    Ordering(@Nullable String path, @Nullable Unresolved expression, boolean descending, @Nullable Boolean nullsFirst) {
        this.path = path;
        this.expression = expression;
        this.descending = descending;
        this.nullsFirst = nullsFirst;
    }

    /**
     * A criterion as a string says it, to stand beside others: {@code Ordering.by("-author")}.
     *
     * @param criterion a path, {@code -} before it for descending; a relation orders by what its model orders by
     * @param <M> the model of the query that it is used in
     * @return the criterion
     */
    public static <M extends @Nullable Object> Ordering<M> by(String criterion) {
        return new Ordering<>(criterion, null, false, null);
    }

    /**
     * With nulls before all else: {@code NULLS FIRST}.
     *
     * @return the criterion
     */
    public Ordering<M> nullsFirst() {
        return new Ordering<>(path, expression, descending, true);
    }

    /**
     * With nulls behind all else: {@code NULLS LAST}.
     *
     * @return the criterion
     */
    public Ordering<M> nullsLast() {
        return new Ordering<>(path, expression, descending, false);
    }

    /** Called where a query is made of it. */
    @Override
    public List<Order> orders(Resolver resolver) {
        List<Order> orders = path != null
                ? resolver.order(descending ? "-" + path : path)
                : expression == null
                        ? List.of()
                        : List.of(new Order.By(Resolver.settled(resolver.resolve(expression)), descending));
        return nullsFirst == null
                ? orders
                : orders.stream().map(order -> order.nulls(nullsFirst)).toList();
    }

    /** A criterion of jOOQ's. */
    static Ordering<Object> of(org.jooq.OrderField<?> criterion) {
        if (criterion instanceof org.jooq.SortField<?> sorted) {
            Ordering<Object> direction = new Ordering<>(null, JooqExpression.of(sorted.$field()),
                    sorted.$sortOrder() == org.jooq.SortOrder.DESC, null);
            return sorted.$nullOrdering() == null
                    ? direction
                    : sorted.$nullOrdering() == org.jooq.impl.QOM.NullOrdering.NULLS_FIRST
                            ? direction.nullsFirst()
                            : direction.nullsLast();
        }
        return new Ordering<>(null, JooqExpression.of(criterion), false, null);
    }

    /** Whatever orders: a criterion, a path, an expression. */
    static Ordered criterion(Object criterion) {
        return switch (LookupException.given(criterion, "what rows are ordered by")) {
            case Ordering<?> ordering -> ordering;
            case String path -> new OrderPath(path);
            case Expr expression -> expression;
            case ColumnPath<?, ?> column -> column.asc();
            default -> throw new LookupException(
                    "Rows are ordered by paths and expressions, not by a " + criterion.getClass().getSimpleName()
                            + ".");
        };
    }

    /** As it was written. */
    @Override
    public String toString() {
        String text = path != null
                ? '"' + (descending ? "-" : "") + path + '"'
                : expression == null ? "" : SaidText.of(expression) + (descending ? ".desc()" : ".asc()");
        return text + (nullsFirst == null ? "" : nullsFirst ? ".nullsFirst()" : ".nullsLast()");
    }
}
