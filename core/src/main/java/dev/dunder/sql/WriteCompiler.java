package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.RowCountQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Inserts, updates and deletes of one row. */
final class WriteCompiler {
    private final Binds binds;

    WriteCompiler(Binds binds) {
        this.binds = binds;
    }

    QueryPart insert(Statement.Insert insert) {
        Table<Record> table = DSL.table(insert.model().table());
        List<Field<?>> all = columns(insert.model());
        if (insert.assignments().isEmpty()) {
            return DSL.insertInto(table).defaultValues().returning(all);
        }
        List<Field<?>> columns = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        insert.assignments().forEach(assignment -> {
            columns.add(column(assignment.attribute()));
            values.add(binds.slot(assignment.value()));
        });
        return DSL.insertInto(table).columns(columns).values(values).returning(all);
    }

    QueryPart update(Statement.Update update) {
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        update.assignments()
                .forEach(assignment -> values.put(column(assignment.attribute()), binds.slot(assignment.value())));
        return DSL
                .update(DSL.table(update.model().table()))
                .set(values)
                .where(is(update.key()))
                .returning(columns(update.model()));
    }

    RowCountQuery delete(Statement.Delete delete) {
        return DSL.deleteFrom(DSL.table(delete.model().table())).where(is(delete.key()));
    }

    @SuppressWarnings("unchecked")
    private Condition is(List<Statement.Assignment> key) {
        Condition condition = DSL.noCondition();
        for (Statement.Assignment part : key) {
            Field<Object> column = (Field<Object>) column(part.attribute());
            condition = condition.and(column.eq((Field<Object>) binds.slot(part.value())));
        }
        return condition;
    }

    private static List<Field<?>> columns(Model model) {
        return model.attributes().stream().<Field<?>>map(WriteCompiler::column).toList();
    }

    /** Unqualified, as there is only one table. */
    private static Field<?> column(Attribute attribute) {
        return DSL.field(DSL.name(attribute.column()), attribute.type());
    }
}
