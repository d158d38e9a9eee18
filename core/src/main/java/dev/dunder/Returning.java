package dev.dunder;

import dev.dunder.compose.NamedValue;
import dev.dunder.compose.Names;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.work.Evaluation;
import dev.dunder.write.ReturningWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The writing methods of a query set that give back the rows that they write, made by {@link QuerySet#returning}.
 *
 * {@snippet :
 * List<Row> taken = stock.filter("left__gt", 0).returning("id", "left").old("left").update("left", f("left").minus(1));
 * int before = taken.get(0).get("old_left", Integer.class);
 * // update stock set left = (stock.left - ?) where stock.left > ? returning id, left, old.left
 * }
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <T> what the query set is a set of
 * @param <R> what is given back of each row
 */
public final class Returning<T extends @Nullable Object, R extends @Nullable Object> {
    private static final String OLD = "old_";

    private final QuerySet<T> set;
    private final ReturningWriter writer;
    private final Maker<R> maker;

    /** Makes what is given back of the values of a row. */
    @FunctionalInterface
    private interface Maker<R extends @Nullable Object> {
        R make(@Nullable Object[] values);
    }

    private Returning(QuerySet<T> set, ReturningWriter writer, Maker<R> maker) {
        this.set = set;
        this.writer = writer;
        this.maker = maker;
    }

    static <T extends @Nullable Object> Returning<T, T> instances(QuerySet<T> set) {
        InstanceType<T> type = set.request().type();
        if (type == null) {
            throw new DunderException(
                    "Cannot call returning() after values(…), which makes no instances. Name columns.");
        }
        DatabaseChoice where = set.request().where();
        RowColumns columns = RowColumns.of(type.model());
        DatabaseChoice home = where.of(where.writing(type.model()).origin());
        return new Returning<>(set, ReturningWriter.ofAll(set.request()),
                values -> type.make(RowState.stored(type.model(), columns, values, home)));
    }

    static <T extends @Nullable Object> Returning<T, Row> values(QuerySet<T> set, List<String> names) {
        return chosen(set, names, List.of());
    }

    private static <T extends @Nullable Object> Returning<T, Row> chosen(
            QuerySet<T> set, List<String> names, List<String> old) {
        ReturningWriter writer = ReturningWriter.of(set.request(), names, old);
        List<String> all = new ArrayList<>(writer.names());
        writer.oldNames().forEach(name -> all.add(OLD + name));
        RowColumns columns = new RowColumns(set.request().model().name(), all, writer::types);
        DatabaseChoice where = set.request().where();
        DatabaseChoice home = where.of(where.writing(set.request().model()).origin());
        return new Returning<>(set, writer, values -> Row.of(RowState.values(columns, values, home)));
    }

    /**
     * With values as they were before the update, called {@code old_…}. PostgreSQL knows them from version 18 on.
     *
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return the same with these
     * @throws LookupException if there is no such column
     * @throws DunderException if whole instances are given back
     */
    public Returning<T, Row> old(String name, String... more) {
        return old(Names.paths(name, more));
    }

    /**
     * As {@link #old(String, String...)}, by typed paths.
     *
     * @param first a typed path
     * @param more further ones
     * @return the same with these
     * @throws DunderException if whole instances are given back
     */
    @SafeVarargs
    public final Returning<T, Row> old(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return old(ColumnPath.paths(first, more));
    }

    private Returning<T, Row> old(List<String> names) {
        if (writer.whole()) {
            throw new DunderException("old(…) stands beside named columns: returning(\"…\").old(\"…\").");
        }
        List<String> old = new ArrayList<>(writer.oldNames());
        old.addAll(names);
        return chosen(set, writer.names(), old);
    }

    /**
     * New values for these columns of all rows, as {@link QuerySet#update(String, Object, Object...)}.
     *
     * @param attribute a column, or a foreign key's relation
     * @param value its value
     * @param more further columns and values in turn
     * @return the rows, in no order
     * @throws LookupException if there is no such attribute or a value does not fit
     * @throws DatabaseException if the database refuses it
     */
    public List<R> update(String attribute, @Nullable Object value, @Nullable Object... more) {
        return updating(Arguments.pairs(attribute, value, more)).now();
    }

    /**
     * New values for these columns of all rows, as {@link QuerySet#update(Assignment, Assignment...)}.
     *
     * @param first a column and its value
     * @param more further ones
     * @return the rows, in no order
     * @throws LookupException if a value does not fit
     * @throws DatabaseException if the database refuses it
     */
    @SafeVarargs
    public final List<R> update(Assignment<? super T> first, Assignment<? super T>... more) {
        return updating(Assignment.values(first, more)).now();
    }

    /**
     * Deletes all rows, as {@link QuerySet#delete}.
     *
     * @return the rows as they were, in no order
     * @throws DunderException if it was not said which rows
     * @throws DatabaseException if the database refuses it
     */
    public List<R> delete() {
        return deleting().now();
    }

    /**
     * Stores what each of these instances has in some columns, as {@link QuerySet#bulkUpdate(Collection, String, String...)}.
     *
     * {@snippet :
     * List<Row> changed = entries.returning("id", "rating").bulkUpdate(List.of(cake.with("rating", 4)), "rating");
     * // update entry set rating = list.k2 from unnest(…) with ordinality as list (k1, k2, place) where entry.id = list.k1
     * // returning entry.id, entry.rating
     * }
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     * @throws LookupException if an instance is not stored, a name is unknown, or a column says which row it is
     * @throws DatabaseException if the database refuses it; then nothing is stored
     */
    public List<R> bulkUpdate(Collection<? extends T> instances, String name, String... more) {
        return bulkUpdate(instances, Bulk.USUAL, name, more);
    }

    /**
     * Stores what each of these instances has in some columns; how many at a time, and who hears of it, the options say.
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     * @throws LookupException if an instance is not stored, a name is unknown, or a column says which row it is
     * @throws PartlyStored if a batch could not be stored after others were
     * @throws DatabaseException if the database refuses it
     */
    public List<R> bulkUpdate(Collection<? extends T> instances, Bulk how, String name, String... more) {
        return bulkUpdating(instances, how, Arguments.names(name, more)).now();
    }

    /**
     * Stores what each of these instances has in some columns, by typed paths.
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param first a typed path
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     * @throws LookupException if an instance is not stored, or a column says which row it is
     * @throws DatabaseException if the database refuses it; then nothing is stored
     */
    @SafeVarargs
    public final List<R> bulkUpdate(Collection<? extends T> instances, ColumnPath<? super T, ?> first,
            ColumnPath<? super T, ?>... more) {
        return bulkUpdate(instances, Bulk.USUAL, first, more);
    }

    /**
     * Stores what each of these instances has in some columns, by typed paths; how many at a time, the options say.
     *
     * @param instances stored rows, with values that they were given by {@link Instance#with with(…)}
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param first a typed path
     * @param more further ones
     * @return the rows that were there, in the order of the instances
     * @throws LookupException if an instance is not stored, or a column says which row it is
     * @throws PartlyStored if a batch could not be stored after others were
     * @throws DatabaseException if the database refuses it
     */
    @SafeVarargs
    public final List<R> bulkUpdate(Collection<? extends T> instances, Bulk how, ColumnPath<? super T, ?> first,
            ColumnPath<? super T, ?>... more) {
        return bulkUpdating(instances, how, ColumnPath.paths(first, more)).now();
    }

    /**
     * The same methods, which return futures.
     *
     * @return the asynchronous twin
     */
    public AsyncReturning<T, R> async() {
        return new AsyncReturning<>(this);
    }

    Evaluation<List<R>> updating(List<NamedValue> changes) {
        return set.evaluations().written(writer.updating(changes).map(this::made));
    }

    Evaluation<List<R>> deleting() {
        return set.evaluations().written(writer.deleting().map(this::made));
    }

    Evaluation<List<R>> bulkUpdating(Collection<? extends T> instances, Bulk how, List<String> names) {
        return set.evaluations().bulkUpdating(instances, how, names, writer).map(this::made);
    }

    private List<R> made(List<@Nullable Object[]> rows) {
        return rows.stream().map(maker::make).toList();
    }
}
