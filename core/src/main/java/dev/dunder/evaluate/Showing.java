package dev.dunder.evaluate;

import dev.dunder.compose.Call;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.Listing;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.RowMapping;
import dev.dunder.query.Statement;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.IntStream;
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
                : Rows.listing(request.composed(Call.slice(request.query(), 0, MOST + 1)));
        RowMapping<T> mapping = request.mapping();
        RowColumns columns = mapping.columns(RowMapping.first(request.query()));
        List<DataType<?>> types = mapping.allTypes(request.query());
        return some.map(list -> TextTable.format(
                request.session().driver().jooq().dsl(), columns, types, list.stream().map(mapping::values).toList(),
                MOST));
    }

    /** The first rows, and how many there are. */
    public Evaluation<Paging.Part<T>> first() {
        SharedTask<List<T>> begun = rows.begun();
        if (begun != null) {
            return rows.of(begun).map(Showing::first);
        }
        Session from = rows.session();
        Request<T> some = rows.request().composed(Call.slice(rows.request().query(), 0, MOST + 1));
        return Evaluation.staged(from, () -> new Listing<>(some).work(from).map(list -> list.size() <= MOST
                ? first(list)
                : new Paging.Part<>(first(list).rows(), new Counting<>(rows).count(from))));
    }

    private static <T extends @Nullable Object> Paging.Part<T> first(List<T> all) {
        return new Paging.Part<>(all.subList(0, Math.min(MOST, all.size())), all.size());
    }

    /** All rows as objects of a class of the user's. */
    @SuppressWarnings("unchecked") // what is made is of the class
    public <D> Evaluation<List<D>> into(Class<D> type, RecordMapper.Instances instances) {
        Request<T> request = rows.request();
        RowMapping<T> mapping = request.mapping();
        InstanceType<T> rowType = mapping.type();
        List<String> names = List.copyOf(mapping.columns(RowMapping.first(request.query())).names());
        RowSource source = new RowSource(names, mapping.allTypes(request.query()),
                IntStream.range(0, names.size()).boxed().toList(),
                rowType == null ? null : LoadedWith.of(rowType.model(), request.plan()));
        RecordMapper.Part made = new RecordMapper(instances).of(type, source);
        ZoneId zone = request.session().zone();
        return rows.listing().map(list -> list.stream()
                .map(row -> (D) Objects.requireNonNull(made.of(new RecordMapper.Read(mapping.values(row),
                        rowType == null ? null : rowType.row(row)), zone)))
                .toList());
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
