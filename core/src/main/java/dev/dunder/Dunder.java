package dev.dunder;

import dev.dunder.dialect.postgres.JooqExpression;
import dev.dunder.dialect.postgres.PostgresDriver;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Model;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Driver;
import dev.dunder.run.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The functions that queries are written with, to be imported statically, and the databases known by name.
 *
 * <pre>{@code
 * import static dev.dunder.Dunder.*;
 *
 * db.objects("entry").filter(q("x", 1).or(q("x__gt", 5))).aggregate(avg("x"))
 * }</pre>
 *
 * <p>Safe to share between threads.
 */
public final class Dunder {
    private static final String DEFAULT = "default";

    private static final Map<String, Database> DATABASES = new ConcurrentHashMap<>();

    private static volatile @Nullable Router router;
    private static volatile @Nullable Display display;

    private Dunder() {}

    /**
     * A condition of lookups and values in turn, all of which must hold.
     *
     * @param lookup such as {@code author__name__icontains}
     * @param value what to compare with
     * @param more further lookups and values
     * @param <M> any model
     * @return the condition
     */
    public static <M> Q<M> q(String lookup, @Nullable Object value, @Nullable Object... more) {
        return new Q<>(Q.pairs(lookup, value, more));
    }

    /**
     * A condition of lookups, all of which must hold.
     *
     * @param lookups values by lookup; an empty map makes a condition that changes nothing
     * @param <M> any model
     * @return the condition
     */
    public static <M> Q<M> q(Map<String, ? extends @Nullable Object> lookups) {
        return new Q<>(Q.pairs(lookups));
    }

    /**
     * What a web request asks for, as a condition: {@code entries.exclude(q(asked))}, {@code count("id").filter(q(asked))}.
     *
     * @param asked made by {@link dev.dunder.lookups.Filters#parse}
     * @param <M> the model that it is for
     * @return the condition, which all rows fulfil where nothing is asked
     */
    public static <M> Q<M> q(Filtered asked) {
        return new Q<>(Q.asked(asked));
    }

    /**
     * A condition that a value of its own makes up: a boolean field, {@link #exists}, {@link #when}.
     *
     * @param expression a boolean value
     * @param <M> any model
     * @return the condition
     */
    public static <M> Q<M> q(Expr expression) {
        return new Q<>(new Term.Holds(LookupException.given(expression, "a condition").expression()));
    }

    /**
     * A condition of jOOQ's, where ours ends: {@code q(DSL.condition(…)).or(q("x", 1))}. Its binds are bound as ours are, and
     * {@code exclude} keeps the rows for which it is unknown.
     *
     * @param condition the condition
     * @param <M> any model
     * @return the condition
     */
    public static <M> Q<M> q(org.jooq.Condition condition) {
        return new Q<>(JooqExpression.filter(condition));
    }

    /**
     * A condition that always holds, to begin a loop with.
     *
     * @param <M> any model
     * @return the condition, which changes nothing
     */
    public static <M> Q<M> q() {
        return new Q<>(new Term.And(List.of()));
    }

    /**
     * A field of the row, an annotation, or what transforms make of one: {@code f("author__name")}, {@code
     * f("pub_date__year")}.
     *
     * @param path the path
     * @return the value
     */
    public static Expr f(String path) {
        String name = LookupException.given(path, "a name");
        return new Expr(new Unresolved.Path(name), name);
    }

    /**
     * A value that stands for itself, bound; or a field or a select of jOOQ's, where ours ends.
     *
     * <pre>{@code
     * items.update("state", when(q("x__gt", 3), State.GONE).otherwise(value(State.DRAFT)));
     * // update item set state = case when item.x > 3 then cast('GONE' as varchar) else cast('DRAFT' as varchar) end
     * }</pre>
     *
     * <p>Of a class that a converter makes of a column, it is what that column is, where it is assigned to it, compared or
     * calculated with it, or is one of several of which it is another.
     *
     * @param value a number, text, a time …
     * @return the value
     */
    public static Expr value(@Nullable Object value) {
        return Expr.of(new Unresolved.Value(Arguments.value(value)));
    }

    /**
     * A value of a type that its Java class does not tell.
     *
     * @param value the value, null for a null of that type
     * @param type the type
     * @return the value
     */
    public static Expr value(@Nullable Object value, DataType<?> type) {
        DataType<?> known = LookupException.given(type, "a type");
        return Expr.of(new Unresolved.TypedValue(value == null ? null : Values.convert(known, value), known));
    }

