package dev.dunder;

import dev.dunder.compose.NamedExpression;
import dev.dunder.compose.Names;
import dev.dunder.dialect.postgres.JooqExpression;
import dev.dunder.evaluate.AggregateSpec;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Range;
import dev.dunder.lookups.Values;
import dev.dunder.model.Criterion;
import dev.dunder.query.Function;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.SaidEquality;
import dev.dunder.resolve.SaidText;
import dev.dunder.resolve.Term;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A value that the database computes: a field of the row, a calculation, a function, an aggregate, a subquery.
 *
 * {@snippet :
 * entries.filter("x__gt", f("y").plus(1));                          // WHERE x > (y + ?)
 * entries.annotate(f("x").times(f("y")).as("area")).orderBy("-area");
 * }
 *
 * <p>It is said without a model and gets its meaning, or the error, where a query set uses it. Where a value stands beside
 * another one ({@code f("x").plus(…)}) a string is text; where a function takes several ({@code concat(…)}) a string is a
 * path, as in Django, and {@code value("…")} is text. Immutable and safe to share between threads.
 */
public class Expr implements Criterion {
    private final Unresolved expression;
    private final @Nullable String name;

    Expr(Unresolved expression, @Nullable String name) {
        this.expression = expression;
        this.name = name;
    }

    static Expr of(Unresolved expression) {
        return new Expr(expression, null);
    }

    /** A function of arguments, among which strings are paths. */
    static Expr call(Function function, @Nullable Object... arguments) {
        List<@Nullable Object> given = new ArrayList<>();
        for (Object argument : arguments) {
            given.add(Arguments.value(argument));
        }
        return of(new Unresolved.Call(function, Collections.unmodifiableList(given)));
    }

    private Expr combined(Function operator, @Nullable Object other) {
        return of(new Unresolved.Operation(operator, expression, Arguments.value(other)));
    }

    final Unresolved expression() {
        return expression;
    }

    /** Called where the rows of a model are ordered by it, smallest first. */
    @Override
    public final Object said() {
        return asc().said();
    }

    /** The name that was chosen, or that it has by itself. */
    String name() {
        if (name == null) {
            throw new LookupException("This expression has no name. Give it one with as(…).");
        }
        return name;
    }

    /**
     * Under a name, by which it is found in the result and in lookups.
     *
     * @param as letters, digits and underscores, not beginning with a digit, at most 63
     * @return the same, named
     * @throws LookupException if it is another kind of name
     */
    public Expr as(String as) {
        return new Expr(expression, Names.checked(as));
    }

    /**
     * Known to be of a type: nothing is computed, but what the database gives is read so.
     *
     * @param type the type
     * @param <W> its Java class
     * @return the same, read as that type
     */
    public <W> Expr typed(DataType<W> type) {
        return new Expr(new Unresolved.Typed(expression, LookupException.given(type, "a type")), name);
    }

    /**
     * {@code a + b}.
     *
     * @param other a number, a duration beside a date, or an expression
     * @return the sum
     */
    public Expr plus(@Nullable Object other) {
        return combined(Function.PLUS, other);
    }

    /**
     * {@code a - b}. Of two times it is the duration between them.
     *
     * @param other a number, a date, a duration or an expression
     * @return the difference
     */
    public Expr minus(@Nullable Object other) {
        return combined(Function.MINUS, other);
    }

    /**
     * {@code a * b}.
     *
     * @param other a number or an expression
     * @return the product
     */
    public Expr times(@Nullable Object other) {
        return combined(Function.TIMES, other);
    }

    /**
     * {@code a / b}. Of whole numbers it is a whole number, as PostgreSQL divides.
     *
     * @param other a number or an expression
     * @return the quotient
     */
    public Expr dividedBy(@Nullable Object other) {
        return combined(Function.DIVIDED_BY, other);
    }

    /**
     * {@code a % b}: what is left over after a division.
     *
     * @param other a number or an expression
     * @return the remainder
     */
    public Expr mod(@Nullable Object other) {
        return combined(Function.MODULO, other);
    }

    /**
     * {@code power(a, b)}.
     *
     * @param other a number or an expression
     * @return the power
     */
    public Expr power(@Nullable Object other) {
        return combined(Function.POWER, other);
    }

    /**
     * {@code a & b}: the bits that both have.
     *
     * @param other a whole number or an expression
     * @return the bits
     */
    public Expr bitAnd(@Nullable Object other) {
        return combined(Function.BIT_AND, other);
    }

    /**
     * {@code a | b}: the bits that one of both has.
     *
     * @param other a whole number or an expression
     * @return the bits
     */
    public Expr bitOr(@Nullable Object other) {
        return combined(Function.BIT_OR, other);
    }

    /**
     * {@code a # b}: the bits that just one of both has.
     *
     * @param other a whole number or an expression
     * @return the bits
     */
    public Expr bitXor(@Nullable Object other) {
        return combined(Function.BIT_XOR, other);
    }

    /**
     * {@code a << b}.
     *
     * @param bits by how many bits
     * @return the bits
     */
    public Expr shiftLeft(@Nullable Object bits) {
        return combined(Function.SHIFT_LEFT, bits);
    }

