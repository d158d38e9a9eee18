package dev.dunder;

import dev.dunder.compose.Names;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.LookupException;
import dev.dunder.resolve.Term;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The evaluating methods of a {@link QuerySet}, on the database's executor.
 *
 * {@snippet :
 * CompletableFuture<Long> n = entries.filter("rating__gt", 3).async().count();
 * n.thenAccept(number -> System.out.println(number + " entries")).join();
 * // select count(*) from entry where entry.rating > ?
 * }
 *
 * <p>What is wrong with the call itself is thrown by the call; what the database says completes the future. Immutable and
 * safe to share between threads.
 *
 * @param <T> what it is a set of
 */
public sealed class AsyncQuerySet<T extends @Nullable Object> permits AsyncRelatedSet {
    private final QuerySet<T> set;

    AsyncQuerySet(QuerySet<T> set) {
        this.set = set;
    }

    /**
     * As {@link QuerySet#list}.
     *
     * @return all rows, which the query set keeps
     */
    public CompletableFuture<List<T>> list() {
        return set.evaluations().listing().later();
    }

    /**
     * As {@link QuerySet#iterator(int)}.
     *
     * @param chunk how many rows are read at a time
     * @return an iterator to be closed
     */
    public CompletableFuture<RowIterator<T>> iterator(int chunk) {
        return set.evaluations().iterating(chunk).later();
    }

    /**
     * As {@link QuerySet#stream}.
     *
     * @return a stream to be closed
     */
    public CompletableFuture<Stream<T>> stream() {
        return set.evaluations().streaming().later();
    }

    /**
     * As {@link QuerySet#size}.
     *
     * @return the number of rows
     */
    public CompletableFuture<Integer> size() {
        return set.evaluations().sizing().later();
    }

    /**
     * As {@link QuerySet#isEmpty}.
     *
     * @return whether there are no rows
     */
    public CompletableFuture<Boolean> isEmpty() {
        return set.evaluations().emptiness().later();
    }

    /**
     * As {@link QuerySet#get()}.
     *
     * @return the only row
     */
    public CompletableFuture<T> get() {
        return set.evaluations().getting().later();
    }

    /**
     * As {@link QuerySet#get(String, Object, Object...)}.
     *
     * @param lookup such as {@code id}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the only row that matches
     */
    public CompletableFuture<T> get(String lookup, @Nullable Object value, @Nullable Object... more) {
        return set.evaluations().getting(Q.pairs(lookup, value, more)).later();
    }

    /**
     * As {@link QuerySet#get(Q, Q...)}.
     *
     * @param first a condition
     * @param more further ones
     * @return the only row that matches
     */
    @SafeVarargs
    public final CompletableFuture<T> get(Q<? super T> first, Q<? super T>... more) {
        return set.evaluations().getting(QuerySet.all(first, more)).later();
    }

    /**
     * As {@link QuerySet#get(Q, String, Object, Object...)}.
     *
     * @param first a condition
     * @param lookup such as {@code id}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the only row that matches
     */
    public CompletableFuture<T> get(Q<? super T> first, String lookup, @Nullable Object value,
            @Nullable Object... more) {
        return set.evaluations().getting(Term.and(Q.termOf(first), Q.pairs(lookup, value, more))).later();
    }

    /**
     * As {@link QuerySet#get(Q, Q, String, Object, Object...)}.
     *
     * @param first a condition
     * @param second another condition
     * @param lookup such as {@code id}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the only row that matches
     */
    public CompletableFuture<T> get(Q<? super T> first, Q<? super T> second, String lookup, @Nullable Object value,
            @Nullable Object... more) {
        return set.evaluations().getting(
                Term.and(Term.and(Q.termOf(first), Q.termOf(second)), Q.pairs(lookup, value, more))).later();
    }

    /**
     * As {@link QuerySet#get(Q, Q, Q, String, Object, Object...)}.
     *
     * @param first a condition
     * @param second another condition
     * @param third another condition
     * @param lookup such as {@code id}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the only row that matches
     */
    public CompletableFuture<T> get(Q<? super T> first, Q<? super T> second, Q<? super T> third, String lookup,
            @Nullable Object value, @Nullable Object... more) {
        return set.evaluations().getting(QuerySet.all(first, second, third, Q.pairs(lookup, value, more))).later();
    }

