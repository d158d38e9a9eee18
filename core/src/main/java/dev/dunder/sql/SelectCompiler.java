package dev.dunder.sql;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The selects for a query's rows, their number, their existence and aggregates over them. */
final class SelectCompiler {
    private final Binds binds;
    private final @Nullable SelectScope outer;
    private final boolean apart;

    SelectCompiler(Binds binds, @Nullable SelectScope outer) {
        this(binds, outer, false);
    }

    /** @param apart whether rows are told apart by all that is selected of them */
    private SelectCompiler(Binds binds, @Nullable SelectScope outer, boolean apart) {
        this.binds = binds;
        this.outer = outer;
        this.apart = apart;
    }

    /** For parts of a whole whose rows are told apart, or as here. */
    SelectCompiler apart(boolean also) {
        return new SelectCompiler(binds, outer, apart || also);
    }

    // ---- Rows ----

    Select<?> rows(Query query) {
        return rows(query, List.of());
    }

    /**
     * The rows with just the columns of the query, as where it stands inside of another: distinct rows that are ordered by
     * something else have that behind them, which only readers pass over.
     */
    @SuppressWarnings("deprecation") // What replaces getSelect() renders the select, and so counts its binds twice.
    Select<?> inner(Query query) {
        Select<?> rows = rows(query);
        int width = SelectedColumns.of(query).size();
        List<Field<?>> selected = rows.getSelect();
        if (query.distinct() == null || selected.size() == width) {
            return rows;
        }
        Name alias = DSL.name(outer == null ? "rows" : outer.joins().alias("rows"));
        Name[] names = new Name[selected.size()];
        List<Field<?>> fields = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            names[i] = DSL.name("c" + (i + 1));
            if (i < width) {
                fields.add(DSL.field(alias.append(names[i]), selected.get(i).getDataType()));
            }
        }
        return DSL.select(fields).from(DSL.table(rows).as(alias, names));
    }

    /** The rows, and behind the columns of the query some more. */
    Select<?> rows(Query said, List<Expression> further) {
        for (Order order : said.ordering().orders()) {
            if (order instanceof Order.Endless(String refusal)) {
                throw new LookupException(refusal);
            }
        }
        if (said.combination() != null) {
            return new CombinedSelects(this).rows(said, said.combination());
        }
        Query query = Pruning.ofRows(ordered(said), further);
        List<Named> columns = new ArrayList<>(SelectedColumns.of(query));
        for (int i = 0; i < further.size(); i++) {
            columns.add(new Named(further(i), further.get(i)));
        }
        List<Expression> selected = columns.stream().map(Named::expression).toList();
        List<Expression> read = new ArrayList<>(selected);
        read.addAll(criteria(query));
        RowsFirst first = RowsFirst.of(query, read, binds, outer);
        if (first != null) {
            return select(first.afterwards(), first.body(selected), columns, further.isEmpty(), first);
        }
        SelectBody body = new SelectBody(query, SelectScope.of(query.model(), binds, outer), selected, criteria(query));
        Qualify around = body.around();
        RowLocks.refuseImpossible(query, around != null || body.isGrouped(), read);
        return around == null
                ? select(query, body, columns, further.isEmpty(), null)
                : qualified(query, body, around, columns);
    }

    /**
     * Distinct rows are told apart by what they are ordered by too. An order that nobody asked for must not do that: of it
     * remains what each row has one value of anyway.
     */
    private static Query ordered(Query query) {
        if (query.distinct() == null || !query.distinct().on().isEmpty() || !query.ordering().byDefault()) {
            return query;
        }
        List<Expression> selected = SelectedColumns.of(query).stream()
                .map(column -> Traversal.target(column.expression()))
                .toList();
        boolean keyed = Pruning.isKeyed(query);
        List<Order> kept = query.ordering().orders().stream()
                .filter(order -> !(order instanceof Order.By by)
                        || selected.contains(Traversal.target(by.expression()))
                        || (keyed && !ExpressionColumns.anyBeyond(by.expression(), Hop::changesCount)))
                .toList();
        return query.order(new Query.Ordering(kept, query.ordering().reversed(), true));
    }

    /** Whether rows are told apart by all that is selected of them. */
    boolean isTold(Query query) {
        return apart || (query.distinct() != null && query.distinct().on().isEmpty());
    }

    /** What rows are ordered and told apart by. */
    static List<Expression> criteria(Query query) {
        List<Expression> read = new ArrayList<>();
        for (Order order : query.ordering().orders()) {
            if (order instanceof Order.By by) {
                read.add(by.expression());
            }
        }
        if (query.distinct() != null) {
            read.addAll(query.distinct().on());
        }
        return read;
    }

    private Select<?> select(Query query, SelectBody body, List<Named> columns, boolean plainNames,
            @Nullable RowsFirst first) {
        Expressions expressions = new Expressions(body.level());
        List<Field<?>> fields = new ArrayList<>();
        for (Named column : columns) {
            Field<?> read = expressions.field(column.expression());
            boolean told = isTold(query) && !Equality.isKnown(column.expression().type());
            Field<?> field = told ? Equality.comparable(read, column.expression().type()) : read;
            boolean named = plainNames && column.expression() instanceof Expression.Column && !told;
            fields.add(named || column.name().isEmpty() ? field : field.as(DSL.name(column.name())));
        }
        Query.Distinct distinct = query.distinct();
        List<Named> selected = new ArrayList<>(columns);
        List<SortField<?>> order = new ArrayList<>();
        for (Order one : query.ordering().effective()) {
            order.add(Expressions.sort(one, one instanceof Order.By by
                    ? criterion(by.expression(), distinct, body.level(), selected, fields)
                    : body.criterion(one)));
        }
        List<Field<?>> on = new ArrayList<>();
        if (distinct != null) {
            distinct.on().forEach(one -> on.add(Equality.comparable(
                    criterion(one, distinct, body.level(), selected, fields), one.type())));
        }
        var select = first != null
                ? first.before(this).select(fields)
                : distinct == null
                        ? DSL.select(fields)
                        : on.isEmpty() ? DSL.selectDistinct(fields) : DSL.select(fields).distinctOn(on);
        var where = select.from(body.from()).where(body.where());
        boolean grouped = body.isGrouped() && !body.groups().isEmpty();
        var having = grouped ? where.groupBy(body.groups()).having(body.having()) : where.having(body.having());
        return RowLocks.locked(slice(having.orderBy(order), query), query.lock(), body.level().joins());
    }

    /**
     * What rows are ordered or told apart by. What is computed and selected need not be computed again. Of distinct rows
     * PostgreSQL knows only what is selected, and what is computed only by its place: readers pass over what is added here.
     */
    private static Field<?> criterion(
            Expression expression,
            Query.@Nullable Distinct distinct,
            SelectScope level,
            List<Named> selected,
            List<Field<?>> fields) {
        boolean computed = !(expression instanceof Expression.Column);
        Expression target = Traversal.target(expression);
        for (int i = 0; computed && i < selected.size(); i++) {
            if (Traversal.target(selected.get(i).expression()).equals(target)) {
                return Expressions.place(i + 1);
            }
        }
        Field<?> field = new Expressions(level).field(expression);
        boolean added = distinct != null && (computed || (distinct.on().isEmpty() && !fields.contains(field)));
        if (added) {
            fields.add(field);
            selected.add(new Named("", expression));
        }
        return added && computed ? Expressions.place(fields.size()) : field;
    }

    /** What filters by windows is a select around this one. */
    private Select<?> qualified(Query query, SelectBody inside, Qualify around, List<Named> columns) {
        Expressions expressions = new Expressions(inside.level());
        List<Field<?>> outside = new ArrayList<>();
        for (Named column : columns) {
            Field<?> read = around.column(column.expression(), expressions);
            Field<?> field = isTold(query) ? Equality.comparable(read, column.expression().type()) : read;
            outside.add(column.name().isEmpty() ? field : field.as(DSL.name(column.name())));
        }
        List<Field<?>> criteria = new ArrayList<>();
        List<SortField<?>> order = new ArrayList<>();
        for (Order one : query.ordering().effective()) {
            Field<?> field = one instanceof Order.By by ? around.column(by.expression(), expressions) : DSL.rand();
            if (one instanceof Order.By by
                    && columns.stream().noneMatch(has -> has.expression().equals(by.expression()))) {
                criteria.add(field);
            }
            order.add(Expressions.sort(one, field));
        }
        List<Field<?>> on = new ArrayList<>();
        if (query.distinct() != null) {
            query.distinct().on().forEach(one -> on.add(around.column(one, expressions)));
        }
        var where = DSL.select(around.inner()).from(inside.from()).where(inside.where());
        Select<?> all = inside.isGrouped() && !inside.groups().isEmpty()
                ? where.groupBy(inside.groups()).having(inside.having())
                : where.having(inside.having());
        if (query.distinct() != null && on.isEmpty()) {
            outside.addAll(criteria);
        }
        var select = query.distinct() == null
                ? DSL.select(outside)
                : on.isEmpty() ? DSL.selectDistinct(outside) : DSL.select(outside).distinctOn(on);
        return slice(select.from(around.table(all)).where(inside.qualify()).orderBy(order), query);
    }

    // ---- Numbers ----

    /** As many as the rows. */
    Select<?> count(Query query) {
        return new RowCounts(binds, outer, this).count(query);
    }

    /** Whether there is a row. */
    Select<?> exists(Query query) {
        return new RowCounts(binds, outer, this).exists(query);
    }

    Select<?> aggregation(Statement.Aggregation aggregation) {
        return new Aggregations(binds, outer).select(aggregation);
    }

    /** A query as a table, with more columns, each of which a level knows by its expression. */
    Table<?> derived(Query query, List<Expression> further, SelectScope level) {
        String alias = level.joins().alias("rows");
        for (int i = 0; i < further.size(); i++) {
            level.computed(further.get(i), DSL.field(DSL.name(alias, further(i)), further.get(i).type()));
        }
        return DSL.table(rows(query, further)).as(DSL.name(alias));
    }

    private static String further(int place) {
        return "further " + (place + 1);
    }

    // ---- Slices ----

    SelectForUpdateStep<? extends Record> slice(SelectLimitStep<? extends Record> select, Query query) {
        Expression.Param offset = query.offset();
        Expression.Param limit = query.limit();
        if (limit != null && offset != null) {
            return select.limit(number(limit)).offset(number(offset));
        }
        return limit != null ? select.limit(number(limit)) : offset != null ? select.offset(number(offset)) : select;
    }

    @SuppressWarnings("unchecked")
    Field<Long> number(Expression.Param param) {
        return (Field<Long>) binds.slot(param);
    }
}
