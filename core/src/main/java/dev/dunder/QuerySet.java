package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Resolver;
import dev.dunder.query.Statement;
import dev.dunder.query.Term;
import dev.dunder.run.Once;
import dev.dunder.sql.Compiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** Enough to see that there are several, as in Django; nobody reads the number of thousands. */
    private static final int MOST_FOR_GET = 20;

    private static final int MOST_TO_SHOW = 20;
    private static final int USUAL_CHUNK = 2_000;

    private final Reading<T> reading;
    private final @Nullable Database database;
    private final Query query;
    private final List<@Nullable Object> values;
    private final @Nullable Results<T> kept;

    QuerySet(Reading<T> reading, @Nullable Database database, Query query, List<@Nullable Object> values) {
        this.reading = reading;
        this.database = database;
        this.query = query;
        this.values = Collections.unmodifiableList(values);
        this.kept = new Results<>();
    }

    /** A query set that keeps nothing. */
    QuerySet(Reading<T> reading, Query query) {
        this.reading = reading;
        this.database = null;
        this.query = query;
        this.values = List.of();
        this.kept = null;
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
                    "'" + name + "' on " + model().name() + " is a " + actual.getSimpleName() + ", not a "
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

    private Resolver resolver() {
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
        return listing().now();
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
        return iterating(chunk).now();
    }

    /**
     * All rows one by one, read in chunks and not kept.
     *
     * @return a stream to be closed, unless it is read to its end
     */
    public Stream<T> stream() {
        return streaming().now();
    }

    /**
     * How many rows there are; the query set keeps the rows themselves.
     *
     * @return the size of {@link #list}
     */
    public int size() {
        return sizing().now();
    }

    /**
     * Whether there are no rows; the query set keeps those that there are.
     *
     * @return whether {@link #list} is empty
     */
    public boolean isEmpty() {
        return emptiness().now();
    }

    /**
     * The only row.
     *
     * @return the row
     * @throws DoesNotExist if there is none
     * @throws MultipleObjectsReturned if there are several
     */
    public T get() {
        return getting().now();
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
        return firstOf(false).now();
    }

    /**
     * The last row, by primary key where no order was asked for.
     *
     * @return the row, or null where there is none
     */
    public @Nullable T last() {
        return firstOf(true).now();
    }

    /**
     * How many rows there are.
     *
     * @return {@code select count(*) …}, or the number of rows that are here already
     */
    public long count() {
        return counting().now();
    }

    /**
     * Whether there is a row.
     *
     * @return {@code select 1 … fetch next 1 rows only}, or what is known already
     */
    public boolean exists() {
        return existing().now();
    }

    /**
     * Whether an instance is among the rows.
     *
     * @param instance a stored one
     * @return whether a row has its primary key
     * @throws DunderException if this is no set of instances, or the instance has no key
     */
    public boolean contains(T instance) {
        return containing(instance).now();
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
        return aggregating(aggregate).now();
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
        return aggregating(first, second, more).now();
    }

    /** Prints the first 20 rows as a table. */
    public void show() {
        System.out.println(showing().now());
    }

    // ---- Starting ahead ----

    /**
     * Begins to fetch the rows in the background. {@code list}, iteration, {@code size}, {@code count}, {@code exists} and
     * the like then use what was started, and wait only if it is not there yet. A failure is thrown where it is used.
     *
     * @return this query set
     */
    public QuerySet<T> startFetch() {
        if (kept == null) {
            return all().startFetch();
        }
        kept.rows().claim(this::load, true).startOn(database().executor());
        return this;
    }

    /**
     * Begins to count the rows in the background, for {@code count} and {@code exists}.
     *
     * @return this query set
     */
    public QuerySet<T> startCount() {
        if (kept == null) {
            return all().startCount();
        }
        if (kept.rows().begun() == null) {
            kept.count().claim(this::loadCount, true).startOn(database().executor());
        }
        return this;
    }

    /**
     * Begins to look in the background whether there is a row, for {@code exists}.
     *
     * @return this query set
     */
    public QuerySet<T> startExists() {
        if (kept == null) {
            return all().startExists();
        }
        if (kept.rows().begun() == null && kept.count().begun() == null) {
            kept.exists().claim(this::loadExists, true).startOn(database().executor());
        }
        return this;
    }

    // ---- What evaluating methods and their twins share ----

    /** What is known so far; nothing, each time anew, for a set that keeps nothing. */
    private Results<T> results() {
        return kept == null ? new Results<>() : kept;
    }

    Evaluation<List<T>> listing() {
        return Evaluation.of(database().executor(), results().rows().claim(this::load, false));
    }

    Evaluation<Integer> sizing() {
        return listing().map(List::size);
    }

    Evaluation<Boolean> emptiness() {
        return listing().map(List::isEmpty);
    }

    Evaluation<RowIterator<T>> iterating(int chunk) {
        if (chunk < 1) {
            throw new DunderException("Rows are read at least one at a time, not " + chunk + ".");
        }
        Database from = database();
        return Evaluation.of(from.executor(), () -> query.empty()
                ? RowIterator.empty()
                : new RowIterator<>(from.stream(query, values, chunk), row -> reading.reader().read(row, from)));
    }

    Evaluation<Stream<T>> streaming() {
        return iterating(USUAL_CHUNK).map(RowIterator::stream);
    }

    Evaluation<T> getting() {
        QuerySet<T> several = (query.sliced() ? this : orderBy()).slice(0, MOST_FOR_GET + 1);
        return several.listing().map(rows -> {
            if (rows.size() == 1) {
                return rows.get(0);
            }
            if (rows.isEmpty()) {
                throw new DoesNotExist("No " + model().name() + " matches the query.", several.sql());
            }
            String number = rows.size() > MOST_FOR_GET ? "more than " + MOST_FOR_GET : String.valueOf(rows.size());
            throw new MultipleObjectsReturned(
                    "One " + model().name() + " was asked for, but " + number + " match the query.",
                    several.sql());
        });
    }

    Evaluation<@Nullable T> firstOf(boolean reversed) {
        QuerySet<T> ordered = query.order().isEmpty() ? byPrimaryKey() : this;
        QuerySet<T> one = (reversed ? ordered.reverse() : ordered).slice(0, 1);
        return one.listing().map(rows -> rows.isEmpty() ? null : rows.get(0));
    }

    private QuerySet<T> byPrimaryKey() {
        refuseAfterSlice("Cannot reorder");
        List<Order> orders = new ArrayList<>();
        model().primaryKey().forEach(part -> orders.add(new Order.By(new Expression.Column(List.of(), part), false)));
        return with(query.orderBy(orders), values);
    }

    Evaluation<Long> counting() {
        Once<List<T>> rows = results().rows().begun();
        Once<Long> count = results().count().begun();
        return rows != null
                ? Evaluation.of(database().executor(), rows).map(list -> (long) list.size())
                : count != null
                        ? Evaluation.of(database().executor(), count)
                        : Evaluation.of(database().executor(), this::loadCount);
    }

    Evaluation<Boolean> existing() {
        Once<Boolean> exists = results().exists().begun();
        if (results().rows().begun() != null || results().count().begun() != null) {
            return counting().map(count -> count > 0);
        }
        return exists != null
                ? Evaluation.of(database().executor(), exists)
                : Evaluation.of(database().executor(), this::loadExists);
    }

    Evaluation<Boolean> containing(T instance) {
        if (reading.type() == null || !(instance instanceof Instance<?> stored)) {
            throw new DunderException(
                    "contains(…) asks for an instance among instances; use filter(…).exists() for values.");
        }
        if (!Database.sameTable(stored.model(), model())) {
            return Evaluation.of(false);
        }
        Once<List<T>> rows = results().rows().begun();
        if (rows != null) {
            return Evaluation.of(database().executor(), rows).map(list -> list.contains(instance));
        }
        if (model().primaryKey().isEmpty()) {
            throw new DunderException("contains(…) goes by primary key, and " + model().name() + " has none.");
        }
        List<Term> key = new ArrayList<>();
        for (Attribute part : model().primaryKey()) {
            Object value = stored.keyValue(part.name());
            if (value == null) {
                throw new DunderException(
                        "contains(…) goes by primary key, and this " + model().name() + " has none yet.");
            }
            key.add(new Term.Lookup(part.name() + "__exact", value));
        }
        return filter(new Term.And(key)).existing();
    }

    <V> Evaluation<@Nullable V> aggregating(Aggregate<V> aggregate) {
        return aggregated(List.of(aggregate)).map(row -> {
            @SuppressWarnings("unchecked")
            V value = (V) row.values().get(0);
            return value;
        });
    }

    Evaluation<Row> aggregating(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        List<Aggregate<?>> all = new ArrayList<>(List.of(first, second));
        all.addAll(Arrays.asList(more));
        return aggregated(all);
    }

    private Evaluation<Row> aggregated(List<Aggregate<?>> all) {
        Resolver resolver = resolver();
        List<Statement.Aggregation.Aggregate> resolved = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Aggregate<?> aggregate : all) {
            if (names.contains(aggregate.name())) {
                throw new LookupException(
                        "Two aggregates are called '" + aggregate.name() + "'. Name one of them with as(…).");
            }
            names.add(aggregate.name());
            Statement.Aggregation.Aggregate one = aggregate.resolve(resolver);
            refuseToMultiply(one);
            resolved.add(one);
        }
        Columns columns = new Columns(model().name(), names);
        if (query.empty()) {
            return Evaluation.of(Row.of(columns, resolved.stream()
                    .map(one -> one.expression().function() == Function.COUNT ? 0L : null)
                    .toArray()));
        }
        Database from = database();
        Statement statement = new Statement.Aggregation(query, List.copyOf(resolved));
        return Evaluation.of(from.executor(), () -> Row.of(columns, from.rows(statement, values).get(0)));
    }

    /** Rows that were limited or made distinct can be joined with their relations only where they have a key. */
    private void refuseToMultiply(Statement.Aggregation.Aggregate aggregate) {
        Expression.Column argument = aggregate.expression().argument();
        boolean toMany = argument != null && argument.path().stream().anyMatch(Hop::toMany);
        boolean keyed = reading.type() != null && model().primaryKey().size() == 1;
        if (toMany && (query.sliced() || query.distinct()) && !keyed) {
            throw new DunderException(
                    "Cannot aggregate over a relation to many rows after slice(…) or distinct() of values,"
                            + " or of a model without a primary key of one column.");
        }
    }

    Evaluation<String> showing() {
        Once<List<T>> rows = results().rows().begun();
        Evaluation<List<T>> some = rows != null
                ? Evaluation.of(database().executor(), rows)
                : slice(0, MOST_TO_SHOW + 1).listing();
        return some.map(list -> TextTable.format(
                reading.columns(), reading.types(), list.stream().map(reading.writer()::values).toList(),
                MOST_TO_SHOW));
    }

    private List<T> load() {
        if (query.empty()) {
            return List.of();
        }
        Database from = database();
        List<T> all = new ArrayList<>();
        for (@Nullable
        Object[] row : from.rows(query, values)) {
            all.add(reading.reader().read(row, from));
        }
        return Collections.unmodifiableList(all);
    }

    private Long loadCount() {
        Object count = query.empty() ? 0L : database().rows(new Statement.Count(query), values).get(0)[0];
        return (Long) Objects.requireNonNull(count);
    }

    private Boolean loadExists() {
        return !query.empty() && !database().rows(new Statement.Exists(query), values).isEmpty();
    }

    private Database database() {
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