    /**
     * As {@link QuerySet#first}.
     *
     * @return the first row, or null where there is none
     */
    public CompletableFuture<@Nullable T> first() {
        return set.evaluations().firstOf(false).later();
    }

    /**
     * As {@link QuerySet#firstOptional}.
     *
     * @return the first row, or nothing where there is none
     */
    public CompletableFuture<Optional<T>> firstOptional() {
        return set.evaluations().firstOptional().later();
    }

    /**
     * As {@link QuerySet#last}.
     *
     * @return the last row, or null where there is none
     */
    public CompletableFuture<@Nullable T> last() {
        return set.evaluations().firstOf(true).later();
    }

    /**
     * As {@link QuerySet#at}.
     *
     * @param index counted from 0
     * @return the row at that place
     */
    public CompletableFuture<T> at(int index) {
        return set.evaluations().at(index).later();
    }

    /**
     * As {@link QuerySet#count}.
     *
     * @return the number of rows
     */
    public CompletableFuture<Long> count() {
        return set.evaluations().counting().later();
    }

    /**
     * As {@link QuerySet#page}.
     *
     * @param number which page, counted from 1
     * @param size how many rows a page has
     * @return the page
     */
    public CompletableFuture<Page<T>> page(int number, int size) {
        return set.evaluations().paging(number, size).later();
    }

    /**
     * As {@link QuerySet#page(Filtered)}.
     *
     * @param asked what a request asks for
     * @return the page
     */
    public CompletableFuture<Page<T>> page(Filtered asked) {
        return set.evaluations().paging(asked).later();
    }

    /**
     * As {@link QuerySet#keysetPage}.
     *
     * @param asked what a request asks for
     * @return the rows, and where to go on
     */
    public CompletableFuture<KeysetPage<T>> keysetPage(Filtered asked) {
        return set.evaluations().keyset(asked).later();
    }

    /**
     * As {@link QuerySet#facets}.
     *
     * @param asked what a request asks for
     * @return the facets by their paths
     */
    public CompletableFuture<Map<String, Facet>> facets(Filtered asked) {
        return set.evaluations().facets(asked).later();
    }

    /**
     * As {@link QuerySet#firstPage}.
     *
     * @param size how many rows a page has
     * @return the rows, and where to go on
     */
    public CompletableFuture<KeysetPage<T>> firstPage(int size) {
        return set.evaluations().keyset(null, false, size).later();
    }

    /**
     * As {@link QuerySet#pageAfter}.
     *
     * @param cursor a page's {@link KeysetPage#next next()}
     * @param size how many rows a page has
     * @return the rows, and where to go on
     */
    public CompletableFuture<KeysetPage<T>> pageAfter(String cursor, int size) {
        return set.evaluations().keyset(cursor, false, size).later();
    }

    /**
     * As {@link QuerySet#pageBefore}.
     *
     * @param cursor a page's {@link KeysetPage#previous previous()}
     * @param size how many rows a page has
     * @return the rows, and where to go on
     */
    public CompletableFuture<KeysetPage<T>> pageBefore(String cursor, int size) {
        return set.evaluations().keyset(cursor, true, size).later();
    }

    /**
     * As {@link QuerySet#exists}.
     *
     * @return whether there is a row
     */
    public CompletableFuture<Boolean> exists() {
        return set.evaluations().existing().later();
    }

    /**
     * As {@link QuerySet#contains}.
     *
     * @param instance a stored one
     * @return whether it is among the rows
     */
    public CompletableFuture<Boolean> contains(T instance) {
        return set.evaluations().containing(instance).later();
    }

    /**
     * As {@link QuerySet#aggregate(Aggregate)}.
     *
     * @param aggregate such as {@code avg("x")}
     * @param <V> the type of the result
     * @return its value
     */
    public <V> CompletableFuture<@Nullable V> aggregate(Aggregate<V> aggregate) {
        return set.evaluations().aggregating(aggregate).later();
    }

    /**
     * As {@link QuerySet#aggregate(Aggregate, Aggregate, Aggregate...)}.
     *
     * @param first such as {@code avg("x")}
     * @param second such as {@code count("*")}
     * @param more further ones
     * @return a row with a value for each
     */
    public CompletableFuture<Row> aggregate(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        return set.evaluations().aggregating(first, second, more).later();
    }

