package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.query.Function;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
     * The mean: a {@link Double} for whole and floating-point numbers, a {@link java.math.BigDecimal} for decimals.
     *
     * @param path a column of numbers
     * @return {@code avg(x)}, null where there are no rows
     */
    public static Aggregate<Number> avg(String path) {
        return avg(path, Number.class);
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
        return Aggregate.of(Function.AVG, path, type);
    }

    /**
     * The sum: a {@link Long} for whole numbers, a {@link Double} for floating-point numbers, a {@link
     * java.math.BigDecimal} for decimals.
     *
     * @param path a column of numbers
     * @return {@code sum(x)}, null where there are no rows
     */
    public static Aggregate<Number> sum(String path) {
        return sum(path, Number.class);
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
        return Aggregate.of(Function.SUM, path, type);
    }

    /**
     * The smallest value, of the column's own type.
     *
     * @param path a column
     * @return {@code min(x)}, null where there are no rows
     */
    public static Aggregate<Object> min(String path) {
        return min(path, Object.class);
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
        return Aggregate.of(Function.MIN, path, type);
    }

    /**
     * The largest value, of the column's own type.
     *
     * @param path a column
     * @return {@code max(x)}, null where there are no rows
     */
    public static Aggregate<Object> max(String path) {
        return max(path, Object.class);
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
        return Aggregate.of(Function.MAX, path, type);
    }

    /**
     * How many rows have a value, or how many rows there are.
     *
     * @param path a column, or {@code *}
     * @return {@code count(x)}
     */
    public static Aggregate<Long> count(String path) {
        return Aggregate.of(Function.COUNT, path, Long.class);
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
        DATABASES.put(name, database);
    }

    /**
     * The database of a name.
     *
     * @param name as it was registered
     * @return the database
     * @throws DunderException if there is none
     */
    public static Database database(String name) {
        Database database = DATABASES.get(name);
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

    static Database defaultDatabase() {
        return database(DEFAULT);
    }

    /** A database that is closed is not offered any more. */
    static void forget(Database database) {
        DATABASES.values().removeIf(known -> known == database);
    }
}
