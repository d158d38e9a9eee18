package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** How many rows a query has, and whether it has any: without what decides neither. */
final class RowCounts {
    private final Binds binds;
    private final @Nullable SelectScope outer;
    private final SelectCompiler selects;

    RowCounts(Binds binds, @Nullable SelectScope outer, SelectCompiler selects) {
        this.binds = binds;
        this.outer = outer;
        this.selects = selects;
    }

    /** As many as the rows: joins to many rows count, wherever in the query they come from. */
    Select<?> count(Query query) {
        Query needed = Pruning.ofCount(query);
        if (isDerived(needed)) {
            return DSL.selectCount().from(derived(selects.rows(needed)));
        }
        SelectBody body = new SelectBody(needed, SelectScope.of(needed.model(), binds, outer), List.of(),
                counted(needed));
        if (body.around() != null) {
            return DSL.selectCount().from(derived(selects.rows(needed)));
        }
        return DSL.selectCount().from(body.from()).where(body.where());
    }

    private static boolean isDerived(Query query) {
        return query.distinct() != null
                || query.sliced()
                || query.combination() != null
                || !(query.grouping() instanceof Query.Grouping.None);
    }

    /** Whether there is a row. */
    Select<?> exists(Query query) {
        Query needed = Pruning.ofExists(query);
        boolean rows = needed.combination() != null
                || RowsFirst.of(needed, counted(needed), binds, outer) != null
                || (needed.distinct() != null && needed.sliced())
                || (needed.limit() != null && needed.offset() != null);
        if (rows) {
            return DSL.selectOne().from(derived(selects.rows(needed))).limit(DSL.inline(1));
        }
        SelectBody body = new SelectBody(needed, SelectScope.of(needed.model(), binds, outer), List.of(),
                counted(needed));
        if (body.around() != null) {
            return DSL.selectOne().from(derived(selects.rows(needed))).limit(DSL.inline(1));
        }
        var where = DSL.selectOne().from(body.from()).where(body.where());
        boolean grouped = body.isGrouped() && !body.groups().isEmpty();
        var having = grouped ? where.groupBy(body.groups()).having(body.having()) : where.having(body.having());
        Expression.Param offset = needed.offset();
        if (outer != null && offset == null) {
            // Whoever asks only whether there is a row stops at the first.
            return having;
        }
        var limited = having.limit(DSL.inline(1));
        return offset == null ? limited : limited.offset(selects.number(offset));
    }

    /** What decides how many rows a query has besides its filters, and only that. */
    private static List<Expression> counted(Query query) {
        List<Expression> read = new ArrayList<>();
        List<Expression> all = new ArrayList<>(SelectCompiler.criteria(query));
        SelectedColumns.of(query).forEach(column -> all.add(column.expression()));
        for (Expression expression : all) {
            if (ExpressionColumns.anyBeyond(expression, Hop::changesCount)) {
                read.add(expression);
            }
        }
        return read;
    }

    private static Table<?> derived(Select<?> select) {
        return DSL.table(select).as(DSL.name("rows"));
    }
}
