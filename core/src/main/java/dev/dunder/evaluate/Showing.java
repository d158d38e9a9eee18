package dev.dunder.evaluate;

import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.RowMapping;
import dev.dunder.query.Statement;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import java.util.List;
import java.util.StringJoiner;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows for people to look at, and as objects of their own classes; and how the server finds them.
 *
 * @param rows of which rows
 * @param <T> what the rows become
 */
public record Showing<T extends @Nullable Object>(Rows<T> rows) {
    private static final int MOST = 20;

    /** The first rows as a table of text. */
    public Evaluation<String> table() {
        Request<T> request = rows.request();
        SharedTask<List<T>> begun = rows.begun();
        Evaluation<List<T>> some = begun != null
                ? rows.of(begun)
                : Rows.fresh(request.composed(composer -> composer.slice(0, MOST + 1))).listing();
        RowMapping<T> mapping = request.mapping();
        RowColumns columns = mapping.columns(RowMapping.first(request.query()));
        List<DataType<?>> types = mapping.allTypes(request.query());
        return some.map(list -> TextTable.format(
                request.session().driver().jooq().dsl(), columns, types, list.stream().map(mapping::values).toList(),
                MOST));
    }

    /** All rows as objects of a class of the user's. */
    public <D> Evaluation<List<D>> into(Class<D> type) {
        RowMapping<T> mapping = rows.request().mapping();
        RecordMapper<D> mapper = RecordMapper.of(type, mapping.columns(RowMapping.first(rows.request().query())),
                mapping.allTypes(rows.request().query()));
        return rows.listing().map(list -> list.stream().map(row -> mapper.make(mapping.values(row))).toList());
    }

    /** What the server tells of how it executes a statement. */
    public Evaluation<String> explained(Statement statement) {
        Session from = rows.session();
        return Evaluation.of(from, () -> {
            StringJoiner lines = new StringJoiner("\n");
            from.rows(statement, rows.request().values()).forEach(row -> lines.add(String.valueOf(row[0])));
            return lines.toString();
        });
    }
}