    /**
     * A field of the query around a subquery: {@code exists(entries.filter("author", outerRef("pk")))}.
     *
     * @param path the path there
     * @return the value, of that query's row
     */
    public static Expr outerRef(String path) {
        String name = LookupException.given(path, "a name");
        return Expr.of(new Unresolved.Outer(name, 1));
    }

    /**
     * A field of a query further out than the one around a subquery.
     *
     * @param reference a reference to the query between
     * @return the value, of that query's row
     */
    public static Expr outerRef(Expr reference) {
        if (LookupException.given(reference, "a reference")
                .expression() instanceof Unresolved.Outer(String path, int levels)) {
            return Expr.of(new Unresolved.Outer(path, levels + 1));
        }
        throw new LookupException("outerRef(…) of something else than a path or outerRef(…) has no meaning.");
    }

    /**
     * Whether a query has a row: {@code EXISTS (SELECT …)}.
     *
     * @param rows the query, which may speak of the row around it by {@link #outerRef}
     * @param <M> any model
     * @return the condition
     */
    public static <M> Q<M> exists(QuerySet<?> rows) {
        return new Q<>(new Term.Holds(
                new Unresolved.Subquery(QuerySet.given(rows), Expression.Subquery.Kind.EXISTS)));
    }

    /**
     * The only value of a query: {@code (SELECT …)}. Take {@code slice(0, 1)} of a query that may have several rows.
     *
     * @param rows selects one column; instances stand for their keys
     * @return the value
     */
    public static Expr subquery(QuerySet<?> rows) {
        return Expr.of(new Unresolved.Subquery(QuerySet.given(rows), Expression.Subquery.Kind.SCALAR));
    }

    /**
     * All values of a query: {@code ARRAY(SELECT …)}.
     *
     * @param rows selects one column; instances stand for their keys
     * @return the array
     */
    public static Expr arraySubquery(QuerySet<?> rows) {
        return Expr.of(new Unresolved.Subquery(QuerySet.given(rows), Expression.Subquery.Kind.ARRAY));
    }

    /**
     * One result or another, by conditions: {@code CASE WHEN … THEN … END}.
     *
     * @param condition the first condition
     * @param result where it holds: a path, an expression or a value
     * @return the expression, to be continued with {@code when(…)} or {@code otherwise(…)}
     */
    public static When when(Q<?> condition, @Nullable Object result) {
        return When.of(condition, result);
    }

    /**
     * All rows, for a function over a window.
     *
     * @return the window, to be continued with {@code partitionBy(…)}, {@code orderBy(…)} and a frame
     */
    public static Window window() {
        return Window.all();
    }

    /**
     * Rows that have these in common, for a function over a window.
     *
     * @param values paths and expressions
     * @return the window, to be continued with {@code orderBy(…)} and a frame
     */
    public static Window partitionBy(Object... values) {
        return Window.all().partitionBy(values);
    }

    /**
     * The mean: a {@link Double} for whole and floating-point numbers, a {@link java.math.BigDecimal} for decimals.
     *
     * @param path a column of numbers
     * @return {@code avg(x)}, null where there are no rows
     */
    public static Aggregate<Number> avg(String path) {
        return Aggregate.of(Aggregator.AVG, Number.class, path);
    }

    /**
     * The mean of numbers or intervals.
     *
     * @param path a column
     * @param type the Java type of the result
     * @param <V> the Java type of the result
     * @return {@code avg(x)}, null where there are no rows
     */
    public static <V> Aggregate<V> avg(String path, Class<V> type) {
        return avg(path).typed(type);
    }

    /**
     * The sum: a {@link Long} for whole numbers, a {@link Double} for floating-point numbers, a {@link
     * java.math.BigDecimal} for decimals.
     *
     * @param path a column of numbers
     * @return {@code sum(x)}, null where there are no rows
     */
    public static Aggregate<Number> sum(String path) {
        return Aggregate.of(Aggregator.SUM, Number.class, path);
    }

    /**
     * The sum of numbers or intervals.
     *
     * @param path a column
     * @param type the Java type of the result
     * @param <V> the Java type of the result
     * @return {@code sum(x)}, null where there are no rows
     */
    public static <V> Aggregate<V> sum(String path, Class<V> type) {
        return sum(path).typed(type);
    }

