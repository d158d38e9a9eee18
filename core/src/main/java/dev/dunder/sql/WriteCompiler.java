package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DeleteConditionStep;
import org.jooq.DeleteUsingStep;
import org.jooq.Field;
import org.jooq.InsertReturningStep;
import org.jooq.InsertSetStep;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.UpdateConditionStep;
import org.jooq.UpdateSetFirstStep;
import org.jooq.WithStep;
import org.jooq.impl.DSL;

/** Inserts, updates and deletes. */
final class WriteCompiler {
    private final Binds binds;

    WriteCompiler(Binds binds) {
        this.binds = binds;
    }

    QueryPart insert(Statement.Insert insert) {
        Model model = insert.model();
        // The values are no row's yet: what they read is in subqueries of their own.
        Expressions expressions = new Expressions(SelectScope.of(model, binds, null));
        List<Field<?>> columns = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        insert.assignments().forEach(assignment -> {
            columns.add(column(assignment.attribute()));
            values.add(expressions.field(assignment.value()));
        });
        Table<Record> table = DSL.table(model.table());
        WithStep with = new WithClause(binds).of(insert);
        InsertSetStep<Record> into = with == null ? DSL.insertInto(table) : with.insertInto(table);
        InsertReturningStep<Record> row;
        if (insert.assignments().isEmpty()) {
            var defaults = into.defaultValues();
            row = insert.ignoringConflicts() ? defaults.onConflictDoNothing() : defaults;
        } else {
            var given = into.columns(columns).values(values);
            row = insert.ignoringConflicts() ? given.onConflictDoNothing() : given;
        }
        return insert.returning().isEmpty() ? row : row.returning(returned(insert.returning()));
    }

    QueryPart update(Statement.Update update) {
        TargetRows target = TargetRows.of(update.rows(), binds);
        Expressions expressions = new Expressions(target.level());
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        for (Statement.Assignment assignment : update.assignments()) {
            Expression value = assignment.value();
            values.put(column(assignment.attribute()), expressions.field(value));
        }
        WithStep with = new WithClause(binds).of(update);
        UpdateSetFirstStep<?> table = with == null ? DSL.update(target.table()) : with.update(target.table());
        UpdateConditionStep<?> rows = table.set(values).where(target.condition());
        return update.returning().isEmpty() ? rows : rows.returning(returned(update.returning()));
    }

    QueryPart delete(Statement.Delete delete) {
        TargetRows target = TargetRows.of(delete.rows(), binds);
        WithStep with = new WithClause(binds).of(delete);
        DeleteUsingStep<?> table = with == null ? DSL.deleteFrom(target.table()) : with.delete(target.table());
        DeleteConditionStep<?> rows = table.where(target.condition());
        return delete.returning().isEmpty() ? rows : rows.returning(returned(delete.returning()));
    }

    static List<Field<?>> returned(List<Statement.Returned> returning) {
        return returning.stream().<Field<?>>map(
                one -> one.before() ? old(one.attribute()) : column(one.attribute())).toList();
    }

    /** As it was before the write. */
    static Field<?> old(Attribute attribute) {
        return Template.of(attribute.type(), "old.", column(attribute), "");
    }

    /** Unqualified, as there is only one table. */
    static Field<?> column(Attribute attribute) {
        return DSL.field(DSL.name(attribute.column()), attribute.type());
    }
}