    /**
     * As {@link QuerySet#show}.
     *
     * @return done when the table has been printed
     */
    @NullUnmarked
    public CompletableFuture<Void> show() {
        return set.evaluations().showing().later();
    }

    /**
     * The first row in an order.
     *
     * @param criterion a path, {@code -} before it for descending
     * @param more further criteria
     * @return the row; fails with {@link DoesNotExist} if there is none
     */
    public CompletableFuture<T> earliest(String criterion, String... more) {
        return set.evaluations().extreme(Names.paths(criterion, more), false).later();
    }

    /**
     * As {@link QuerySet#earliest(ColumnPath, ColumnPath...)}.
     *
     * @param first a typed path
     * @param more further ones
     * @return the row
     */
    @SafeVarargs
    public final CompletableFuture<T> earliest(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return set.evaluations().extreme(ColumnPath.paths(first, more), false).later();
    }

    /**
     * The last row in an order.
     *
     * @param criterion a path, {@code -} before it for descending
     * @param more further criteria
     * @return the row; fails with {@link DoesNotExist} if there is none
     */
    public CompletableFuture<T> latest(String criterion, String... more) {
        return set.evaluations().extreme(Names.paths(criterion, more), true).later();
    }

    /**
     * As {@link QuerySet#latest(ColumnPath, ColumnPath...)}.
     *
     * @param first a typed path
     * @param more further ones
     * @return the row
     */
    @SafeVarargs
    public final CompletableFuture<T> latest(ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return set.evaluations().extreme(ColumnPath.paths(first, more), true).later();
    }

    /**
     * All instances by their primary keys.
     *
     * @return the instances, by key; a row that comes up several times is there once
     */
    public CompletableFuture<Map<Object, T>> inBulk() {
        return set.evaluations().inBulk(null, null).later();
    }

    /**
     * Instances by their primary keys; keys without a row are left out.
     *
     * {@snippet :
     * Map<Object, Row> both = tags.async().inBulk(List.of(1, 2)).join();
     * Row red = both.get(1);
     * // select … from tag join unnest(cast(? as int[])) … on list.k1 = tag.id
     * }
     *
     * @param keys the keys; of several columns lists of values
     * @return the instances, by the very keys that were given; a key that the server calls equal to another has the same row
     */
    public CompletableFuture<Map<Object, T>> inBulk(Collection<?> keys) {
        return set.evaluations().inBulk(LookupException.given(keys, "keys"), null).later();
    }

    /**
     * Instances by an attribute that no two have in common.
     *
     * @param values values of the attribute
     * @param attribute the attribute
     * @return the instances, by the very values that were given
     */
    public CompletableFuture<Map<Object, T>> inBulk(Collection<?> values, String attribute) {
        return set.evaluations().inBulk(LookupException.given(values, "values"), attribute).later();
    }

    /**
     * As {@link QuerySet#inBulk(Collection, ColumnPath)}.
     *
     * @param values values of the column
     * @param column a typed path
     * @param <V> its Java class
     * @return the rows that there are, by the values that were given
     */
    public <V> CompletableFuture<Map<Object, T>> inBulk(
            Collection<? extends V> values, ColumnPath<? super T, V> column) {
        return inBulk(values, LookupException.given(column, "a column").path());
    }

    /**
     * How the server would run the statement.
     *
     * @return PostgreSQL's plan as text
     */
    public CompletableFuture<String> explain() {
        return explain(Explain.text());
    }

    /**
     * How the server would run the statement, or has run it.
     *
     * @param options what to tell, and as text or JSON
     * @return PostgreSQL's plan
     */
    public CompletableFuture<String> explain(Explain options) {
        return set.evaluations().explaining(options).later();
    }

    /**
     * The rows as objects of a record or a bean of yours; see {@link QuerySet#into}.
     *
     * @param type the record or class
     * @param <D> the type
     * @return an object for each row
     */
    public <D> CompletableFuture<List<D>> into(Class<D> type) {
        return set.evaluations().into(type).later();
    }

