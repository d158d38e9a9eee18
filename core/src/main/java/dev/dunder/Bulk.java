package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.work.ProgressWatcher;
import dev.dunder.write.BulkOptions;
import java.util.List;
import java.util.function.Consumer;

/**
 * How {@link QuerySet#bulkCreate bulkCreate(…)}, {@link QuerySet#bulkUpdate bulkUpdate(…)} and the like write many rows: all or
 * nothing, unless batches are asked for, and with an error where a unique key is taken, unless something else is said.
 *
 * {@snippet :
 * tags.bulkCreate(List.of(tags.with("name", "red"), tags.with("name", "teal")),
 *         Bulk.ignoringConflicts().batch(10_000).progress(System.out::println));
 * // insert into tag (name) select … on conflict do nothing returning …
 * }
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Bulk {
    /** All or nothing, and a unique key that is taken is an error. */
    public static final Bulk USUAL = new Bulk(BulkOptions.USUAL);

    private final BulkOptions options;

    private Bulk(BulkOptions options) {
        this.options = options;
    }

    /**
     * New rows are left out where any unique key has their values already: {@code on conflict do nothing}. What comes back are
     * the rows that were stored, and no others.
     *
     * @return the options
     */
    public static Bulk ignoringConflicts() {
        return new Bulk(BulkOptions.USUAL.conflict(new BulkOptions.Conflict.Ignore()));
    }

    /**
     * Where a unique key has the values of a new row already, the row that is there is given the new one's: {@code on conflict
     * (sku) do update set price = excluded.price, …}. All values that are given, unless {@link #changing} says which.
     *
     * @param unique the columns of the key, or relations; {@code pk} is the primary key
     * @param more further ones
     * @return the options
     */
    public static Bulk updatingConflicts(String unique, String... more) {
        return updatingConflicts(Arguments.names(unique, more));
    }

    /**
     * As {@link #updatingConflicts(String, String...)}, by typed paths.
     *
     * @param unique the columns of the key
     * @param more further ones
     * @return the options
     */
    public static Bulk updatingConflicts(ColumnPath<?, ?> unique, ColumnPath<?, ?>... more) {
        return updatingConflicts(ColumnPath.paths(unique, more));
    }

    private static Bulk updatingConflicts(List<String> unique) {
        return new Bulk(BulkOptions.USUAL.conflict(new BulkOptions.Conflict.Update(unique, List.of())));
    }

    /**
     * Only these columns are changed of a row that is there.
     *
     * @param column a column, or a relation
     * @param more further ones
     * @return the options
     * @throws DunderException if these are not {@link #updatingConflicts}
     */
    public Bulk changing(String column, String... more) {
        return changing(Arguments.names(column, more));
    }

    /**
     * As {@link #changing(String, String...)}, by typed paths.
     *
     * @param column a typed path
     * @param more further ones
     * @return the options
     * @throws DunderException if these are not {@link #updatingConflicts}
     */
    public Bulk changing(ColumnPath<?, ?> column, ColumnPath<?, ?>... more) {
        return changing(ColumnPath.paths(column, more));
    }

    private Bulk changing(List<String> changed) {
        if (!(options.conflict() instanceof BulkOptions.Conflict.Update(List<String> unique, List<String> columns))) {
            throw new DunderException("changing(…) says which columns are changed of rows that are there already, which"
                    + " only updatingConflicts(…) does.");
        }
        return new Bulk(options.conflict(new BulkOptions.Conflict.Update(unique, changed)));
    }

    /**
     * So many rows at a time. Outside of a transaction each batch is stored by itself, and where one fails {@link
     * PartlyStored} says how many rows were stored before, and {@link BatchOutcomeUnknown} that a batch may have been; within a
     * transaction all of them belong to it.
     *
     * @param rows how many rows a batch has at most
     * @return the options
     * @throws DunderException if it is not positive
     */
    public Bulk batch(int rows) {
        if (rows < 1) {
            throw new DunderException("A batch has 1 row or more, not " + rows + ".");
        }
        return new Bulk(options.batch(rows));
    }

    /**
     * Tells how far it is, after each batch and at the end: on the thread that evaluates. What the listener throws ends the
     * work: batches that are stored by themselves stay, as {@link PartlyStored} says, and of all else nothing is stored.
     *
     * @param listener such as {@code System.out::println}
     * @return the options
     */
    public Bulk progress(Consumer<? super Progress> listener) {
        return new Bulk(options.watcher(watcher(listener)));
    }

    static ProgressWatcher watcher(Consumer<? super Progress> listener) {
        Consumer<? super Progress> told = LookupException.given(listener, "who is told of the progress");
        return (rows, total, bytes, time) -> told.accept(Progress.of(rows, total, bytes, time));
    }

    BulkOptions options() {
        return options;
    }
}
