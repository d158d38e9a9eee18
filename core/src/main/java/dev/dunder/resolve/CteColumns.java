package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.QueryColumn;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.query.TypeRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** What a query selects, seen from outside: as the columns of a common table expression. */
public final class CteColumns {
    private CteColumns() {}

    /**
     * The query, as it is to stand under a name: with columns that have names, and in no order, unless that decides which
     * rows there are.
     *
     * @param query the query
     * @return the same rows
     */
    public static Query named(Query query) {
        boolean ordered = query.sliced() || (query.distinct() != null && !query.distinct().on().isEmpty());
        Query unordered = ordered ? query : query.order(Query.Ordering.NONE);
        return unordered.eachPart(CteColumns::named).select(new Selection.Columns(columns(query)));
    }

    private static List<Named> columns(Query query) {
        Query first = parts(query).get(0);
        return switch (first.selection()) {
            case Selection.Columns(List<Named> columns) -> columns;
            case Selection.Instances(List<Attribute> attributes, var related) -> {
                List<Named> columns = new ArrayList<>();
                attributes.forEach(attribute -> columns.add(
                        new Named(attribute.name(), new Expression.Column(attribute.via(), attribute.origin()))));
                first.annotations().stream().filter(Step.Annotation::selected).forEach(annotation -> columns.add(
                        new Named(annotation.name(),
                                new Expression.Ref(annotation.name(), annotation.expression()))));
                yield List.copyOf(columns);
            }
        };
    }

    /** The queries that really select, where several are put together. */
    static List<Query> parts(Query query) {
        return query.combination() == null
                ? List.of(query)
                : query.combination().parts().stream().flatMap(part -> parts(part).stream()).toList();
    }

    /** What a query that has been {@link #named} selects. */
    static List<Named> of(Query query) {
        return query.selection() instanceof Selection.Columns(List<Named> columns) ? columns : List.of();
    }

    /**
     * The columns of the rows of some queries, one below the other.
     *
     * @param queries those, which have been {@link #named}
     * @param label what messages call them
     * @return by the names of the first, whose types they have
     * @throws LookupException if a column has no name to look it up by, or two have the same
     */
    public static List<QueryColumn> columns(List<Query> queries, String label) {
        List<Query> parts = queries.stream().flatMap(query -> parts(query).stream()).toList();
        List<QueryColumn> columns = new ArrayList<>();
        List<Named> first = of(parts.get(0));
        for (int i = 0; i < first.size(); i++) {
            int place = i;
            Named named = first.get(i);
            checkName(named, label);
            if (columns.stream().anyMatch(other -> other.name().equals(named.name()))) {
                throw new LookupException("Two columns of " + label + " are called '" + named.name()
                        + "'. Name one of them with f(…).as(…).");
            }
            List<@Nullable Attribute> origins = new ArrayList<>();
            parts.forEach(part -> origins.add(place < of(part).size() ? origin(of(part).get(place)) : null));
            boolean one = origins.stream().distinct().count() == 1;
            boolean nullable = parts.stream()
                    .anyMatch(part -> place >= of(part).size() || isNullable(of(part).get(place).expression()));
            DataType<?> type = one ? named.expression().type() : together(parts, place);
            columns.add(new QueryColumn(named.name(), type.nullable(nullable), one ? origins.get(0) : null));
        }
        return columns;
    }

    private static DataType<?> together(List<Query> parts, int place) {
        return TypeRules.together(parts.stream().filter(part -> place < of(part).size())
                .map(part -> List.<DataType<?>>of(of(part).get(place).expression().type())).toList()).get(0);
    }

    private static void checkName(Named named, String label) {
        String name = named.name();
        if (named.expression() instanceof Expression.Tuple) {
            throw new LookupException("'" + name + "' in " + label
                    + " is a key of several columns. Name them one by one in values(…).");
        }
        if (name.isEmpty() || name.contains(PathParser.SEPARATOR) || name.equals("pk")) {
            throw new LookupException("A column of " + label + " cannot be called '" + name
                    + "', as that is no name to look it up by. Give it one in values(…): f(\"" + name
                    + "\").as(\"…\").");
        }
    }

    private static @Nullable Attribute origin(Named named) {
        return Traversal.target(named.expression()) instanceof Expression.Column column ? column.attribute() : null;
    }