    /**
     * Values computed of aggregates.
     *
     * @param first a value with a name
     * @param more further values
     * @return the results by name
     */
    public CompletableFuture<Row> aggregate(Expr first, Expr... more) {
        return set.evaluations().aggregating(Expr.list(first, more)).later();
    }

    /**
     * Hands each row to an action, in chunks and in constant memory: none is kept. If rows are here already, those.
     *
     * @param action what is done with a row, on a thread of the executor, one row after the other; what it throws ends it
     * @return done after the last row
     */
    @NullUnmarked
    public CompletableFuture<Void> forEach(Consumer<? super T> action) {
        return set.evaluations().eaching(action).later();
    }

    /**
     * All rows for as many subscribers as like, each with a cursor of its own, in chunks and in constant memory. A subscriber
     * gets no more rows than it has requested, and none is read ahead but for the rest of a chunk. A subscription holds a
     * connection and a task of the executor from its beginning to its end; cancelling it gives them back.
     *
     * @param chunk how many rows are read at a time
     * @return the publisher
     * @throws dev.dunder.lookups.DunderException if the number is not positive
     */
    public Flow.Publisher<T> publisher(int chunk) {
        return set.evaluations().publishing(chunk);
    }

    /**
     * As {@link QuerySet#create()}.
     *
     * @return the row, as {@link QuerySet#create()} gives it
     */
    public CompletableFuture<T> create() {
        return set.evaluations().creating(List.of()).later();
    }

    /**
     * As {@link QuerySet#create(String, Object, Object...)}.
     *
     * @param attribute a column, or a relation to one row
     * @param value its value
     * @param more further columns and values in turn
     * @return the row, as {@link QuerySet#create} gives it
     */
    public CompletableFuture<T> create(String attribute, @Nullable Object value, @Nullable Object... more) {
        return set.evaluations().creating(Arguments.pairs(attribute, value, more)).later();
    }

    /**
     * As {@link QuerySet#create(Map)}.
     *
     * @param values values by column
     * @return the row, as {@link QuerySet#create} gives it
     */
    public CompletableFuture<T> create(Map<String, ? extends @Nullable Object> values) {
        return set.evaluations().creating(Arguments.named(values)).later();
    }

    /**
     * As {@link QuerySet#create(Assignment, Assignment...)}.
     *
     * @param first a column and its value
     * @param more further ones
     * @return the row, as {@link QuerySet#create} gives it
     */
    @SafeVarargs
    public final CompletableFuture<T> create(Assignment<? super T> first, Assignment<? super T>... more) {
        return set.evaluations().creating(Assignment.values(first, more)).later();
    }

    /**
     * As {@link QuerySet#getOrCreate(String, Object, Object...)}.
     *
     * @param lookup such as {@code name}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the row, and whether it is new
     */
    public CompletableFuture<Created<T>> getOrCreate(
            String lookup, @Nullable Object value, @Nullable Object... more) {
        return set.evaluations().gettingOrCreating(Arguments.pairs(lookup, value, more), List.of()).later();
    }

    /**
     * As {@link QuerySet#getOrCreate(Map, Map)}.
     *
     * @param lookups values by lookup
     * @param defaults values by column, for a new row only
     * @return the row, and whether it is new
     */
    public CompletableFuture<Created<T>> getOrCreate(
            Map<String, ? extends @Nullable Object> lookups, Map<String, ? extends @Nullable Object> defaults) {
        return set.evaluations().gettingOrCreating(Arguments.named(lookups), Arguments.named(defaults)).later();
    }

    /**
     * As {@link QuerySet#getOrCreate(Assignment, Assignment...)}.
     *
     * @param first a column and its value
     * @param more further ones
     * @return the row, and whether it is new
     */
    @SafeVarargs
    public final CompletableFuture<Created<T>> getOrCreate(
            Assignment<? super T> first, Assignment<? super T>... more) {
        return set.evaluations().gettingOrCreating(Assignment.values(first, more), List.of()).later();
    }

    /**
     * As {@link QuerySet#getOrCreate(Collection, Collection)}.
     *
     * @param lookups by which it is looked for
     * @param defaults for a new row only
     * @return the row, and whether it is new
     */
    public CompletableFuture<Created<T>> getOrCreate(Collection<? extends Assignment<? super T>> lookups,
            Collection<? extends Assignment<? super T>> defaults) {
        return set.evaluations().gettingOrCreating(Assignment.values(lookups), Assignment.values(defaults)).later();
    }