    /**
     * {@code a >> b}.
     *
     * @param bits by how many bits
     * @return the bits
     */
    public Expr shiftRight(@Nullable Object bits) {
        return combined(Function.SHIFT_RIGHT, bits);
    }

    /**
     * {@code -a}.
     *
     * @return the number below zero
     */
    public Expr negated() {
        return times(-1);
    }

    /**
     * A lookup of this value.
     *
     * @param lookup such as {@code gte} or {@code date__year}
     * @param value what to compare with: a value, an expression or a query set
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> lookup(String lookup, @Nullable Object value) {
        if (value instanceof Range<?> range && lookup.equals("range")) {
            return new Q<>(Q.ends(range, (end, given) -> new Term.On(expression, end, Arguments.value(given))));
        }
        return new Q<>(new Term.On(expression, lookup, Arguments.value(value)));
    }

    /**
     * {@code a = b}.
     *
     * @param value what to compare with; null for {@code IS NULL}
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> exact(@Nullable Object value) {
        return lookup("exact", value);
    }

    /**
     * {@code a > b}.
     *
     * @param value what to compare with
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> gt(Object value) {
        return lookup("gt", value);
    }

    /**
     * {@code a >= b}.
     *
     * @param value what to compare with
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> gte(Object value) {
        return lookup("gte", value);
    }

    /**
     * {@code a < b}.
     *
     * @param value what to compare with
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> lt(Object value) {
        return lookup("lt", value);
    }

    /**
     * {@code a <= b}.
     *
     * @param value what to compare with
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> lte(Object value) {
        return lookup("lte", value);
    }

    /**
     * {@code a = ANY (…)}.
     *
     * @param values a list or a query set
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> in(Object values) {
        return lookup("in", values);
    }

    /**
     * {@code a BETWEEN b AND c}.
     *
     * @param from the smaller value, included
     * @param to the larger value, included
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> range(Object from, Object to) {
        return lookup("range", Arrays.asList(from, to));
    }

    /**
     * Within a range, of which those ends belong to it that do: {@code Range.of(1, 5)} is {@code a >= 1 and a < 5}.
     *
     * @param range the range; an end that is null is none
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> range(Range<?> range) {
        return lookup("range", LookupException.given(range, "a range"));
    }

    /**
     * {@code a IS NULL}, or not.
     *
     * @param isNull false for {@code IS NOT NULL}
     * @param <M> the model of the query that it is used in
     * @return the condition
     */
    public <M extends @Nullable Object> Q<M> isnull(boolean isNull) {
        return lookup("isnull", isNull);
    }

    /**
     * Over the rows around each row: {@code sum(…) OVER (…)}.
     *
     * @param window which rows, and in which order
     * @return the value over the window
     */
    public Expr over(Window window) {
        return of(new Unresolved.Over(expression, LookupException.given(window, "a window").spec()));
    }

    /**
     * Smallest first.
     *
     * @param <M> the model of the query that it is used in
     * @return the criterion
     */
    public <M extends @Nullable Object> Ordering<M> asc() {
        return new Ordering<>(new Ordered.By(expression, false, null));
    }

    /**
     * Largest first.
     *
     * @param <M> the model of the query that it is used in
     * @return the criterion
     */
    public <M extends @Nullable Object> Ordering<M> desc() {
        return new Ordering<>(new Ordered.By(expression, true, null));
    }

    /** With the name that it was given, or has by itself. */
    final NamedExpression named() {
        return new NamedExpression(name(), expression);
    }

    /** As it is computed of all rows. */
    AggregateSpec ofAllRows() {
        return new AggregateSpec(name(), expression, null);
    }

    static List<NamedExpression> named(Expr first, Expr... more) {
        return list(first, more).stream().map(one -> one.named()).toList();
    }

    /** What a call chooses by names and by what is computed, as they come. */
    static List<NamedExpression> mixed(List<Object> members) {
        return members.stream().map(member -> switch (member) {
            case String path -> Dunder.f(path).named();
            case Expr expression -> expression.named();
            case ColumnPath<?, ?> path -> path.f().named();
            case org.jooq.Field<?> field -> JooqExpression.named(field).get(0);
            default -> throw new LookupException("Values are chosen by names and expressions, not by "
                    + Values.describe(member) + ".");
        }).toList();
    }

    /** Fields by their paths. */
    static List<NamedExpression> fields(String... names) {
        return LookupException.allGiven(names, "a name").stream().map(name -> Dunder.f(name).named()).toList();
    }

    static List<Expr> list(Expr first, Expr... more) {
        List<Expr> all = new ArrayList<>(List.of(LookupException.given(first, "an expression")));
        all.addAll(LookupException.allGiven(more, "an expression"));
        return all;
    }

    /** What it is, without its name. */
    String written() {
        return SaidText.of(expression);
    }

    /** As it was written, values too. */
    @Override
    public String toString() {
        String byItself = expression instanceof Unresolved.Path(String path) ? path : null;
        return written() + (name == null || name.equals(byItself) ? "" : ".as(\"" + name + "\")");
    }

    /** Whether it says the same, under the same name. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Expr said && said.getClass() == getClass() && Objects.equals(said.name, name)
                && SaidEquality.same(said.expression, expression);
    }

    @Override
    public int hashCode() {
        return SaidEquality.hash(expression);
    }
}
