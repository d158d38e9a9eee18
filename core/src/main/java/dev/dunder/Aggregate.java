package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Function;
import dev.dunder.query.Resolver;
import dev.dunder.query.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function of all rows of a query set: made by {@link Dunder#avg} and its siblings, or by a typed path, and computed by
 * {@link QuerySet#aggregate}.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <V> the Java type of the result
 */
public final class Aggregate<V> {
    /** Letters, digits and underscores, as many as PostgreSQL keeps of a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private static final int LONGEST_NAME = 63;

    private final Function function;
    private final String path;
    private final Class<?> type;
    private final boolean distinct;
    private final @Nullable String name;

    private Aggregate(Function function, String path, Class<?> type, boolean distinct, @Nullable String name) {
        this.function = function;
        this.path = path;
        this.type = type;
        this.distinct = distinct;
        this.name = name;
    }

    static <V> Aggregate<V> of(Function function, String path, Class<V> type) {
        return new Aggregate<>(function, path, type, false, null);
    }

    /**
     * Under another name in the result than {@code x__avg}.
     *
     * @param as letters, digits and underscores, not beginning with a digit, at most 63
     * @return the aggregate
     * @throws LookupException if it is another kind of name
     */
    public Aggregate<V> as(String as) {
        if (!NAME.matcher(as).matches()) {
            throw new LookupException("Cannot call an aggregate " + LookupException.quote(as)
                    + ": a name is of letters, digits and underscores, does not begin with a digit, and is at most 63 long.");
        }
        return new Aggregate<>(function, path, type, distinct, as);
    }

    /**
     * Of values that differ: equal ones count once.
     *
     * @return the aggregate
     */
    public Aggregate<V> distinct() {
        return new Aggregate<>(function, path, type, true, name);
    }

    String name() {
        return name != null ? name : path.equals("*") ? function.label() : path + "__" + function.label();
    }

    Statement.Aggregation.Aggregate resolve(Resolver resolver) {
        var expression = resolver.aggregate(function, path, distinct);
        if (name().length() > LONGEST_NAME) {
            throw new LookupException(
                    "The name " + LookupException.quote(name()) + " is too long for a result. Use as(…).");
        }
        Class<?> actual = expression.type().getType() == Object.class ? String.class : expression.type().getType();
        if (!type.isAssignableFrom(actual)) {
            throw new LookupException("The " + function.label() + " of '" + path + "' is a "
                    + actual.getSimpleName() + ", not a " + type.getSimpleName() + ": say "
                    + function.label() + "(\"" + path + "\", " + expression.type().getType().getSimpleName()
                    + ".class).");
        }
        return new Statement.Aggregation.Aggregate(name(), expression);
    }
}