    /**
     * As {@link QuerySet#updateOrCreate(Map, Map)}.
     *
     * @param lookups values by lookup
     * @param changes values by column
     * @return the row, and whether it is new
     */
    public CompletableFuture<Created<T>> updateOrCreate(
            Map<String, ? extends @Nullable Object> lookups, Map<String, ? extends @Nullable Object> changes) {
        return updateOrCreate(lookups, changes, changes);
    }

    /**
     * As {@link QuerySet#updateOrCreate(Map, Map, Map)}.
     *
     * @param lookups values by lookup
     * @param changes values by column for a row that was there
     * @param defaults values by column for a new row
     * @return the row, and whether it is new
     */
    public CompletableFuture<Created<T>> updateOrCreate(
            Map<String, ? extends @Nullable Object> lookups,
            Map<String, ? extends @Nullable Object> changes,
            Map<String, ? extends @Nullable Object> defaults) {
        return set.evaluations().updatingOrCreating(Arguments.named(lookups), Arguments.named(changes),
                Arguments.named(defaults)).later();
    }

    /**
     * As {@link QuerySet#updateOrCreate(Collection, Collection)}.
     *
     * @param lookups by which it is looked for
     * @param changes what it is to have
     * @return the row, and whether it is new
     */
    public CompletableFuture<Created<T>> updateOrCreate(Collection<? extends Assignment<? super T>> lookups,
            Collection<? extends Assignment<? super T>> changes) {
        return updateOrCreate(lookups, changes, changes);
    }

    /**
     * As {@link QuerySet#updateOrCreate(Collection, Collection, Collection)}.
     *
     * @param lookups by which it is looked for
     * @param changes what a row that was there is to have
     * @param defaults what a new row has
     * @return the row, and whether it is new
     */
    public CompletableFuture<Created<T>> updateOrCreate(Collection<? extends Assignment<? super T>> lookups,
            Collection<? extends Assignment<? super T>> changes, Collection<? extends Assignment<? super T>> defaults) {
        return set.evaluations().updatingOrCreating(Assignment.values(lookups), Assignment.values(changes),
                Assignment.values(defaults)).later();
    }

    /**
     * As {@link QuerySet#bulkCreate(Collection)}.
     *
     * @param instances made by {@link QuerySet#with with(…)}
     * @return the rows as they are stored, in the order given
     */
    public CompletableFuture<List<T>> bulkCreate(Collection<? extends T> instances) {
        return bulkCreate(instances, Bulk.USUAL);
    }

    /**
     * As {@link QuerySet#bulkCreate(Collection, Bulk)}.
     *
     * @param instances made by {@link QuerySet#with with(…)}
     * @param how such as {@code Bulk.ignoringConflicts()}
     * @return the rows as they are stored
     */
    public CompletableFuture<List<T>> bulkCreate(Collection<? extends T> instances, Bulk how) {
        return set.evaluations().bulkCreating(instances, how).later();
    }

    /**
     * As {@link QuerySet#bulkUpdate(Collection, String, String...)}.
     *
     * @param instances stored rows
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return how many rows there were
     */
    public CompletableFuture<Long> bulkUpdate(Collection<? extends T> instances, String name, String... more) {
        return bulkUpdate(instances, Bulk.USUAL, name, more);
    }

    /**
     * As {@link QuerySet#bulkUpdate(Collection, Bulk, String, String...)}.
     *
     * @param instances stored rows
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param name a column, or a foreign key's relation
     * @param more further ones
     * @return how many rows there were
     */
    public CompletableFuture<Long> bulkUpdate(
            Collection<? extends T> instances, Bulk how, String name, String... more) {
        return set.evaluations().bulkUpdating(instances, how, Arguments.names(name, more)).later();
    }

    /**
     * As {@link QuerySet#bulkUpdate(Collection, ColumnPath, ColumnPath...)}.
     *
     * @param instances stored rows
     * @param first a typed path
     * @param more further ones
     * @return how many rows there were
     */
    @SafeVarargs
    public final CompletableFuture<Long> bulkUpdate(Collection<? extends T> instances,
            ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return bulkUpdate(instances, Bulk.USUAL, first, more);
    }

