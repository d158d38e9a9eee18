package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import dev.dunder.query.ValueList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.InsertReturningStep;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.UpdateSetFirstStep;
import org.jooq.WithStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Writes of many rows that have their values in lists, a bind for each column. */
final class RowsCompiler {
    private final Binds binds;

    RowsCompiler(Binds binds) {
        this.binds = binds;
    }

    /**
     * The server stores the rows of a select one after the other as it comes to them, which the order says, and gives each
     * back when it is stored: so a row's place in the result is its place in the lists.
     */
    QueryPart insert(Statement.InsertRows insert) {
        SelectScope level = SelectScope.of(insert.model(), binds, null);
        Expression.Param rowCount = insert.rows();
        ListTable lists = rowCount == null
                ? lists(insert.columns(), insert.each(), level)
                : ListTable.of(rowCount, level);
        List<Field<?>> columns = new ArrayList<>();
        List<Field<?>> values = new ArrayList<>();
        for (int i = 0; i < insert.columns().size(); i++) {
            Attribute column = insert.columns().get(i).attribute();
            columns.add(WriteCompiler.column(column));
            values.add(lists.stored(i, column));
        }
        Expressions expressions = new Expressions(level);
        insert.computed().forEach(one -> {
            columns.add(WriteCompiler.column(one.attribute()));
            values.add(expressions.field(one.value()));
        });
        Table<Record> table = DSL.table(insert.model().table());
        WithStep with = new WithClause(binds).of(insert);
        InsertOnDuplicateStep<Record> rows = (with == null ? DSL.insertInto(table) : with.insertInto(table))
                .columns(columns)
                .select(DSL.select(values).from(lists.table()).orderBy(lists.place()));
        InsertReturningStep<Record> resolved = switch (insert.conflict()) {
            case Statement.OnConflict.Fail() -> rows;
            case Statement.OnConflict.Ignore(List<Attribute> unique) -> unique.isEmpty()
                    ? rows.onConflictDoNothing()
                    : rows.onConflict(columns(unique)).doNothing();
            case Statement.OnConflict.Update(var unique, var changed, var computed) -> {
                Map<Field<?>, Field<?>> set = excluded(changed);
                computed.forEach(one -> set.put(WriteCompiler.column(one.attribute()), expressions.field(one.value())));
                yield rows.onConflict(columns(unique)).doUpdate().set(set);
            }
        };
        return resolved.returning(WriteCompiler.returned(insert.returning()));
    }

    private static List<Field<?>> columns(List<Attribute> attributes) {
        return attributes.stream().<Field<?>>map(WriteCompiler::column).toList();
    }

    private static Map<Field<?>, Field<?>> excluded(List<Attribute> changed) {
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        changed.forEach(one -> values.put(WriteCompiler.column(one), DSL.excluded(WriteCompiler.column(one))));
        return values;
    }

    /** jOOQ has no select of nothing. */
    QueryPart insert(Statement.InsertDefaults insert) {
        List<Object> parts = new ArrayList<>(List.of("insert into ", DSL.table(insert.model().table()),
                " select from generate_series(1, ", binds.slot(insert.rows()).cast(SQLDataType.INTEGER),
                insert.ignoringConflicts() ? ") on conflict do nothing returning " : ") returning "));
        String between = "";
        for (Field<?> column : WriteCompiler.returned(insert.returning())) {
            parts.add(between);
            parts.add(column);
            between = ", ";
        }
        return Template.of(SQLDataType.OTHER, parts.toArray());
    }

    /** {@code select nextval(…) from generate_series(1, ?)}. */
    QueryPart next(Statement.NextKeys keys) {
        return Template.of(SQLDataType.OTHER, "select nextval(cast(pg_get_serial_sequence(",
                binds.slot(keys.table()).cast(SQLDataType.CLOB), ", ",
                binds.slot(keys.column()).cast(SQLDataType.CLOB), ") as regclass)) from generate_series(1, ",
                binds.slot(keys.numbers()).cast(SQLDataType.INTEGER), ")");
    }

    QueryPart update(Statement.UpdateRows update) {
        TargetRows target = TargetRows.of(update.rows(), binds);
        List<Statement.ListedColumn> all = new ArrayList<>(update.key());
        all.addAll(update.columns());
        ListTable lists = lists(all, update.each(), target.level());
        Condition which = target.condition();
        Map<Field<?>, Field<?>> values = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            Attribute column = all.get(i).attribute();
            Field<?> value = lists.stored(i, column);
            if (i < update.key().size()) {
                which = which.and(Joins.equal(target.level().joins().root().column(column), value));
            } else {
                values.put(WriteCompiler.column(column), value);
            }
        }
        Expressions expressions = new Expressions(target.level());
        update.computed()
                .forEach(one -> values.put(WriteCompiler.column(one.attribute()), expressions.field(one.value())));
        WithStep with = new WithClause(binds).of(update);
        Table<?> table = target.table();
        UpdateSetFirstStep<?> into = with == null ? DSL.update(table) : with.update(table);
        var rows = into.set(values).from(lists.table()).where(which);
        // Of the table: the lists have columns too.
        return update.returning().isEmpty()
                ? rows
                : rows.returning(update.returning().stream()
                        .<Field<?>>map(one -> one.before()
                                ? WriteCompiler.old(one.attribute())
                                : target.level().joins().root().column(one.attribute()))
                        .toList());
    }

    /** The lists of columns first, then those of values that what is computed has in it. */
    private ListTable lists(List<Statement.ListedColumn> columns, List<Statement.EachValue> each, SelectScope level) {
        List<ValueList> lists = new ArrayList<>();
        columns.forEach(one -> lists.add(one.values()));
        each.forEach(one -> lists.add(one.values()));
        ListTable table = ListTable.of(lists, level);
        for (int i = 0; i < each.size(); i++) {
            binds.each(each.get(i).param(), table.fields().get(columns.size() + i));
        }
        return table;
    }
}