    /**
     * The smallest value, of the column's own type.
     *
     * @param path a column
     * @return {@code min(x)}, null where there are no rows
     */
    public static Aggregate<Object> min(String path) {
        return Aggregate.of(Aggregator.MIN, Object.class, path);
    }

    /**
     * The smallest value.
     *
     * @param path a column
     * @param type the column's Java type
     * @param <V> the column's Java type
     * @return {@code min(x)}, null where there are no rows
     */
    public static <V> Aggregate<V> min(String path, Class<V> type) {
        return min(path).typed(type);
    }

    /**
     * The largest value, of the column's own type.
     *
     * @param path a column
     * @return {@code max(x)}, null where there are no rows
     */
    public static Aggregate<Object> max(String path) {
        return Aggregate.of(Aggregator.MAX, Object.class, path);
    }

    /**
     * The largest value.
     *
     * @param path a column
     * @param type the column's Java type
     * @param <V> the column's Java type
     * @return {@code max(x)}, null where there are no rows
     */
    public static <V> Aggregate<V> max(String path, Class<V> type) {
        return max(path).typed(type);
    }

    /**
     * How many rows have a value, or how many rows there are.
     *
     * @param path a column, or {@code *}
     * @return {@code count(x)}
     */
    public static Aggregate<Long> count(String path) {
        return Aggregate.of(Aggregator.COUNT, Long.class, path);
    }

    /**
     * The mean of a value.
     *
     * @param expression the value, such as {@code f("x").times(f("y"))}
     * @return {@code avg(…)}
     */
    public static Aggregate<Number> avg(Expr expression) {
        return Aggregate.of(Aggregator.AVG, Number.class, expression);
    }

    /**
     * The mean of a value, of a known type: {@code avg(f("price").times(f("number")), BigDecimal.class)}.
     *
     * @param expression the value
     * @param type the Java type of the result, which it is converted to where that loses nothing
     * @param <V> the Java type of the result
     * @return {@code avg(…)}, null where there are no rows
     */
    public static <V> Aggregate<V> avg(Expr expression, Class<V> type) {
        return avg(expression).typed(type);
    }

    /**
     * The mean of a column: {@code avg(Entry.X)}.
     *
     * @param column a typed path
     * @param <V> the Java type of the result
     * @return {@code avg(x)}, null where there are no rows
     */
    public static <V extends Number> Aggregate<V> avg(NumberPath<?, ?, ?, V> column) {
        return LookupException.given(column, "a column").avg();
    }

    /**
     * The sum of a value.
     *
     * @param expression the value, such as {@code f("x").times(f("y"))}
     * @return {@code sum(…)}
     */
    public static Aggregate<Number> sum(Expr expression) {
        return Aggregate.of(Aggregator.SUM, Number.class, expression);
    }

    /**
     * The sum of a value, of a known type: {@code sum(f("price").times(f("number")), BigDecimal.class)}.
     *
     * @param expression the value
     * @param type the Java type of the result, which it is converted to where that loses nothing
     * @param <V> the Java type of the result
     * @return {@code sum(…)}, null where there are no rows
     */
    public static <V> Aggregate<V> sum(Expr expression, Class<V> type) {
        return sum(expression).typed(type);
    }

    /**
     * The sum of a column: {@code sum(Entry.X)}.
     *
     * @param column a typed path
     * @param <V> the Java type of the result
     * @return {@code sum(x)}, null where there are no rows
     */
    public static <V extends Number> Aggregate<V> sum(NumberPath<?, ?, V, ?> column) {
        return LookupException.given(column, "a column").sum();
    }

    /**
     * The smallest value.
     *
     * @param expression the value, such as {@code f("x").times(f("y"))}
     * @return {@code min(…)}
     */
    public static Aggregate<Object> min(Expr expression) {
        return Aggregate.of(Aggregator.MIN, Object.class, expression);
    }

    /**
     * The smallest value, of a known type: {@code min(f("price").times(f("number")), BigDecimal.class)}.
     *
     * @param expression the value
     * @param type the Java type of the result, which it is converted to where that loses nothing
     * @param <V> the Java type of the result
     * @return {@code min(…)}, null where there are no rows
     */
    public static <V> Aggregate<V> min(Expr expression, Class<V> type) {
        return min(expression).typed(type);
    }

    /**
     * The smallest value of a column: {@code min(Entry.X)}.
     *
     * @param column a typed path
     * @param <V> the Java type of the result
     * @return {@code min(x)}, null where there are no rows
     */
    public static <V> Aggregate<V> min(OrderedPath<?, V> column) {
        return LookupException.given(column, "a column").min();
    }

