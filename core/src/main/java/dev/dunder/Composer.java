package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Relation;
import dev.dunder.query.Combination;
import dev.dunder.query.CommonTable;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.BoundPredicate;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call that composes: it takes a query and its values, and gives the next. For one thread. */
final class Composer {
    private final Limits limits;
    private final Consumer<BoundQuery> guests;
    private final List<Query> beside = new ArrayList<>();
    private Query query;
    private List<@Nullable Object> values;

    Composer(Query query, List<@Nullable Object> values, Limits limits, Consumer<BoundQuery> guests) {
        this.limits = limits;
        this.guests = guests;
        this.query = query;
        this.values = values;
    }

    Query query() {
        return query;
    }

    List<@Nullable Object> values() {
        return values;
    }

    private Resolver resolver() {
        return new Resolver(query, values, limits, guests).beside(beside);
    }

    static List<Expr> fields(String... names) {
        return LookupException.allGiven(names, "a name").stream().map(Dunder::f).toList();
    }

    static List<String> paths(String first, String... more) {
        List<String> paths = new ArrayList<>(List.of(LookupException.given(first, "the name of a column")));
        paths.addAll(LookupException.allGiven(more, "the name of a column"));
        return paths;
    }

    /** The columns of a composite key one by one. */
    static List<Expression> parts(Expression expression) {
        return expression instanceof Expression.Tuple(List<Expression> parts) ? parts : List.of(expression);
    }

    // ---- Annotations ----

    void annotate(List<Expr> expressions, boolean selected) {
        Set<String> names = new HashSet<>();
        for (Expr expression : expressions) {
            if (!names.add(expression.name())) {
                throw new LookupException("'" + expression.name()
                        + "' is the name of two values here. Give one of them another: ….as(\"…\").");
            }
            annotate(expression, selected);
        }
    }

