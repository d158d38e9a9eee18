package dev.dunder.sql;

import dev.dunder.lookups.Limits;
import dev.dunder.query.Combination;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.query.TypeRules;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;

/**
 * Compiles the shape of a statement to a plan, by way of a jOOQ query. It sees no values: what it writes depends on the
 * shape alone. Without state, and so safe to share between threads.
 */
public final class Compiler {
    private Compiler() {}

    /**
     * Compiles a statement.
     *
     * @param statement its shape
     * @param limits how large it may become
     * @param spelling of the server
     * @return the plan
     */
    public static Plan compile(Statement statement, Limits limits, Spelling spelling) {
        Binds binds = new Binds(limits);
        SelectCompiler selects = new SelectCompiler(binds, null);
        WithClause with = new WithClause(binds);
        WriteCompiler writes = new WriteCompiler(binds);
        return switch (statement) {
            case Query query -> plan(spelling, with.before(selects.rows(query), query), binds, types(query));
            case Statement.Count count ->
                plan(spelling, with.before(selects.count(count.query()), count), binds, List.of(SQLDataType.BIGINT));
            case Statement.Exists exists ->
                plan(spelling, with.before(selects.exists(exists.query()), exists), binds,
                        List.of(SQLDataType.INTEGER));
            case Statement.Explain explain ->
                explained(explain,
                        plan(spelling, with.before(selects.rows(explain.query()), explain), binds, List.of()));
            case Statement.Aggregation aggregation ->
                plan(spelling, with.before(selects.aggregation(aggregation), aggregation), binds,
                        types(aggregation.aggregates()));
            case Statement.Insert insert -> plan(spelling, writes.insert(insert), binds, returned(insert.returning()));
            case Statement.Update update -> plan(spelling, writes.update(update), binds, returned(update.returning()));
            case Statement.Delete delete -> plan(spelling, writes.delete(delete), binds, returned(delete.returning()));
            case Statement.InsertRows insert ->
                plan(spelling, new RowsCompiler(binds).insert(insert), binds, returned(insert.returning()));
            case Statement.InsertDefaults insert ->
                plan(spelling, new RowsCompiler(binds).insert(insert), binds, returned(insert.returning()));
            case Statement.UpdateRows update ->
                plan(spelling, new RowsCompiler(binds).update(update), binds, returned(update.returning()));
            case Statement.NextKeys keys ->
                plan(spelling, new RowsCompiler(binds).next(keys), binds, List.of(SQLDataType.BIGINT));
            case Statement.CopyIn copy -> plan(spelling, CopyCompiler.in(copy), binds, List.of());
            case Statement.CopyOut copy ->
                copied(copy, plan(spelling, new CopyCompiler(binds).rows(copy), binds, List.of()));
        };
    }

    /**
     * A query as jOOQ's, with its values bound.
     *
     * @param query the query
     * @param values binds each of its values
     * @param limits how large it may become
     * @param spelling of the server
     * @return a new query
     */
    public static Select<?> select(
            Query query, Function<Expression.Param, Field<?>> values, Limits limits, Spelling spelling) {
        Binds binds = new Binds(limits, values);
        Select<?> select = new WithClause(binds).before(new SelectCompiler(binds, null).rows(query), query);
        select.attach(spelling.jooq());
        return select;
    }

    /**
     * A statement that takes no binds, with its values as literals.
     *
     * @param copy the statement
     * @param literals a literal for each of its values
     * @param limits how large it may become
     * @param spelling of the server
     * @return the text
     */
    public static String copy(
            Statement.CopyOut copy, Function<Expression.Param, Field<?>> literals, Limits limits, Spelling spelling) {
        QueryPart rows = new CopyCompiler(new Binds(limits, literals)).rows(copy);
        return CopyCompiler.out(copy.format(), spelling.jooq().dsl().renderInlined(rows));
    }

    private static Plan copied(Statement.CopyOut copy, Plan plan) {
        return new Plan(CopyCompiler.out(copy.format(), plan.sql()), plan.binds(), List.of());
    }

    private static Plan explained(Statement.Explain explain, Plan plan) {
        StringJoiner options = new StringJoiner(", ", "explain (", ") ");
        explain.options().stream().sorted().forEach(option -> options.add(option.name().toLowerCase(Locale.ROOT)));
        options.add(explain.json() ? "format json" : "format text");
        return new Plan(options + plan.sql(), plan.binds(), List.of(SQLDataType.CLOB));
    }

    private static Plan plan(Spelling spelling, QueryPart query, Binds binds, List<DataType<?>> columns) {
        // The binds are known only once they have been rendered.
        String sql = spelling.jooq().dsl().render(query);
        return new Plan(sql, binds.order(), columns);
    }

    private static List<DataType<?>> returned(List<Statement.Returned> returning) {
        return returning.stream().<DataType<?>>map(one -> one.attribute().type()).toList();
    }

    private static List<DataType<?>> types(Query query) {
        Combination combination = query.combination();
        return combination == null
                ? types(SelectedColumns.of(query))
                : TypeRules.together(combination.parts().stream().map(Compiler::types).toList());
    }

    private static List<DataType<?>> types(List<Named> columns) {
        return columns.stream().<DataType<?>>map(column -> column.expression().type()).toList();
    }
}