    /**
     * The largest value.
     *
     * @param expression the value, such as {@code f("x").times(f("y"))}
     * @return {@code max(…)}
     */
    public static Aggregate<Object> max(Expr expression) {
        return Aggregate.of(Aggregator.MAX, Object.class, expression);
    }

    /**
     * The largest value, of a known type: {@code max(f("price").times(f("number")), BigDecimal.class)}.
     *
     * @param expression the value
     * @param type the Java type of the result, which it is converted to where that loses nothing
     * @param <V> the Java type of the result
     * @return {@code max(…)}, null where there are no rows
     */
    public static <V> Aggregate<V> max(Expr expression, Class<V> type) {
        return max(expression).typed(type);
    }

    /**
     * The largest value of a column: {@code max(Entry.X)}.
     *
     * @param column a typed path
     * @param <V> the Java type of the result
     * @return {@code max(x)}, null where there are no rows
     */
    public static <V> Aggregate<V> max(OrderedPath<?, V> column) {
        return LookupException.given(column, "a column").max();
    }

    /**
     * How often a value is not null.
     *
     * @param expression the value, such as {@code f("x").times(f("y"))}
     * @return {@code count(…)}
     */
    public static Aggregate<Long> count(Expr expression) {
        return Aggregate.of(Aggregator.COUNT, Long.class, expression);
    }

    /**
     * How many rows have a value of a column: {@code count(Entry.X)}.
     *
     * @param column a typed path
     * @return {@code count(x)}
     */
    public static Aggregate<Long> count(ColumnPath<?, ?> column) {
        return LookupException.given(column, "a column").count();
    }

    /**
     * Makes a database the one that generated models use where no other is named.
     *
     * @param database the database
     */
    public static void setDefault(Database database) {
        register(DEFAULT, database);
    }

    /**
     * Gives a database a name, by which {@link QuerySet#using(String)} finds it. A name that is taken is given anew.
     *
     * @param name any name
     * @param database the database
     */
    public static void register(String name, Database database) {
        DATABASES.put(LookupException.given(name, "the name of a database"),
                LookupException.given(database, "a database"));
    }

    /**
     * The database of a name.
     *
     * @param name as it was registered
     * @return the database
     * @throws DunderException if there is none
     */
    public static Database database(String name) {
        Database database = DATABASES.get(LookupException.given(name, "the name of a database"));
        if (database == null) {
            throw new DunderException(
                    name.equals(DEFAULT)
                            ? "No database has been chosen. Call Dunder.setDefault(db) once, or say which one: "
                                    + "db.objects(…) or .using(db)."
                            : dev.dunder.lookups.LookupException.unknown(name, "as a database", DATABASES.keySet())
                                    .getMessage() + " Register it: Dunder.register(name, db).");
        }
        return database;
    }

    /**
     * Has a router choose the database where a query set or an instance names none.
     *
     * @param chooses the router; null for none, which is the default database
     */
    public static void setRouter(@Nullable Router chooses) {
        router = chooses;
    }

    /**
     * Has rows shown otherwise than as a table of text on the standard output, by {@code show()} of query sets.
     *
     * @param shows the display; null for that table
     */
    public static void setDisplay(@Nullable Display shows) {
        display = shows;
    }

    static @Nullable Display display() {
        return display;
    }

    /** Of query sets and instances that are not bound to a database. */
    static final DatabaseChoice.Routing ROUTING = new DatabaseChoice.Routing() {
        @Override
        public Session reading(Model model) {
            Router current = router;
            return chosen(current == null ? null : current.reads(model)).session();
        }

        @Override
        public Session writing(Model model) {
            Router current = router;
            return chosen(current == null ? null : current.writes(model)).session();
        }

        @Override
        public Limits limits() {
            Database usual = DATABASES.get(DEFAULT);
            return usual == null ? Limits.USUAL : usual.session().limits();
        }

        @Override
        public Driver driver() {
            return PostgresDriver.INSTANCE;
        }
    };

    private static Database chosen(@Nullable String name) {
        return database(name == null ? DEFAULT : name);
    }

    /** Whether an instance may refer to one of another database. */
    static boolean mayRelate(Instance<?> one, Instance<?> other) {
        Router current = router;
        return current != null && current.relates(one, other);
    }

    /** A database that is closed is not offered any more. */
    static void forget(Database database) {
        DATABASES.values().removeIf(known -> known == database);
    }
}