    private void annotate(Expr expression, boolean selected) {
        Resolver resolver = resolver();
        String name = Expr.checked(expression.name());
        if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            refuseToReplace(name, columns);
        } else {
            resolver.refuseToHide(name);
        }
        Expression resolved = Resolver.settled(expression.expression().resolve(resolver));
        if (resolved instanceof Expression.Tuple) {
            throw new LookupException("'" + name + "' would be a key of several columns. Annotate them one by one.");
        }
        values = resolver.values();
        annotate(name, resolved, selected);
    }

    /** Beside values only these have names: an attribute that is not among them may lend its own. */
    private void refuseToReplace(String name, List<Named> columns) {
        for (Named column : columns) {
            if (column.name().equals(name) && !(column.expression() instanceof Expression.Ref)) {
                throw new LookupException("Cannot call an annotation '" + name + "': that is one of the values.");
            }
        }
    }

    private void annotate(String name, Expression resolved, boolean selected) {
        query = query.step(new Step.Annotation(name, resolved, selected));
        if (query.selection() instanceof Selection.Columns(List<Named> columns) && selected) {
            List<Named> all = new ArrayList<>(columns);
            all.removeIf(column -> column.name().equals(name));
            all.add(new Named(name, new Expression.Ref(name, resolved)));
            query = query.select(new Selection.Columns(List.copyOf(all)));
        }
        if (Traversal.aggregates(resolved)) {
            group();
        }
    }

    /** By rows, or by the values that were chosen before the first aggregate. */
    private void group() {
        if (!(query.selection() instanceof Selection.Columns(List<Named> columns))) {
            if (query.grouping() instanceof Query.Grouping.None) {
                query = query.group(new Query.Grouping.Rows());
            }
            return;
        }
        if (query.grouping() instanceof Query.Grouping.Rows) {
            return;
        }
        List<Expression> keys = new ArrayList<>();
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            keys.addAll(by);
        }
        for (Named column : columns) {
            if (!Traversal.aggregates(column.expression()) && !keys.contains(column.expression())) {
                keys.add(column.expression());
            }
        }
        query = query.group(new Query.Grouping.Values(List.copyOf(keys)));
        if (query.ordering().byDefault()) {
            // An order that nobody asked for would make groups of its own.
            query = query.order(Query.Ordering.NONE);
        }
    }

    // ---- Values ----

    /** @param again whether a column may be selected again, as where only its place tells it apart */
    void select(List<Expr> expressions, boolean again) {
        if (query.combination() != null) {
            selectOfParts(expressions, again);
            return;
        }
        List<Named> columns = new ArrayList<>();
        if (expressions.isEmpty()) {
            all(columns);
        }
        for (Expr expression : expressions) {
            String name = expression.name();
            boolean known = columns.stream().anyMatch(other -> other.name().equals(name));
            if (known && !again) {
                throw new LookupException("'" + name + "' is asked for twice.");
            }
            Resolver resolver = resolver();
            Expression resolved = Resolver.settled(expression.expression().resolve(resolver));
            values = resolver.values();
            refuseAlias(resolved);
            if (known && !columns.contains(new Named(name, resolved))) {
                throw new LookupException("'" + name + "' is the name of two values here. Give one of them another.");
            }
            boolean given = resolved instanceof Expression.Column || resolved instanceof Expression.Ref
                    || resolved instanceof Expression.Tuple;
            if (given && (resolved instanceof Expression.Tuple || isNameOf(name, resolved))) {
                columns.add(new Named(name, resolved));
            } else if (given) {
                // It has another name here, which is one from now on; it is no further value that makes groups.
                query = query.step(new Step.Annotation(Expr.checked(name), resolved, true));
                columns.add(new Named(name, new Expression.Ref(name, resolved)));
            } else {
                // What is computed is an annotation first, and of the rows as they are before anything is chosen of them.
                annotate(Expr.checked(name), resolved, true);
                columns.add(new Named(name, new Expression.Ref(name, resolved)));
            }
        }
        query = query.select(new Selection.Columns(List.copyOf(columns)));
        Query.Ordering order = query.ordering();
        List<Order> orders = resolver().orderSelected(order.orders());
        query = query.order(new Query.Ordering(orders, order.reversed(), order.byDefault()));
    }

    /** Whether a value is called so anyway. */
    private boolean isNameOf(String name, Expression value) {
        if (name.contains("__")) {
            return true;
        }
        Resolver resolver = resolver();
        return resolver.knows(name) && resolver.value(name).equals(value);
    }

    private void refuseAlias(Expression expression) {
        if (expression instanceof Expression.Ref(String name, Expression target)) {
            for (Step.Annotation annotation : query.annotations()) {
                if (annotation.name().equals(name) && !annotation.selected()) {
                    throw new LookupException(
                            "Cannot select the alias '" + name + "', which is there to be filtered and"
                                    + " ordered by. Say annotate(…) instead of alias(…).");
                }
            }
        }
    }

    private void all(List<Named> columns) {
        for (Attribute attribute : query.model().attributes()) {
            columns.add(new Named(attribute.name(), new Expression.Column(attribute.via(), attribute.origin())));
        }
        for (Step.Annotation annotation : query.annotations()) {
            if (annotation.selected()) {
                columns.add(new Named(
                        annotation.name(), new Expression.Ref(annotation.name(), annotation.expression())));
            }
        }
    }

    /** The values of each of the queries that are put together. */
    private void selectOfParts(List<Expr> expressions, boolean again) {
        Query union = query;
        List<Query> parts = new ArrayList<>();
        beside.add(union);
        for (Query part : java.util.Objects.requireNonNull(union.combination()).parts()) {
            query = part;
            select(expressions, again);
            parts.add(query);
            beside.add(query);
        }
        beside.clear();
        query = union
                .combine(
                        new Combination(union.combination().operation(), union.combination().all(), List.copyOf(parts)))
                .select(parts.get(0).selection());
    }

    // ---- Relations ----

    void filteredRelation(String name, String path, Term condition) {
        Resolver resolver = resolver();
        Step.Filtered filtered = FilteredRelation.of(query, name, path).step(resolver, condition);
        values = resolver.values();
        query = query.step(filtered);
    }

    void join(Cte.Join join) {
        Resolver resolver = resolver();
        resolver.refuseRelation(LookupException.given(join, "a join").name());
        Step.Filtered step = join.step(resolver);
        BoundQuery embedded = join.cte().embedded();
        guests.accept(embedded);
        List<CommonTable> read = new ArrayList<>();
        embedded.query().commons().forEach(common -> read.add(resolver.adopt(common, embedded.values())));
        values = resolver.values();
        query = query.step(step).reading(read);
    }

    // ---- Several queries ----

    void combine(Combination.Operation operation, boolean all, List<BoundQuery> others) {
        Resolver resolver = resolver();
        Combination combination = query.combination();
        boolean further = combination != null && combination.operation() == operation && combination.all() == all
                && isBare(query);
        List<Query> parts = new ArrayList<>(further && combination != null ? combination.parts() : List.of(query));
        others.forEach(other -> parts.add(resolver.adopt(selectingTheSame(other))));
        values = resolver.values();
        query = resolver.checked(Query.of(query.model())
                .select(query.selection())
                .reading(further ? query.commons() : List.of())
                .combine(new Combination(operation, all, List.copyOf(parts))));
    }

    /** The first one's values are those of all that choose none themselves. */
    private BoundQuery selectingTheSame(BoundQuery other) {
        if (!(query.selection() instanceof Selection.Columns(List<Named> columns))
                || !(other.query().selection() instanceof Selection.Instances)) {
            return other;
        }
        Composer composing = new Composer(other.query(), other.values(), limits, guests);
        composing.select(columns.stream().map(column -> Dunder.f(column.name())).toList(), true);
        return new BoundQuery(composing.query(), composing.values(), other.source());
    }

    /** Nothing but its parts says which rows a union has: then one more goes beside them, and nothing nests. */
    private static boolean isBare(Query query) {
        return query.steps().isEmpty() && query.distinct() == null && !query.sliced() && query.lock() == null;
    }

    void and(BoundQuery other) {
        Query right = adopted(other);
        for (Step step : right.steps()) {
            query = query.step(step);
        }
        query = resolver().checked(groupedAndOrdered(query, right));
    }

    /** Of the other query set remain what its aggregates are grouped by, and its order where it has asked for one. */
    private static Query groupedAndOrdered(Query query, Query right) {
        Query reading = query.reading(right.commons());
        Query grouped = query.grouping() instanceof Query.Grouping.None ? reading.group(right.grouping()) : reading;
        boolean ordered = !right.ordering().byDefault() && !right.ordering().orders().isEmpty();
        return ordered ? grouped.order(right.ordering()) : grouped;
    }

    void or(BoundQuery other, boolean exclusive) {
        Query right = adopted(other);
        if (isNarrowed(query) || isNarrowed(right)) {
            throw new LookupException("A query set that a common table expression is joined to by inner() has no WHERE"
                    + " to combine with another's. Use union(…).");
        }
        List<Predicate> either = new ArrayList<>(alternatives(filters(query), exclusive));
        either.add(Predicate.elsewhere(filters(right)));
        Predicate both = exclusive ? Predicate.xor(either) : Predicate.or(either);
        List<Step> rest = new ArrayList<>(query.steps());
        right.steps().stream().filter(step -> !rest.contains(step)).forEach(rest::add);
        rest.removeIf(Step.Filter.class::isInstance);
        query = resolver().checked(groupedAndOrdered(query.steps(rest).filter(both), right));
    }

    /** Chains stay flat. */
    private static List<Predicate> alternatives(Predicate predicate, boolean exclusive) {
        return switch (predicate) {
            case Predicate.Or(List<Predicate> terms) when !exclusive -> terms;
            case Predicate.Xor(List<Predicate> terms) when exclusive -> terms;
            default -> List.of(predicate);
        };
    }

    private static boolean isNarrowed(Query query) {
        return query.steps().stream().anyMatch(step -> step instanceof Step.Filtered relation && relation.required());
    }

    private Query adopted(BoundQuery other) {
        if (query.model() != other.query().model() && !query.model().table().equals(other.query().model().table())) {
            throw new LookupException("Query sets of " + query.model().name() + " and "
                    + other.query().model().name() + " cannot be combined: use union(…).");
        }
        if (query.sliced() || other.query().sliced() || query.combination() != null
                || other.query().combination() != null) {
            throw new DunderException(
                    "Query sets of which a slice was taken or which are put together of several cannot be"
                            + " combined. Use union(…).");
        }
        if ((query.distinct() == null) != (other.query().distinct() == null)) {
            throw new DunderException("A distinct query set and one that is not cannot be combined.");
        }
        refuseSecondMeaning(other);
        Resolver resolver = resolver();
        Query right = resolver.adopt(other);
        values = resolver.values();
        return right;
    }

    /** A relation of the query's own is joined by one condition. */
    private void refuseSecondMeaning(BoundQuery other) {
        for (Step step : query.steps()) {
            for (Step their : other.query().steps()) {
                if (step instanceof Step.Filtered(String name, Relation relation, Predicate condition)
                        && their instanceof Step.Filtered(String same, Relation another, Predicate there)
                        && name.equals(same)
                        && !(relation.equals(another)
                                && BoundPredicate.of(condition, values)
                                        .equals(BoundPredicate.of(there, other.values())))) {
                    throw new LookupException("Both query sets call a relation '" + name
                            + "', and mean different rows by it. Give one another name, or use union(…).");
                }
            }
        }
    }

    private static Predicate filters(Query query) {
        List<Predicate> all = new ArrayList<>();
        int calls = 0;
        for (Step step : query.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                all.add(Predicate.called(calls, predicate));
                calls += Traversal.calls(predicate);
            }
        }
        return Predicate.and(all);
    }
}
