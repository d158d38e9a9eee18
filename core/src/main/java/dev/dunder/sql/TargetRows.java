package dev.dunder.sql;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Which rows of one table a statement writes. Conditions on the row alone stand as they are; what needs joins, groups or a
 * slice is a select of keys. There the conditions on the row alone stand beside it too: the server asks them again of a row
 * that another transaction has changed meanwhile, and the select it does not.
 */
final class TargetRows {
    private final SelectScope level;
    private final Condition condition;

    private TargetRows(SelectScope level, Condition condition) {
        this.level = level;
        this.condition = condition;
    }

    static TargetRows of(Query rows, Binds binds) {
        if (isOfTheRow(rows)) {
            SelectScope level = SelectScope.of(rows.model(), binds, null);
            Condition where = new SelectBody(rows, level, List.of(), List.of()).where();
            if (!level.joins().joined()) {
                return new TargetRows(level, where);
            }
        }
        SelectScope level = SelectScope.of(rows.model(), binds, null);
        return new TargetRows(level, own(rows, level).and(among(rows, level)));
    }

    /** Whether it consists of conditions that are decided row by row, joins aside. */
    private static boolean isOfTheRow(Query rows) {
        boolean plain = !rows.sliced() && rows.lock() == null && rows.distinct() == null
                && rows.grouping() instanceof Query.Grouping.None;
        return plain && rows.steps().stream().allMatch(step -> switch (step) {
            case Step.Filter(Predicate predicate) -> !Traversal.windows(predicate);
            case Step.Annotation(String name, Expression expression, boolean selected) ->
                !Traversal.any(expression, part -> part instanceof Expression.Window
                        || part instanceof Expression.Place);
            case Step.Filtered filtered -> false;
        });
    }

    private static Condition among(Query rows, SelectScope level) {
        Model model = rows.model();
        if (model.primaryKey().isEmpty()) {
            throw new LookupException("Which rows of " + model.name() + " to write is not said by their own columns"
                    + " alone, and " + model.name() + " has no primary key to find them by.");
        }
        List<Named> key = new ArrayList<>();
        List<Field<?>> columns = new ArrayList<>();
        for (Attribute part : model.primaryKey()) {
            key.add(new Named(part.name(), new Expression.Column(part.via(), part.origin())));
            columns.add(level.joins().root().column(part));
        }
        boolean cut = rows.sliced() || (rows.distinct() != null && !rows.distinct().on().isEmpty());
        Query keys = rows.select(new Selection.Columns(key));
        Select<?> select = new SelectCompiler(level.binds(), level).inner(cut ? keys : keys.order(Query.Ordering.NONE));
        return columns.size() == 1 ? in(columns.get(0), select) : RowValues.in(DSL.row(columns), select);
    }

    @SuppressWarnings("unchecked")
    private static Condition in(Field<?> column, Select<?> rows) {
        return ((Field<Object>) column).in((Select<? extends Record1<Object>>) (Select<? extends Record>) rows);
    }

    /** What is said of the rows' own columns. */
    private static Condition own(Query rows, SelectScope level) {
        Condition all = DSL.noCondition();
        for (Step step : rows.steps()) {
            if (step instanceof Step.Filter(Predicate predicate)) {
                for (Predicate part : SelectBody.conjuncts(predicate)) {
                    if (Traversal.of(part).stream().allMatch(TargetRows::isOwn)) {
                        all = all.and(Conditions.filter(level, part, 0));
                    }
                }
            }
        }
        return all;
    }

    private static boolean isOwn(Expression expression) {
        return !Traversal.any(expression, part -> switch (part) {
            case Expression.Column column -> !column.path().isEmpty();
            case Expression.Aggregate aggregate -> true;
            case Expression.Window window -> true;
            case Expression.Subquery subquery -> true;
            case Expression.Place place -> true;
            default -> false;
        });
    }

    /** The statement's own level, on which the table's columns are. */
    SelectScope level() {
        return level;
    }

    Table<?> table() {
        return level.joins().root().table();
    }

    Condition condition() {
        return condition;
    }
}
