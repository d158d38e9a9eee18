package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Model;
import dev.dunder.model.QueryColumn;
import dev.dunder.query.Combination;
import dev.dunder.query.CommonTable;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.TypeRules;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The start and the step of a recursive common table expression, checked against each other and against what PostgreSQL asks
 * of them, and of the same types: the server takes no varchar for a text here.
 */
public final class RecursiveCtes {
    private final String name;
    private final List<QueryColumn> columns;
    private final Query start;
    private final Query step;

    private RecursiveCtes(Model self, List<QueryColumn> columns, Query start, Query step) {
        this.name = self.name();
        this.columns = columns;
        this.start = start;
        this.step = step;
    }

    /**
     * The columns as the step sees them: of types that have no length, as what is computed has none, and perhaps null, as
     * nobody knows yet what the step makes of them.
     *
     * @param start the columns of the start
     * @return the same, as they are of all rows
     */
    public static List<QueryColumn> columns(List<QueryColumn> start) {
        return start.stream()
                .map(one -> new QueryColumn(one.name(), TypeRules.plain(one.type()).nullable(true), one.of()))
                .toList();
    }

    /**
     * A common table expression that reads itself.
     *
     * @param self its model
     * @param columns the columns of the model
     * @param start its first rows
     * @param step what makes the next ones
     * @param all whether equal rows are kept
     * @return the common table expression
     * @throws LookupException if PostgreSQL would refuse it
     */
    public static CommonTable of(Model self, List<QueryColumn> columns, Query start, Query step, boolean all) {
        RecursiveCtes both = new RecursiveCtes(self, columns, start, step);
        both.checkStep(self);
        both.checkWidth();
        List<@Nullable DataType<?>> casts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            casts.add(both.isSame(i) ? null : both.type(i));
        }
        return new CommonTable(self, fitted(start, casts), new CommonTable.Recursion(fitted(step, casts), all), null);
    }

    // ---- What the step may be ----

    private void checkStep(Model self) {
        if (CteRules.reads(start, self, false) + CteRules.reads(start, self, true) > 0) {
            throw wrong("The start of '" + name + "' reads '" + name + "', which only the step can.");
        }
        if (CteRules.reads(step, self, true) > 0) {
            throw wrong("The step of '" + name + "' reads it in a subquery or in another common table expression."
                    + " PostgreSQL allows it in FROM only: join it with withCte(self.on(…)).");
        }
        int times = CteRules.reads(step, self, false);
        if (times != 1) {
            throw wrong("The step of '" + name + "' reads it " + (times == 0 ? "nowhere" : times + " times")
                    + ", and it has to once: by self.objects(), or by withCte(self.on(…)).");
        }
        check(step);
    }

    private void check(Query query) {
        Combination combination = query.combination();
        if (combination != null) {
            if (combination.operation() != Combination.Operation.UNION) {
                throw wrong("The step of '" + name + "' is an intersection or a difference, of which none may read it."
                        + " Say the same with filter(…) and exclude(…).");
            }
            combination.parts().forEach(this::check);
        }
        if (!(query.grouping() instanceof Query.Grouping.None)) {
            throw wrong("The step of '" + name + "' computes an aggregate, and PostgreSQL has none there. Aggregate the"
                    + " rows when all are there: with the query set that reads '" + name + "'.");
        }
    }

    private static LookupException wrong(String message) {
        return new LookupException(message);
    }

    // ---- Columns ----

    private void checkWidth() {
        List<String> names = columns.stream().map(QueryColumn::name).toList();
        for (Query part : CteColumns.parts(step)) {
            List<String> given = CteColumns.of(part).stream().map(Named::name).toList();
            if (given.size() != names.size()) {
                throw wrong("The step of '" + name + "' selects " + given + ", and the start " + names
                        + ". Select as many values in both with values(…).");
            }
            if (!given.equals(names) && names.containsAll(given)) {
                throw wrong("The step of '" + name + "' selects " + given + ", and the start " + names
                        + ". Select the values in the same order: it is by their places that they are put together.");
            }
        }
    }

    private List<Query> parts() {
        List<Query> parts = new ArrayList<>(CteColumns.parts(start));
        parts.addAll(CteColumns.parts(step));
        return parts;
    }

    /** Whether all give columns of tables that are of the very same type. */
    private boolean isSame(int place) {
        List<Expression> all = parts().stream().map(part -> CteColumns.of(part).get(place).expression()).toList();
        return all.stream().allMatch(Expression.Column.class::isInstance)
                && all.stream().map(one -> text(one.type())).distinct().count() == 1;
    }

    private DataType<?> type(int place) {
        QueryColumn column = columns.get(place);
        for (Query part : CteColumns.parts(step)) {
            DataType<?> next = CteColumns.of(part).get(place).expression().type();
            DataType<?> both = TypeRules.unified(List.of(column.type(), next));
            if (TypeRules.isMixed(both) || both.getType() != column.type().getType()) {
                throw wrong("'" + column.name() + "' of '" + name + "' is " + Values.typeName(column.type())
                        + " in the start and " + Values.typeName(next)
                        + " in the step. Have it of one type: cast(…) that of the start.");
            }
        }
        return column.type();
    }

    private static String text(DataType<?> type) {
        return type.getCastTypeName();
    }

    /** With casts where it is not sure that the server sees the type that we do. */
    private static Query fitted(Query query, List<@Nullable DataType<?>> types) {
        Query parts = query.eachPart(part -> fitted(part, types));
        List<Named> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Named named = CteColumns.of(query).get(i);
            DataType<?> type = types.get(i);
            columns.add(type == null || isOf(type, named.expression())
                    ? named
                    : new Named(named.name(), new Expression.Cast(named.expression(), type)));
        }
        return parts.select(new Selection.Columns(List.copyOf(columns)));
    }

    private static boolean isOf(DataType<?> type, Expression expression) {
        if (expression instanceof Expression.Ref(String ref, Expression target)) {
            return isOf(type, target);
        }
        boolean known = expression instanceof Expression.Column || expression instanceof Expression.Cast
                || (type.getType() != String.class && !TypeRules.isNumeric(type));
        return known && text(type).equals(text(expression.type()));
    }
}
