package dev.dunder.sql;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Combination;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Query;
import dev.dunder.query.Substitution;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectOrderByStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The rows of queries that are put together: unions, intersections and differences. */
final class CombinedSelects {
    private final SelectCompiler selects;

    CombinedSelects(SelectCompiler selects) {
        this.selects = selects;
    }

    Select<?> rows(Query query, Combination combination) {
        int width = SelectedColumns.of(query).size();
        for (Query part : combination.parts()) {
            if (SelectedColumns.of(part).size() != width) {
                throw new LookupException("Query sets that are put together select as many values each, not " + width
                        + " and " + SelectedColumns.of(part).size() + ".");
            }
        }
        List<Named> columns = SelectedColumns.of(query);
        List<Expression> further = new ArrayList<>();
        List<SortField<?>> order = new ArrayList<>();
        for (Order one : query.ordering().effective()) {
            order.add(Expressions.sort(one, one instanceof Order.By by
                    ? Expressions.place(place(by.expression(), columns, further) + 1)
                    : DSL.rand()));
        }
        Query.Distinct distinct = query.distinct();
        List<Field<?>> on = new ArrayList<>();
        if (distinct != null) {
            distinct.on().forEach(one -> on.add(Expressions.place(place(one, columns, further) + 1)));
        }
        List<Select<?>> parts = new ArrayList<>();
        SelectCompiler each = selects.apart(!combination.all() || selects.isTold(query));
        for (Query part : combination.parts()) {
            boolean first = parts.isEmpty();
            boolean skip = part.empty() && (combination.operation() == Combination.Operation.UNION
                    || (combination.operation() == Combination.Operation.DIFFERENCE && !first));
            if (!skip) {
                Query unordered = part.sliced() ? part : part.order(Query.Ordering.NONE);
                parts.add(further.isEmpty()
                        ? each.inner(unordered)
                        : each.rows(unordered, further.stream().map(one -> in(part, one)).toList()));
            }
        }
        if (parts.isEmpty()) {
            // Inside of another query something must stand there.
            parts.add(selects.inner(combination.parts().get(0)));
        }
        Select<?> all = parts.get(0);
        for (Select<?> part : parts.subList(1, parts.size())) {
            all = combine(all, part, combination);
        }
        if (parts.size() == 1 || distinct != null) {
            // Alone, a part keeps its own order and slice inside.
            Table<?> rows = DSL.table(all).as(DSL.name("rows"));
            var select = distinct == null
                    ? DSL.select(DSL.asterisk())
                    : on.isEmpty()
                            ? DSL.selectDistinct(DSL.asterisk())
                            : DSL.select(DSL.asterisk()).distinctOn(on);
            return selects.slice(select.from(rows).orderBy(order), query);
        }
        return selects.slice(((SelectOrderByStep<?>) all).orderBy(order), query);
    }

    @SuppressWarnings("unchecked")
    private static Select<?> combine(Select<?> left, Select<?> right, Combination combination) {
        Select<Record> one = (Select<Record>) left;
        Select<Record> other = (Select<Record>) right;
        return switch (combination.operation()) {
            case UNION -> combination.all() ? one.unionAll(other) : one.union(other);
            case INTERSECTION -> combination.all() ? one.intersectAll(other) : one.intersect(other);
            case DIFFERENCE -> combination.all() ? one.exceptAll(other) : one.except(other);
        };
    }

    /** Among what is selected, or behind it: what only orders is selected too, and readers pass over it. */
    private static int place(Expression expression, List<Named> columns, List<Expression> further) {
        for (int i = 0; i < columns.size(); i++) {
            Expression column = columns.get(i).expression();
            if (column.equals(expression) || isCalled(column, expression)) {
                return i;
            }
        }
        if (!further.contains(expression)) {
            further.add(expression);
        }
        return columns.size() + further.indexOf(expression);
    }

    /** The same of a part: what is called by a name is another value in each. */
    private static Expression in(Query part, Expression expression) {
        if (part.combination() != null) {
            throw new LookupException(
                    "A union of unions is ordered by what its queries select, and this is not part of it.");
        }
        return Substitution.names(expression, ref -> part.annotations().stream()
                .filter(annotation -> annotation.name().equals(ref.name()))
                .findFirst()
                .<Expression>map(annotation -> new Expression.Ref(ref.name(), annotation.expression()))
                .orElseThrow(() -> new LookupException("A union is ordered by '" + ref.name()
                        + "', which not all of its queries know. Annotate each of them with it.")));
    }

    private static boolean isCalled(Expression column, Expression wanted) {
        if (wanted instanceof Expression.Ref(String name, Expression target) && target.equals(column)) {
            return true;
        }
        return column instanceof Expression.Ref(String name, Expression target)
                && (target.equals(wanted) || (wanted instanceof Expression.Ref other && other.name().equals(name)));
    }
}