    private static boolean isNullable(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> column.nullable();
            case Expression.Ref ref -> isNullable(ref.target());
            case Expression other -> true;
        };
    }

    /**
     * The columns in which no two rows are equal and none is null, as far as that is sure.
     *
     * @param query the query, which has been {@link #named}
     * @return their names; none where it is not known
     */
    public static List<String> key(Query query) {
        List<String> all = of(query).stream().map(Named::name).toList();
        if (query.combination() != null) {
            return query.combination().all() && query.distinct() == null ? List.of() : certain(query, all);
        }
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by) && query.distinct() == null) {
            return isGroupedBy(query, by) ? certain(query, names(query, by)) : List.of();
        }
        List<String> ofRows = query.grouping() instanceof Query.Grouping.Values ? List.of() : ofRows(query);
        return query.distinct() == null || !ofRows.isEmpty()
                ? ofRows
                : certain(query, query.distinct().on().isEmpty() ? all : names(query, query.distinct().on()));
    }

    /** These, if none of them can be null. */
    private static List<String> certain(Query query, List<String> names) {
        List<String> all = of(query).stream().map(Named::name).toList();
        boolean certain = parts(query).stream().map(CteColumns::of).noneMatch(columns -> names.stream()
                .mapToInt(all::indexOf)
                // Parts of other widths are refused later.
                .anyMatch(place -> place >= columns.size() || isNullable(columns.get(place).expression())));
        return certain ? names : List.of();
    }

    /** What is selected or filtered by besides the keys makes more groups. */
    private static boolean isGroupedBy(Query query, List<Expression> by) {
        Set<Expression> needed = new LinkedHashSet<>();
        of(query).forEach(named -> needed.add(named.expression()));
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By one) {
                needed.add(one.expression());
            }
        }
        List<Expression> keys = by.stream().map(Traversal::target).toList();
        boolean selected = needed.stream()
                .allMatch(one -> keys.contains(Traversal.target(one)) || Traversal.aggregates(one));
        return selected && query.steps().stream().noneMatch(step -> step instanceof Step.Filter(Predicate predicate)
                && Traversal.aggregates(predicate)
                && Traversal.of(predicate).stream().anyMatch(part -> !Traversal.aggregates(part) && hasColumn(part)));
    }

    private static boolean hasColumn(Expression expression) {
        return Traversal.any(expression, Expression.Column.class::isInstance);
    }

    private static List<String> ofRows(Query query) {
        List<Attribute> key = query.model().primaryKey();
        return key.isEmpty() || isMultiplied(query)
                ? List.of()
                : names(query, key.stream()
                        .<Expression>map(part -> new Expression.Column(part.via(), part.origin()))
                        .toList());
    }

    private static boolean isMultiplied(Query query) {
        List<Expression> all = new ArrayList<>();
        of(query).forEach(named -> all.add(named.expression()));
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by) {
                all.add(by.expression());
            }
        }
        for (Step step : query.steps()) {
            switch (step) {
                case Step.Filter(Predicate predicate) -> all.addAll(Traversal.of(predicate));
                case Step.Annotation annotation -> all.add(annotation.expression());
                case Step.Filtered filtered -> {
                    if (filtered.required() && filtered.relation().toMany()) {
                        return true;
                    }
                }
            }
        }
        return all.stream().anyMatch(CteColumns::isToMany);
    }

    /** Of an aggregate there is one for each row, whatever it is of. */
    private static boolean isToMany(Expression expression) {
        if (expression instanceof Expression.Window window) {
            return Traversal.any(window, part -> part instanceof Expression.Column && isToMany(part));
        }
        if (expression instanceof Expression.Aggregate) {
            return false;
        }
        return expression instanceof Expression.Column(List<Hop> path, var attribute)
                ? path.stream().anyMatch(Hop::toMany)
                : Traversal.of(expression).stream().anyMatch(CteColumns::isToMany);
    }

    /** The names under which some values are selected; none unless all are. */
    private static List<String> names(Query query, List<Expression> wanted) {
        List<String> names = new ArrayList<>();
        for (Expression one : wanted) {
            Expression target = Traversal.target(one);
            of(query).stream().filter(named -> Traversal.target(named.expression()).equals(target)).findFirst()
                    .ifPresent(named -> names.add(named.name()));
        }
        return names.size() == wanted.size() ? names : List.of();
    }
}
