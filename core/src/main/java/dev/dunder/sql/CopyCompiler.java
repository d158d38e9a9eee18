package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.query.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.QueryPart;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Rows that come after a statement or before its end, and not as a result. */
final class CopyCompiler {
    private final Binds binds;

    CopyCompiler(Binds binds) {
        this.binds = binds;
    }

    /** {@code copy entry (x, headline) from stdin}. */
    static QueryPart in(Statement.CopyIn copy) {
        List<Object> parts = new ArrayList<>(List.of("copy ", DSL.table(copy.model().table()), " ("));
        String between = "";
        for (Attribute column : copy.columns()) {
            parts.add(between);
            parts.add(WriteCompiler.column(column));
            between = ", ";
        }
        parts.add(") from stdin");
        return Template.of(SQLDataType.OTHER, parts.toArray());
    }

    /**
     * {@code copy (select … from (…) as rows (id, headline)) to stdout}: the rows, by the names that the query has for their
     * columns.
     */
    static String out(Statement.CopyOut.Format format, String rows) {
        return "copy (" + rows + ") to stdout" + switch (format) {
            case CSV -> " with (format csv, header true)";
            case JSON -> "";
            case BINARY -> " with (format binary)";
        };
    }

    QueryPart rows(Statement.CopyOut copy) {
        Select<?> inner = new SelectCompiler(binds, null).inner(copy.query());
        Name alias = DSL.name("rows");
        Name[] names = copy.names().stream().map(DSL::name).toArray(Name[]::new);
        Field<?> shown = copy.format() == Statement.CopyOut.Format.JSON
                ? Template.of(SQLDataType.JSON, "row_to_json(", alias, ")")
                : Template.of(SQLDataType.OTHER, alias, ".*");
        Select<?> rows = DSL.select(shown).from(DSL.table(inner).as(alias, names));
        return new WithClause(binds).before(rows, copy);
    }
}
