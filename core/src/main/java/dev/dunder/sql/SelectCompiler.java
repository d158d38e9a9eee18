package dev.dunder.sql;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Combination;
import dev.dunder.query.Expression;
import dev.dunder.query.Lock;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Statement;
import dev.dunder.query.Step;
import dev.dunder.query.Substitution;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.SelectLimitStep;
import org.jooq.SelectOrderByStep;
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
        int width = columns(query).size();
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
        return Compiler.JOOQ.select(fields).from(DSL.table(rows).as(alias, names));
    }

    /** The rows, and behind the columns of the query some more. */
    private Select<?> rows(Query said, List<Expression> further) {
        for (Order order : said.ordering().orders()) {
            if (order instanceof Order.Endless(String refusal)) {
                throw new LookupException(refusal);
            }
        }
        if (said.combination() != null) {
            return combined(said, said.combination());
        }
        Query query = ordered(said);
        List<Named> columns = new ArrayList<>(columns(query));
        for (int i = 0; i < further.size(); i++) {
            columns.add(new Named(further(i), further.get(i)));
        }
        List<Expression> selected = columns.stream().map(Named::expression).toList();
        SelectBody body = new SelectBody(query, SelectScope.of(query.model(), binds, outer), selected, criteria(query));
        Qualify around = body.around();
        return around == null
                ? select(query, body, columns, further.isEmpty())
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
        List<Expression> selected = columns(query).stream().map(column -> Traversal.target(column.expression()))
                .toList();
        boolean keyed = !query.model().primaryKey().isEmpty() && query.model().primaryKey().stream()
                .allMatch(part -> selected.contains(new Expression.Column(part.via(), part.origin())));
        List<Order> kept = query.ordering().orders().stream()
                .filter(order -> !(order instanceof Order.By by)
                        || selected.contains(Traversal.target(by.expression()))
                        || (keyed && !ExpressionColumns.anyBeyond(by.expression(), Hop::changesCount)))
                .toList();
        return query.order(new Query.Ordering(kept, query.ordering().reversed(), true));
    }

    /** Whether rows are told apart by all that is selected of them. */
    private boolean isTold(Query query) {
        return apart || (query.distinct() != null && query.distinct().on().isEmpty());
    }

    private static List<Expression> criteria(Query query) {
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

    private Select<?> select(Query query, SelectBody body, List<Named> columns, boolean plainNames) {
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
        var select = distinct == null
                ? Compiler.JOOQ.select(fields)
                : on.isEmpty() ? Compiler.JOOQ.selectDistinct(fields) : Compiler.JOOQ.select(fields).distinctOn(on);
        var where = select.from(body.from()).where(body.where());
        boolean grouped = body.isGrouped() && !body.groups().isEmpty();
        var having = grouped ? where.groupBy(body.groups()).having(body.having()) : where.having(body.having());
        return locked(slice(having.orderBy(order), query), query, body);
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

    private Select<?> locked(SelectForUpdateStep<? extends Record> select, Query query, SelectBody body) {
        Lock lock = query.lock();
        if (lock == null) {
            return select;
        }
        var locking = lock.noKey() ? select.forNoKeyUpdate() : select.forUpdate();
        List<Table<?>> of = new ArrayList<>();
        for (List<Hop> path : lock.of()) {
            Joins.Node read = body.level().joins().found(path);
            if (read == null) {
                throw new LookupException("Cannot lock rows of " + path.getLast().target().name()
                        + ": the query does not read them. Follow the relation with selectRelated(…),"
                        + " or leave it out of Locking.of(…).");
            }
            of.add(read.alias());
        }
        var tables = of.isEmpty() ? locking : locking.of(of.toArray(Table<?>[]::new));
        return switch (lock.waiting()) {
            case WAIT -> tables;
            case NOWAIT -> tables.noWait();
            case SKIP -> tables.skipLocked();
        };
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
        var where = Compiler.JOOQ.select(around.inner()).from(inside.from()).where(inside.where());
        Select<?> all = inside.isGrouped() && !inside.groups().isEmpty()
                ? where.groupBy(inside.groups()).having(inside.having())
                : where.having(inside.having());
        if (query.distinct() != null && on.isEmpty()) {
            outside.addAll(criteria);
        }
        var select = query.distinct() == null
                ? Compiler.JOOQ.select(outside)
                : on.isEmpty() ? Compiler.JOOQ.selectDistinct(outside) : Compiler.JOOQ.select(outside).distinctOn(on);
        return slice(select.from(around.table(all)).where(inside.qualify()).orderBy(order), query);
    }

    // ---- What is selected ----

    static List<Named> columns(Query query) {
        if (query.combination() != null) {
            return columns(query.combination().parts().get(0));
        }
        return switch (query.selection()) {
            case Selection.Columns(List<Named> columns) -> columns.stream().flatMap(SelectCompiler::parts).toList();
            case Selection.Instances(List<Attribute> attributes, List<Selection.Related> related) -> {
                List<Named> columns = new ArrayList<>();
                attributes.forEach(attribute -> columns.add(column(List.of(), attribute)));
                for (Step.Annotation annotation : query.annotations()) {
                    if (annotation.selected()) {
                        columns.add(new Named(
                                annotation.name(), new Expression.Ref(annotation.name(), annotation.expression())));
                    }
                }
                for (Selection.Related relation : related) {
                    relation.attributes().forEach(attribute -> columns.add(column(relation.path(), attribute)));
                }
                yield columns;
            }
        };
    }

    /** A key of several columns is as many. */
    private static Stream<Named> parts(Named column) {
        return column.expression() instanceof Expression.Tuple(List<Expression> parts)
                ? parts.stream().map(part -> new Named("", part))
                : Stream.of(column);
    }

    private static Named column(List<Hop> path, Attribute attribute) {
        Attribute inherited = path.isEmpty() ? null : inherited(path.getLast(), attribute);
        if (inherited != null) {
            return column(path.subList(0, path.size() - 1), inherited);
        }
        List<Hop> hops = new ArrayList<>(path);
        hops.addAll(attribute.via());
        return new Named("", new Expression.Column(List.copyOf(hops), attribute.origin()));
    }

    /** What a child has from the very parent that it was reached from: there it is at hand. */
    private static @Nullable Attribute inherited(Hop last, Attribute attribute) {
        if (last.forward() || last.toMany() || attribute.via().isEmpty()
                || !attribute.via().get(0).near().equals(last.far())) {
            return null;
        }
        return last.source().attributes().stream()
                .filter(one -> one.origin() == attribute.origin())
                .findFirst()
                .orElse(null);
    }

    // ---- Several queries together ----

    private Select<?> combined(Query query, Combination combination) {
        int width = columns(query).size();
        for (Query part : combination.parts()) {
            if (columns(part).size() != width) {
                throw new LookupException("Query sets that are put together select as many values each, not " + width
                        + " and " + columns(part).size() + ".");
            }
        }
        List<Named> columns = columns(query);
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
        SelectCompiler selects = new SelectCompiler(binds, outer, apart || !combination.all() || isTold(query));
        for (Query part : combination.parts()) {
            boolean first = parts.isEmpty();
            boolean skip = part.empty() && (combination.operation() == Combination.Operation.UNION
                    || (combination.operation() == Combination.Operation.DIFFERENCE && !first));
            if (!skip) {
                Query unordered = part.sliced() ? part : part.order(Query.Ordering.NONE);
                parts.add(further.isEmpty()
                        ? selects.inner(unordered)
                        : selects.rows(unordered, further.stream().map(one -> in(part, one)).toList()));
            }
        }
        if (parts.isEmpty()) {
            // Inside of another query something must stand there.
            parts.add(inner(combination.parts().get(0)));
        }
        Select<?> all = parts.get(0);
        for (Select<?> part : parts.subList(1, parts.size())) {
            all = combine(all, part, combination);
        }
        if (parts.size() == 1 || distinct != null) {
            // Alone, a part keeps its own order and slice inside.
            Table<?> rows = DSL.table(all).as(DSL.name("rows"));
            var select = distinct == null
                    ? Compiler.JOOQ.select(DSL.asterisk())
                    : on.isEmpty()
                            ? Compiler.JOOQ.selectDistinct(DSL.asterisk())
                            : Compiler.JOOQ.select(DSL.asterisk()).distinctOn(on);
            return slice(select.from(rows).orderBy(order), query);
        }
        return slice(((SelectOrderByStep<?>) all).orderBy(order), query);
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

    // ---- Numbers ----

    /** As many as the rows: joins to many rows count, wherever in the query they come from. */
    Select<?> count(Query query) {
        Query needed = Pruning.ofCount(query);
        if (isDerived(needed)) {
            return Compiler.JOOQ.selectCount().from(derived(rows(needed)));
        }
        SelectBody body = new SelectBody(needed, SelectScope.of(needed.model(), binds, outer), List.of(),
                counted(needed));
        if (body.around() != null) {
            return Compiler.JOOQ.selectCount().from(derived(rows(needed)));
        }
        return Compiler.JOOQ.selectCount().from(body.from()).where(body.where());
    }

    private static boolean isDerived(Query query) {
        return query.distinct() != null
                || query.sliced()
                || query.combination() != null
                || !(query.grouping() instanceof Query.Grouping.None);
    }

    Select<?> exists(Query query) {
        Query needed = Pruning.ofExists(query);
        boolean rows = needed.combination() != null
                || (needed.distinct() != null && needed.sliced())
                || (needed.limit() != null && needed.offset() != null);
        if (rows) {
            return Compiler.JOOQ.selectOne().from(derived(rows(needed))).limit(DSL.inline(1));
        }
        SelectBody body = new SelectBody(needed, SelectScope.of(needed.model(), binds, outer), List.of(),
                counted(needed));
        if (body.around() != null) {
            return Compiler.JOOQ.selectOne().from(derived(rows(needed))).limit(DSL.inline(1));
        }
        var where = Compiler.JOOQ.selectOne().from(body.from()).where(body.where());
        boolean grouped = body.isGrouped() && !body.groups().isEmpty();
        var having = grouped ? where.groupBy(body.groups()).having(body.having()) : where.having(body.having());
        Expression.Param offset = needed.offset();
        if (outer != null && offset == null) {
            // Whoever asks only whether there is a row stops at the first.
            return having;
        }
        var limited = having.limit(DSL.inline(1));
        return offset == null ? limited : limited.offset(number(offset));
    }

    /** What decides how many rows a query has besides its filters, and only that. */
    private static List<Expression> counted(Query query) {
        List<Expression> read = new ArrayList<>();
        List<Expression> all = new ArrayList<>(criteria(query));
        columns(query).forEach(column -> all.add(column.expression()));
        for (Expression expression : all) {
            if (ExpressionColumns.anyBeyond(expression, Hop::changesCount)) {
                read.add(expression);
            }
        }
        return read;
    }

    // ---- Aggregates ----

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

    private static Table<?> derived(Select<?> select) {
        return DSL.table(select).as(DSL.name("rows"));
    }

    // ---- Slices ----

    private SelectForUpdateStep<? extends Record> slice(SelectLimitStep<? extends Record> select, Query query) {
        Expression.Param offset = query.offset();
        Expression.Param limit = query.limit();
        if (limit != null && offset != null) {
            return select.limit(number(limit)).offset(number(offset));
        }
        return limit != null ? select.limit(number(limit)) : offset != null ? select.offset(number(offset)) : select;
    }

    @SuppressWarnings("unchecked")
    private Field<Long> number(Expression.Param param) {
        return (Field<Long>) binds.slot(param);
    }

}
