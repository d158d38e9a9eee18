package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Criterion;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a name orders by: a relation by what its model orders by, however far that leads; where its key is one of the values
 * that are selected, by that.
 */
final class Orderings {
    /** Two models may each order by the other. */
    static final class Circle extends LookupException {
        private static final long serialVersionUID = 1;

        Circle(Model model) {
            super("Cannot order by '" + model.name()
                    + "': its ordering leads back to itself. Order by one of its attributes.");
        }
    }

    private static final String RANDOM = "?";

    private final Resolver resolver;

    Orderings(Resolver resolver) {
        this.resolver = resolver;
    }

    /** By what was said. */
    List<Order> of(Ordered said) {
        return switch (said) {
            case Ordered.Path(String path, Boolean nullsFirst) -> withNulls(by(path), nullsFirst);
            case Ordered.By by -> withNulls(
                    List.of(new Order.By(Resolver.settled(resolver.resolve(by.expression())), by.descending())),
                    by.nullsFirst());
        };
    }

    private static List<Order> withNulls(List<Order> orders, @Nullable Boolean first) {
        return first == null ? orders : orders.stream().map(order -> order.nulls(first)).toList();
    }

    /** By a path with its sign. */
    List<Order> by(String criterion) {
        if (criterion.equals(RANDOM) || criterion.equals("-" + RANDOM)) {
            return List.of(new Order.Random());
        }
        boolean descending = criterion.startsWith("-");
        boolean signed = descending || criterion.startsWith("+");
        return by(signed ? criterion.substring(1) : criterion, descending);
    }

    /** By one of the criteria of a model. */
    List<Order> by(Criterion criterion) {
        return switch (criterion.said()) {
            case Criterion.Name(String path) -> by(path);
            case Ordered computed -> {
                List<Order> orders = of(computed);
                if (orders.stream()
                        .anyMatch(one -> one instanceof Order.By by && Traversal.aggregates(by.expression()))) {
                    throw new LookupException("The rows of " + resolver.model().name()
                            + " cannot be ordered by an aggregate, which is of several rows.");
                }
                yield orders;
            }
            default -> throw new LookupException("The rows of " + resolver.model().name() + " cannot be ordered by a "
                    + criterion.getClass().getSimpleName() + ". Use names, expressions and Ordering.by(…).");
        };
    }

    /** By what the model orders by. */
    List<Order> usual() {
        try {
            return resolver.model().ordering().stream().flatMap(one -> by(one).stream()).toList();
        } catch (Circle circle) {
            return List.of(new Order.Endless(Objects.requireNonNull(circle.getMessage())));
        }
    }

    List<Order> by(String path, boolean descending) {
        PathParser.Path<Relation, QueryScope.Target> found = resolver.path(path);
        List<Order> orders = new ArrayList<>();
        if (found.relation() && found.transforms().isEmpty() && found.column() instanceof QueryScope.Target.Of) {
            Model target = found.hops().get(found.hops().size() - 1).target();
            boolean isOwnColumn = path.endsWith("__pk") || path.equals("pk");
            if (!target.ordering().isEmpty() && !isOwnColumn && !resolver.selects(path)) {
                List<Hop> hops = new ArrayList<>();
                found.hops().forEach(relation -> hops.addAll(relation.hops()));
                related(orders, hops, target, descending, resolver.orderedBy());
                Order.Way way = new Order.Way(path, descending);
                orders.replaceAll(order -> order instanceof Order.By by
                        ? new Order.By(by.expression(), by.descending(), by.nullsFirst(), way)
                        : order);
                return orders;
            }
        }
        add(orders, resolver.value(path), descending);
        return orders;
    }

    /** The same once values are selected: a relation whose key is one of them orders by that. */
    List<Order> selected(List<Order> orders) {
        Set<Order> all = new LinkedHashSet<>();
        for (Order order : orders) {
            if (order instanceof Order.By by && by.relation() != null && resolver.selects(by.relation().path())) {
                by(by.relation().path(), by.relation().descending())
                        .forEach(one -> all.add(one.nulls(by.nullsFirst())));
            } else {
                all.add(order);
            }
        }
        return List.copyOf(all);
    }

    private void related(List<Order> orders, List<Hop> hops, Model target, boolean descending, Set<Model> before) {
        if (before.contains(target)) {
            throw new Circle(target);
        }
        Set<Model> so = new HashSet<>(before);
        so.add(target);
        for (Criterion criterion : target.ordering()) {
            Resolver there = new Resolver(target).orderedBy(so);
            if (!(criterion instanceof Criterion.Name(String signed))) {
                List<Order> computed = elsewhere(hops, there, criterion);
                computed.forEach(order -> orders.add(descending ? order.reversed() : order));
                continue;
            }
            boolean down = signed.startsWith("-");
            String name = down ? signed.substring(1) : signed;
            PathParser.Path<Relation, QueryScope.Target> found = there.path(name);
            List<Hop> path = new ArrayList<>(hops);
            found.hops().forEach(relation -> path.addAll(relation.hops()));
            Model further = found.relation() ? found.hops().get(found.hops().size() - 1).target() : null;
            if (further != null && found.transforms().isEmpty() && !further.ordering().isEmpty()) {
                related(orders, path, further, descending != down, so);
            } else if (found.column() instanceof QueryScope.Target.Of(Attribute attribute)
                    && found.transforms().isEmpty()) {
                add(orders, Resolver.column(path, attribute), descending != down);
            } else {
                throw new LookupException("Cannot order by '" + target.name() + "' from elsewhere: its ordering '"
                        + signed + "' is no attribute.");
            }
        }
    }

    private List<Order> elsewhere(List<Hop> hops, Resolver there, Criterion criterion) {
        List<Order> orders = there.order(criterion);
        return new Rebase(hops, there, resolver).orders(orders);
    }

    private static void add(List<Order> orders, Expression expression, boolean descending) {
        if (expression instanceof Expression.Tuple(List<Expression> parts)) {
            parts.forEach(part -> orders.add(new Order.By(part, descending)));
        } else {
            orders.add(new Order.By(expression, descending));
        }
    }
}
