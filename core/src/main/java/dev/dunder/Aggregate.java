package dev.dunder;

import dev.dunder.compose.Names;
import dev.dunder.evaluate.AggregateSpec;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.query.Aggregator;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A function of many rows: made by {@link Dunder#avg} and its siblings, or by a typed path, and computed of all rows by
 * {@link QuerySet#aggregate}, of groups by {@link QuerySet#annotate}, and of the rows around each by {@link Expr#over}.
 *
 * <p>Several aggregates over several relations to many rows do not multiply each other's rows: each relation is aggregated on
 * its own and joined once. Where a filter has already followed the relation, the aggregate is over the rows that the filter
 * keeps, as in Django.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @param <V> the Java type of the result
 */
public final class Aggregate<V extends @Nullable Object> extends Expr {

    private final Unresolved.Aggregate call;
    private final Class<?> javaType;
    private final boolean told;
    private final @Nullable String name;

    /**
     * Makes an aggregate.
     *
     * @param call what makes it up; each method changes one part
     * @param javaType of which class the result is
     * @param told whether that was said, by typed(…), and is not the function's own
     * @param name the name that was chosen
     */
    private Aggregate(Unresolved.Aggregate call, Class<?> javaType, boolean told, @Nullable String name) {
        super(call, name);
        this.call = call;
        this.javaType = javaType;
        this.told = told;
        this.name = name;
    }

    static <V extends @Nullable Object> Aggregate<V> of(Aggregator function, Class<?> type, Object... arguments) {
        List<Object> given = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            Object value = Arguments.value(argument);
            // The message only where it is needed.
            given.add(value != null ? value : LookupException.given(value, "what " + function.label() + "(…) is of"));
        }
        boolean rows = function == Aggregator.COUNT && given.size() == 1 && given.get(0).equals("*");
        return new Aggregate<>(new Unresolved.Aggregate(
                function, rows ? List.of() : given, false, null, List.of(), null, null), type, false, null);
    }

    /**
     * Under another name in the result than {@code x__avg}.
     *
     * @param as letters, digits and underscores, not beginning with a digit, at most 63
     * @return the aggregate
     * @throws LookupException if it is another kind of name
     */
    @Override
    public Aggregate<V> as(String as) {
        return new Aggregate<>(call, javaType, told, Names.checked(as));
    }

    private Aggregate<V> with(Unresolved.Aggregate changed) {
        return new Aggregate<>(changed, javaType, told, name);
    }

    private @Nullable String nameByItself() {
        if (call.arguments().isEmpty()) {
            return call.function().suffix();
        }
        return (call.arguments().size() == 1 || call.function().isOrderedSet())
                && call.arguments().get(0) instanceof String path
                        ? path + PathParser.SEPARATOR + call.function().suffix()
                        : null;
    }

    /** Over all rows it is of the class that the compiler was told. */
    @Override
    AggregateSpec ofAllRows() {
        return new AggregateSpec(name(), call, javaType);
    }

    /** Of which class its result is. */
    @SuppressWarnings("unchecked") // it says so
    Class<V> javaType() {
        return (Class<V>) javaType;
    }

    /** With the name of its function where it has none of its own: alone it needs none. */
    Aggregate<V> asCalled() {
        return name != null || nameByItself() != null ? this : as(call.function().suffix());
    }

    /**
     * Over the rows around each row: {@code sum(…) OVER (…)}. Beside groups it is over these, and of what is computed of them.
     *
     * {@snippet :
     * goods.values("kind").annotate(sum("price").as("s"), f("s").dividedBy(sum("s").over(window())).as("share"));
     * // select kind, sum(price) as s, sum(price) / sum(sum(price)) over () as share … group by kind
     * }
     *
     * @param window which rows, and in which order
     * @return the value over the window
     */
    @Override
    public Expr over(Window window) {
        return of(new Unresolved.Over(call, LookupException.given(window, "a window").spec()));
    }

    /**
     * Of values that differ: equal ones count once.
     *
     * @return the aggregate
     * @throws LookupException for {@link Functions#percentileCont} and its siblings, which PostgreSQL has of all values only
     */
    public Aggregate<V> distinct() {
        refuseOrderedSet("distinct()");
        return with(new Unresolved.Aggregate(call.function(), call.arguments(), true, call.filter(), call.order(),
                call.otherwise(), call.type()));
    }

    /**
     * Of some rows only: {@code sum(x) FILTER (WHERE …)}.
     *
     * @param condition which rows
     * @return the aggregate
     */
    public Aggregate<V> filter(Q<?> condition) {
        Term term = call.filter() == null ? Q.termOf(condition) : Term.and(call.filter(), Q.termOf(condition));
        return with(new Unresolved.Aggregate(call.function(), call.arguments(), call.distinct(), term, call.order(),
                call.otherwise(), call.type()));
    }

    /**
     * In an order, for those that care, such as {@link Functions#arrayAgg}: {@code array_agg(x ORDER BY y)}.
     *
     * @param criteria paths, {@code -} before one for descending, expressions and {@link Ordering orderings}
     * @return the aggregate
     * @throws LookupException for {@link Functions#percentileCont} and its siblings, which are of an order already
     */
    public Aggregate<V> orderBy(Object... criteria) {
        refuseOrderedSet("orderBy(…)");
        List<Ordered> order = LookupException.allGiven(criteria, "an ordering").stream()
                .map(Ordering::criterion)
                .toList();
        return with(new Unresolved.Aggregate(call.function(), call.arguments(), call.distinct(), call.filter(), order,
                call.otherwise(), call.type()));
    }

    /**
     * Another result where there are no rows: {@code coalesce(sum(x), 0)}.
     *
     * @param value a value or an expression
     * @return the aggregate
     * @throws LookupException for a count, which is never null
     */
    public Aggregate<V> defaultTo(Object value) {
        if (call.function() == Aggregator.COUNT || call.function() == Aggregator.REGR_COUNT) {
            throw new LookupException("A count takes no default: of no rows it is 0.");
        }
        return with(new Unresolved.Aggregate(call.function(), call.arguments(), call.distinct(), call.filter(),
                call.order(), Arguments.value(value), call.type()));
    }

    private void refuseOrderedSet(String what) {
        if (call.function().isOrderedSet()) {
            throw new LookupException("A " + call.function().label() + " takes no " + what
                    + ": it is of all values, in their own order.");
        }
    }

    /**
     * With a result of a class, to which it is converted where that loses nothing:
     * {@code percentileCont(0.5, "x").typed(Double.class)}.
     *
     * @param type the class
     * @param <W> the class
     * @return the same, of which {@link QuerySet#aggregate(Aggregate)} gives such a value
     */
    public <W> Aggregate<W> typed(Class<W> type) {
        Class<W> wanted = LookupException.given(type, "a class");
        return new Aggregate<>(call, wanted, told || wanted != javaType, name);
    }

    @Override
    public <W> Aggregate<W> typed(DataType<W> type) {
        Class<?> java = LookupException.given(type, "a type").getType();
        return new Aggregate<>(new Unresolved.Aggregate(call.function(), call.arguments(), call.distinct(),
                call.filter(), call.order(), call.otherwise(), type), java, false, name);
    }

    @Override
    String name() {
        String chosen = name != null ? name : nameByItself();
        if (chosen == null) {
            throw new LookupException("This aggregate of an expression has no name. Give it one with as(…).");
        }
        return chosen;
    }

    @Override
    String written() {
        return super.written() + (told ? ".typed(" + javaType.getSimpleName() + ".class)" : "");
    }

    /** Whether it says the same, under the same name, and as the same class. */
    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof Aggregate<?> said && said.javaType == javaType;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
