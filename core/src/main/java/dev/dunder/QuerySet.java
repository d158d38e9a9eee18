package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Resolver;
import dev.dunder.query.Statement;
import dev.dunder.query.Term;
import dev.dunder.sql.Compiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a database, described and not yet fetched.
 *
 * <pre>{@code
 * entries.filter("author__name__icontains", "ann").exclude("x", 1).orderBy("-pub_date").slice(0, 10).list()
 *
 * select … from "entry" join "author" on "entry"."author_id" = "author"."id"
 * where upper("author"."name") like upper(?) and not ("entry"."x" = ? and "entry"."x" is not null)
 * order by "entry"."pub_date" desc fetch next ? rows only
 * }</pre>
 *
 * <p>Composing methods return a new query set and send nothing; a wrong name, type or count fails there. Evaluating methods
 * send one statement; each has its twin by the same name behind {@link #async}. A query set that has been iterated, listed,
 * measured or started keeps its rows; {@link #all} gives a fresh one. Safe to share between threads.
 *
 * @param <T> what it is a set of: a generated class, {@link Row}, or what {@code values} made of it
 */
public class QuerySet<T extends @Nullable Object> implements Iterable<T> {
    private final Reading<T> reading;
    private final @Nullable Database database;
    private final Query query;
    private final List<@Nullable Object> values;
    private final Evaluations<T> evaluations;

    QuerySet(Reading<T> reading, @Nullable Database database, Query query, List<@Nullable Object> values) {
        this.reading = reading;
        this.database = database;
        this.query = query;
        this.values = Collections.unmodifiableList(values);
        this.evaluations = new Evaluations<>(this, reading, query, this.values, new Results<>());
    }

    /** A query set that keeps nothing. */
    QuerySet(Reading<T> reading, Query query) {
        this.reading = reading;
        this.database = null;
        this.query = query;
        this.values = List.of();
        this.evaluations = new Evaluations<>(this, reading, query, this.values, null);
    }

    static <T extends Instance<T>> QuerySet<T> of(Type<T> type, Database database) {
        return new QuerySet<>(Reading.instances(type), database, Query.of(type.model()), List.of());
    }

    // ---- Composing ----

    /**
     * The rows that also match these lookups. What stands in one call is about the same related row; chained calls may be
     * about different ones.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> filter(String lookup, @Nullable Object value, @Nullable Object... more) {
        return filter(Q.pairs(lookup, value, more));
    }

    /**
     * The rows that also match these lookups.
     *
     * @param lookups values by lookup
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> filter(Map<String, ? extends @Nullable Object> lookups) {
        return filter(Q.pairs(lookups));
    }

    /**
     * The rows that also match these conditions.
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param more further ones
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    @SafeVarargs
    public final QuerySet<T> filter(Q<? super T> first, Q<? super T>... more) {
        return filter(all(first, more));
    }

    /**
     * The rows that do not match these lookups together. Over a relation to many rows: those that have no such related row.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> exclude(String lookup, @Nullable Object value, @Nullable Object... more) {
        return filter(Term.not(Q.pairs(lookup, value, more)));
    }

    /**
     * The rows that do not match these lookups together.
     *
     * @param lookups values by lookup
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public QuerySet<T> exclude(Map<String, ? extends @Nullable Object> lookups) {
        return filter(Term.not(Q.pairs(lookups)));
    }

    /**
     * The rows that do not match these conditions together.
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param more further ones
     * @return the narrower query set
     * @throws LookupException if a name is unknown or a value does not fit
     */
    @SafeVarargs
    public final QuerySet<T> exclude(Q<? super T> first, Q<? super T>... more) {
        return filter(Term.not(all(first, more)));
    }

    static <M extends @Nullable Object> Term all(Q<? super M> first, Q<? super M>[] more) {
        Term term = first.term();
        for (Q<? super M> another : more) {
            term = Term.and(term, another.term());
        }
        return term;
    }

    QuerySet<T> filter(Term term) {
        refuseAfterSlice("Cannot filter");
        Resolver resolver = resolver();
        Predicate predicate = resolver.predicate(term);
        return with(query.filter(predicate), resolver.values());
    }

    /**
     * In this order, and no other that was asked for before.
     *
     * @param criteria names, with {@code -} before them for descending; {@code ?} for chance; none for no order
     * @return the ordered query set
     * @throws LookupException if a name is unknown
     */
    public QuerySet<T> orderBy(String... criteria) {
        refuseAfterSlice("Cannot reorder");
        Resolver resolver = resolver();
        return with(query.orderBy(Arrays.stream(criteria).map(resolver::order).toList()), resolver.values());
    }

    /**
     * In this order, and no other that was asked for before.
     *
     * @param first such as {@code Entry.PUB_DATE.desc()}
     * @param more further criteria
     * @return the ordered query set
     * @throws LookupException if a name is unknown
     */
    @SafeVarargs
    public final QuerySet<T> orderBy(Ordering<? super T> first, Ordering<? super T>... more) {
        List<String> criteria = new ArrayList<>(List.of(first.criterion()));
        for (Ordering<? super T> ordering : more) {
            criteria.add(ordering.criterion());
        }
        return orderBy(criteria.toArray(String[]::new));
    }

    /**
     * In the opposite order.
     *
     * @return the query set, turned round
     */
    public QuerySet<T> reverse() {
        refuseAfterSlice("Cannot reverse");
        return with(query.reverse(), values);
    }

    /**
     * The rows from one place on, like Python's {@code [5:]}.
     *
     * @param from how many are passed over
     * @return the part
     * @throws DunderException if the number is negative
     */
    public QuerySet<T> slice(int from) {
        return slice(from, Integer.MAX_VALUE);
    }

    /**
     * The rows between two places, like Python's {@code [5:10]}. A slice of a slice counts within it.
     *
     * @param from how many are passed over
     * @param to before which the last stands
     * @return the part; no rows where {@code to} is not greater than {@code from}
     * @throws DunderException if a number is negative
     */
    public QuerySet<T> slice(int from, int to) {
        if (from < 0 || to < 0) {
            throw new DunderException("A slice counts from the beginning: " + from + " to " + to
                    + " is not possible. Use reverse() to count from the end.");
        }
        long offset = number(query.offset(), 0) + from;
        long most = number(query.limit(), Long.MAX_VALUE);
        long room = most == Long.MAX_VALUE ? most : Math.max(0, most - from);
        long wanted = to == Integer.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, (long) to - from);
        long limit = Math.min(room, wanted);
        Resolver resolver = resolver();
        Query sliced = query.slice(
                offset == 0 ? null : resolver.bind(SQLDataType.BIGINT, offset),
                limit == Long.MAX_VALUE ? null : resolver.bind(SQLDataType.BIGINT, limit));
        return with(limit == 0 ? sliced.filter(Predicate.NEVER) : sliced, resolver.values());
    }

    private long number(Expression.@Nullable Param param, long otherwise) {
        return param != null && values.get(param.index()) instanceof Long number ? number : otherwise;
    }

    /**
     * With equal rows given once.
     *
     * @return {@code select distinct …}
     */
    public QuerySet<T> distinct() {
        refuseAfterSlice("Cannot make distinct");
        return with(query.distinctRows(), values);
    }

    /**
     * Some values of each row, by name.
     *
     * @param names columns, here or across relations; none for all columns of the model
     * @return a set of rows
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<Row> values(String... names) {
        List<Named> named = named(names);
        return new QuerySet<>(Reading.rows(model().name(), named), database, query.select(named), values);
    }

    /**
     * Some values of each row, as lists in the order of the names.
     *
     * @param names columns, here or across relations; none for all columns of the model
     * @return a set of lists, which cannot be changed
     * @throws LookupException if a name is unknown or stands twice
     */
    public QuerySet<List<@Nullable Object>> valuesList(String... names) {
        List<Named> named = named(names);
        return new QuerySet<>(Reading.lists(model().name(), named), database, query.select(named), values);
    }

    /**
     * One value of each row: Django's flat list.
     *
     * @param name a column, here or across relations
     * @param type its Java class
     * @param <V> its Java class
     * @return a set of values
     * @throws LookupException if the name is unknown or the column is of another class
     */
    public <V> QuerySet<@Nullable V> valuesList(String name, Class<V> type) {
        Named named = named(name).get(0);
        Class<?> actual = named.expression().type().getType();
        if (!type.isAssignableFrom(actual == Object.class ? String.class : actual)) {
            throw new LookupException(
                    "'" + name + "' on " + model().name() + " is of type " + actual.getSimpleName() + ", not "
                            + type.getSimpleName() + ".");
        }
        return new QuerySet<>(
                Reading.single(model().name(), named, type), database, query.select(List.of(named)), values);
    }

    private List<Named> named(String... names) {
        Resolver resolver = resolver();
        List<String> wanted = names.length > 0
                ? Arrays.asList(names)
                : model().attributes().stream().map(Attribute::name).toList();
        List<Named> named = new ArrayList<>();
        for (String name : wanted) {
            if (named.stream().anyMatch(other -> other.name().equals(name))) {
                throw new LookupException("'" + name + "' is asked for twice.");
            }
            named.add(new Named(name, resolver.column(name)));
        }
        return List.copyOf(named);
    }

    /**
     * The same query, fresh: it has no rows yet, whatever this one has.
     *
     * @return a copy
     */
    public QuerySet<T> all() {
        return with(query, values);
    }

    /**
     * No rows, without asking the database.
     *
     * @return an empty query set
     */
    public QuerySet<T> none() {
        return with(query.filter(Predicate.NEVER), values);
    }

    /**
     * The same query in another database.
     *
     * @param other the database
     * @return the query set there
     */
    public QuerySet<T> using(Database other) {
        return new QuerySet<>(reading, other, query, values);
    }

    /**
     * The same query in another database.
     *
     * @param other its name, see {@link Dunder#register}
     * @return the query set there
     * @throws DunderException if no database has that name
     */
    public QuerySet<T> using(String other) {
        return using(Dunder.database(other));
    }

    /**
     * A new row, not stored yet.
     *
     * @param pairs columns and values in turn; none for a row without any
     * @return an unsaved instance, whose {@link Instance#insert} stores it in this database
     * @throws LookupException if a name is unknown or a value does not fit
     */
    public T with(@Nullable Object... pairs) {
        Type<T> type = reading.type();
        if (type == null) {
            throw new DunderException("A set of values makes no instances; use the query set before values(…).");
        }
        State<T> state = State.unsaved(type, database);
        Resolver resolver = new Resolver(type.model(), List.of());
        for (Assigned assigned : Assigned.pairs(pairs)) {
            Statement.Assignment assignment = resolver.assignment(assigned.attribute(), assigned.value());
            state = state.with(
                    assignment.attribute().index(), resolver.values().get(assignment.value().index()));
        }
        return state.instance();
    }

    private QuerySet<T> with(Query changed, List<@Nullable Object> more) {
        return new QuerySet<>(reading, database, changed, more);
    }

    Resolver resolver() {
        return new Resolver(model(), values);
    }

    private Model model() {
        return query.model();
    }

    private void refuseAfterSlice(String what) {
        if (query.sliced()) {
            throw new DunderException(what + " a query once a slice has been taken.");
        }
    }

    // ---- Evaluating ----

    /**
     * The same methods, which return futures.
     *
     * @return the asynchronous twin of this very query set: they share the rows once there are some
     */
    public AsyncQuerySet<T> async() {
        return new AsyncQuerySet<>(this);
    }

    /**
     * All rows, which the query set keeps.
     *
     * @return a list that cannot be changed
     */
    public List<T> list() {
        return evaluations.listing().now();
    }

    /** All rows, which the query set keeps, as a for loop reads them. */
    @Override
    public Iterator<T> iterator() {
        return list().iterator();
    }

    /**
     * All rows one by one, read in chunks and not kept.
     *
     * @param chunk how many rows are read at a time
     * @return an iterator to be closed, unless it is read to its end
     */
    public RowIterator<T> iterator(int chunk) {
        return evaluations.iterating(chunk).now();
    }

    /**
     * All rows one by one, read in chunks and not kept.
     *
     * @return a stream to be closed, unless it is read to its end
     */
    public Stream<T> stream() {
        return evaluations.streaming().now();
    }

    /**
     * How many rows there are; the query set keeps the rows themselves.
     *
     * @return the size of {@link #list}
     */
    public int size() {
        return evaluations.sizing().now();
    }

    /**
     * Whether there are no rows; the query set keeps those that there are.
     *
     * @return whether {@link #list} is empty
     */
    public boolean isEmpty() {
        return evaluations.emptiness().now();
    }

    /**
     * The only row.
     *
     * @return the row
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get() {
        return evaluations.getting().now();
    }

    /**
     * The only row that also matches these lookups.
     *
     * @param lookup such as {@code id}
     * @param value what to compare with
     * @param more further lookups and values in turn
     * @return the row
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get(String lookup, @Nullable Object value, @Nullable Object... more) {
        return filter(lookup, value, more).get();
    }

    /**
     * The only row that also matches these conditions.
     *
     * @param first made by {@link Dunder#q} or by a typed path
     * @param more further ones
     * @return the row
     * @throws LookupException if a name is unknown or a value does not fit
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    @SafeVarargs
    public final T get(Q<? super T> first, Q<? super T>... more) {
        return filter(all(first, more)).get();
    }

    /**
     * The first row, by primary key where no order was asked for.
     *
     * @return the row, or null where there is none
     */
    public @Nullable T first() {
        return evaluations.firstOf(false).now();
    }

    /**
     * The last row, by primary key where no order was asked for.
     *
     * @return the row, or null where there is none
     */
    public @Nullable T last() {
        return evaluations.firstOf(true).now();
    }

    /**
     * How many rows there are.
     *
     * @return {@code select count(*) …}, or the number of rows that are here already
     */
    public long count() {
        return evaluations.counting().now();
    }

    /**
     * Whether there is a row.
     *
     * @return {@code select 1 … fetch next 1 rows only}, or what is known already
     */
    public boolean exists() {
        return evaluations.existing().now();
    }

    /**
     * Whether an instance is among the rows.
     *
     * @param instance a stored one
     * @return whether a row has its primary key
     * @throws DunderException if this is no set of instances, or the instance has no key
     */
    public boolean contains(T instance) {
        return evaluations.containing(instance).now();
    }

    /**
     * A function of all rows.
     *
     * @param aggregate such as {@code avg("x")} or {@code Entry.X.avg()}
     * @param <V> the type of the result
     * @return its value, null where the function has none, as an average of nothing
     * @throws LookupException if a name is unknown or the function has no meaning for the column
     */
    public <V> @Nullable V aggregate(Aggregate<V> aggregate) {
        return evaluations.aggregating(aggregate).now();
    }

    /**
     * Several functions of all rows, in one statement. Relations to many rows do not multiply each other's rows: each has a
     * select of its own within the statement. An aggregate over a relation that a filter has joined is over the rows that
     * the filter keeps.
     *
     * @param first such as {@code avg("x")}
     * @param second such as {@code count("tag").as("tags")}
     * @param more further ones
     * @return a row with a value for each, by names such as {@code x__avg}
     * @throws LookupException if a name is unknown or stands twice, or a function has no meaning for its column
     */
    public Row aggregate(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        return evaluations.aggregating(first, second, more).now();
    }

    /** Prints the first 20 rows as a table. */
    public void show() {
        System.out.println(evaluations.showing().now());
    }

    // ---- Starting ahead ----

    /**
     * Begins to fetch the rows in the background. {@code list}, iteration, {@code size}, {@code count}, {@code exists} and
     * the like then use what was started, and wait only if it is not there yet. A failure is thrown where it is used.
     *
     * @return this query set
     */
    public QuerySet<T> startFetch() {
        return evaluations.startFetch();
    }

    /**
     * Begins to count the rows in the background, for {@code count} and {@code exists}.
     *
     * @return this query set
     */
    public QuerySet<T> startCount() {
        return evaluations.startCount();
    }

    /**
     * Begins to look in the background whether there is a row, for {@code exists}.
     *
     * @return this query set
     */
    public QuerySet<T> startExists() {
        return evaluations.startExists();
    }

    // ---- What the package asks ----

    /** What evaluating methods and their twins share. */
    Evaluations<T> evaluations() {
        return evaluations;
    }

    /** Where there is no primary key, in no order. */
    QuerySet<T> byPrimaryKey() {
        if (query.sliced()) {
            throw new DunderException(
                    "The first or last row of a slice needs an order: call orderBy(…) before slice(…).");
        }
        List<Order> orders = new ArrayList<>();
        model().primaryKey().forEach(part -> orders.add(new Order.By(new Expression.Column(List.of(), part), false)));
        return with(query.orderBy(orders), values);
    }

    Database database() {
        return database != null ? database : Dunder.defaultDatabase();
    }

    // ---- Looking ----

    /**
     * The statement that would be sent.
     *
     * @return its text, with a {@code ?} for each value
     */
    public String sql() {
        return Compiler.compile(query).sql();
    }

    /** What it is a set of and its statement; nothing is sent. */
    @Override
    public String toString() {
        return "QuerySet of " + model().name() + ": " + sql();
    }
}
