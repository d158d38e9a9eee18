package dev.dunder.sql;

import dev.dunder.model.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Rows of a table that a select chooses before anything is computed of them: a common table expression with columns of the
 * table, which stands in its place from then on.
 */
final class ChosenRows {
    /** No table is likely to be called so: the name hides one. */
    private static final Name NAME = DSL.name("chosen rows");

    private final Set<Attribute> columns = new LinkedHashSet<>();

    Table<?> table() {
        return DSL.table(NAME);
    }

    CommonTableExpression<?> as(Select<?> rows) {
        return NAME.as(rows);
    }

    /** A column is wanted of them. */
    void read(Attribute attribute) {
        columns.add(attribute);
    }

    /** What has been wanted of them, of the table by an alias. */
    List<Field<?>> columns(JoinedTable table) {
        List<Field<?>> all = new ArrayList<>();
        columns.forEach(column -> all.add(table.stored(column)));
        return all;
    }
}