    /**
     * As {@link QuerySet#bulkUpdate(Collection, Bulk, ColumnPath, ColumnPath...)}.
     *
     * @param instances stored rows
     * @param how such as {@code Bulk.USUAL.batch(10_000)}
     * @param first a typed path
     * @param more further ones
     * @return how many rows there were
     */
    @SafeVarargs
    public final CompletableFuture<Long> bulkUpdate(Collection<? extends T> instances, Bulk how,
            ColumnPath<? super T, ?> first, ColumnPath<? super T, ?>... more) {
        return set.evaluations().bulkUpdating(instances, how, ColumnPath.paths(first, more)).later();
    }

    /**
     * As {@link QuerySet#copyIn(Stream)}.
     *
     * @param instances made by {@link QuerySet#with with(…)}; read and closed by a thread of the executor
     * @return how many rows there were
     */
    public CompletableFuture<Long> copyIn(Stream<? extends T> instances) {
        return copyIn(instances, Bulk.USUAL);
    }

    /**
     * As {@link QuerySet#copyIn(Stream, Bulk)}.
     *
     * @param instances made by {@link QuerySet#with with(…)}; read and closed by a thread of the executor
     * @param how such as {@code Bulk.USUAL.batch(100_000)}
     * @return how many rows there were
     */
    public CompletableFuture<Long> copyIn(Stream<? extends T> instances, Bulk how) {
        return set.evaluations().copyingIn(instances, how).later();
    }

    /**
     * As {@link QuerySet#copyIn(Iterable)}.
     *
     * @param instances made by {@link QuerySet#with with(…)}
     * @return how many rows there were
     */
    public CompletableFuture<Long> copyIn(Iterable<? extends T> instances) {
        return copyIn(instances, Bulk.USUAL);
    }

    /**
     * As {@link QuerySet#copyIn(Iterable, Bulk)}.
     *
     * @param instances made by {@link QuerySet#with with(…)}
     * @param how such as {@code Bulk.USUAL.batch(100_000)}
     * @return how many rows there were
     */
    public CompletableFuture<Long> copyIn(Iterable<? extends T> instances, Bulk how) {
        return set.evaluations().copyingIn(instances, how).later();
    }

    /**
     * As {@link QuerySet#copyOut(OutputStream, CopyFormat)}.
     *
     * @param out where; written by a thread of the executor
     * @param format as what
     * @return how many rows there were
     */
    public CompletableFuture<Long> copyOut(OutputStream out, CopyFormat format) {
        return set.evaluations().copyingOut(out, format, null).later();
    }

    /**
     * As {@link QuerySet#copyOut(OutputStream, CopyFormat, Consumer)}.
     *
     * @param out where; written by a thread of the executor
     * @param format as what
     * @param progress is told by that thread
     * @return how many rows there were
     */
    public CompletableFuture<Long> copyOut(
            OutputStream out, CopyFormat format, Consumer<? super Progress> progress) {
        return set.evaluations().copyingOut(out, format, Bulk.watcher(progress)).later();
    }

    /**
     * As {@link QuerySet#update(String, Object, Object...)}.
     *
     * @param attribute a column, or a foreign key's relation
     * @param value its value
     * @param more further columns and values in turn
     * @return how many rows there were
     */
    public CompletableFuture<Long> update(String attribute, @Nullable Object value, @Nullable Object... more) {
        return set.evaluations().updating(Arguments.pairs(attribute, value, more)).later();
    }

    /**
     * As {@link QuerySet#update(Assignment, Assignment...)}.
     *
     * @param first a column and its value
     * @param more further ones
     * @return how many rows there were
     */
    @SafeVarargs
    public final CompletableFuture<Long> update(Assignment<? super T> first, Assignment<? super T>... more) {
        return set.evaluations().updating(Assignment.values(first, more)).later();
    }

    /**
     * As {@link QuerySet#delete}.
     *
     * @return how many rows there were
     */
    public CompletableFuture<Long> delete() {
        return set.evaluations().deleting().later();
    }

    /**
     * As {@link QuerySet#deleteCollecting}.
     *
     * @return how many rows were deleted, of each model
     */
    public CompletableFuture<Deleted> deleteCollecting() {
        return set.evaluations().collecting().later();
    }
}
