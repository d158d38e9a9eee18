package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.query.CommonTable;
import dev.dunder.query.CommonTables;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.DerivedColumnList;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.WithStep;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;
import org.jspecify.annotations.Nullable;

/** Writes the common table expressions of a statement, before all else and each once. */
final class WithClause {
    private final Binds binds;

    WithClause(Binds binds) {
        this.binds = binds;
    }

    Select<?> before(Select<?> select, Statement statement) {
        WithStep with = of(statement);
        return with == null ? select : before(select, (QOM.With) with);
    }

    /** What a select begins with comes before what it has already. */
    private static Select<?> before(Select<?> select, QOM.With with) {
        QOM.With own = select.$with();
        if (own == null) {
            return select.$with(with);
        }
        List<CommonTableExpression<?>> all = new ArrayList<>(with.$commonTableExpressions());
        all.addAll(own.$commonTableExpressions());
        return select.$with((QOM.With) (with.$recursive() ? DSL.withRecursive(all) : DSL.with(all)));
    }

    /** What a statement begins with; null for one that reads none. */
    @Nullable
    WithStep of(Statement statement) {
        List<CommonTable> commons = CommonTables.of(statement);
        if (commons.isEmpty()) {
            return null;
        }
        List<CommonTableExpression<?>> tables = new ArrayList<>();
        commons.forEach(common -> tables.add(table(common)));
        boolean recursive = commons.stream().anyMatch(common -> common.recursion() != null);
        return recursive ? DSL.withRecursive(tables) : DSL.with(tables);
    }

    private CommonTableExpression<?> table(CommonTable common) {
        Name[] columns = common.model().attributes().stream()
                .map(Attribute::column)
                .map(DSL::name)
                .toArray(Name[]::new);
        DerivedColumnList named = DSL.name(common.name()).fields(columns);
        Select<?> rows = rows(common);
        Boolean materialized = common.materialized();
        return materialized == null
                ? named.as(rows)
                : materialized ? named.asMaterialized(rows) : named.asNotMaterialized(rows);
    }

    @SuppressWarnings("unchecked")
    private Select<?> rows(CommonTable common) {
        CommonTable.Recursion recursion = common.recursion();
        Select<Record> start = (Select<Record>) rows(common.start());
        if (recursion == null) {
            return start;
        }
        Select<Record> step = (Select<Record>) rows(recursion.step());
        return recursion.all() ? start.unionAll(step) : start.union(step);
    }

    private Select<?> rows(Query query) {
        return new SelectCompiler(binds, null).inner(query);
    }
}
