package dev.dunder.query;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Gives names and values a meaning on a model: strings go in, records and a longer list of values come out.
 *
 * <p>This is where a wrong name, type or count fails: at the call that composes. One resolver serves one call; it is not to
 * be shared between threads.
 */
public final class Resolver {
    /** Deeper conditions overflow stacks, here and in the server; see {@link #MOST_TERMS}. */
    private static final int DEEPEST = 50;

    /** More terms keep a server busy for minutes, past its own timeouts. Long lists belong into one {@code in}. */
    private static final int MOST_TERMS = 1_000;

    /** The protocol counts them in 16 bits. */
    private static final int MOST_VALUES = 32_767;

    private static final String RANDOM = "?";

    private final Model model;
    private final PathParser parser;
    private final List<@Nullable Object> values;
    private int terms;

    /**
     * A resolver for one call.
     *
     * @param model the model that names start from
     * @param values the values of the query so far
     */
    public Resolver(Model model, List<? extends @Nullable Object> values) {
        this.model = model;
        this.parser = new PathParser(model.registry());
        this.values = new ArrayList<>(values);
    }

    /**
     * The values: those from before, and those of this call.
     *
     * @return a new list
     */
    public List<@Nullable Object> values() {
        return new ArrayList<>(values);
    }

    /**
     * Adds a value.
     *
     * @param type how it is bound
     * @param value an instance of the type, or null
     * @return its place
     */
    public Expression.Param bind(DataType<?> type, @Nullable Object value) {
        if (values.size() >= MOST_VALUES) {
            throw new LookupException(
                    "A query has at most " + MOST_VALUES + " values. For a long list of values use 'in'.");
        }
        values.add(value);
        return new Expression.Param(values.size() - 1, type);
    }

    /**
     * A filter.
     *
     * @param term lookups and values
     * @return the condition
     * @throws LookupException if a name is unknown, a value does not fit, or the filter is too large
     */
    public Predicate predicate(Term term) {
        return predicate(term, 1);
    }

    private Predicate predicate(Term term, int depth) {
        if (depth > DEEPEST) {
            throw new LookupException("A filter nests at most " + DEEPEST + " conditions deep.");
        }
        if (++terms > MOST_TERMS) {
            throw new LookupException(
                    "A filter has at most " + MOST_TERMS + " conditions. For a long list of values use 'in'.");
        }
        return switch (term) {
            case Term.Lookup(String path, Object value) -> lookup(path, value);
            case Term.And(List<Term> all) -> Predicate.and(each(all, depth));
            case Term.Or(List<Term> any) -> Predicate.or(each(any, depth));
            case Term.Not(Term negated) -> Predicate.not(predicate(negated, depth + 1));
        };
    }

    private List<Predicate> each(List<Term> all, int depth) {
        return all.stream().map(term -> predicate(term, depth + 1)).toList();
    }

    private Predicate lookup(String path, @Nullable Object value) {
        PathParser.Lookedup<Relation, Attribute> found = parser.lookup(model, path);
        if (!found.path().transforms().isEmpty()) {
            throw new LookupException("'" + path + "' has transforms, which query sets do not know yet.");
        }
        Expression.Column column = column(found.path());
        return switch (found.operand(keys(found.path(), value))) {
            case Operand.Nothing() -> Predicate.NEVER;
            case Operand.Null(boolean isNull) -> new Predicate.IsNull(column, isNull);
            case Operand.Binds(List<Operand.Bind> binds) -> new Predicate.Match(
                    column,
                    found.lookup(),
                    binds.stream().map(bind -> bind(bind.type(), bind.value())).toList());
        };
    }

    /** Instances stand for their keys, alone and in lists. */
    private static @Nullable Object keys(PathParser.Path<Relation, Attribute> path, @Nullable Object value) {
        return switch (value) {
            case Keyed row -> key(path, row);
            case Iterable<?> rows -> {
                List<@Nullable Object> members = new ArrayList<>();
                rows.forEach(row -> members.add(row instanceof Keyed keyed ? key(path, keyed) : row));
                yield members;
            }
            case Object[] rows -> keys(path, Arrays.asList(rows));
            case null, default -> value;
        };
    }

    private static Object key(PathParser.Path<Relation, Attribute> path, Keyed row) {
        if (!path.relation()) {
            throw new LookupException("'" + path.source() + "' is a column, and cannot be compared with an instance of "
                    + row.model().name() + ".");
        }
        Model target = path.hops().get(path.hops().size() - 1).target();
        if (!row.model().table().equals(target.table())) {
            throw new LookupException("'" + path.source() + "' leads to " + target.name()
                    + ", and cannot be compared with an instance of " + row.model().name() + ".");
        }
        Object key = row.keyValue(path.column().name());
        if (key == null) {
            throw new LookupException("'" + path.source() + "' cannot be compared with an instance of " + target.name()
                    + " that has no key yet. Insert it first.");
        }
        return key;
    }

    /**
     * A column.
     *
     * @param path such as {@code author__name}
     * @return the column
     * @throws LookupException if a name is unknown
     */
    public Expression.Column column(String path) {
        return column(parser.column(model, path));
    }

    /**
     * The last relation need not be followed for a column that the near side has too: {@code author__id} is
     * {@code author_id}.
     */
    private static Expression.Column column(PathParser.Path<Relation, Attribute> path) {
        List<Hop> hops = new ArrayList<>();
        path.hops().forEach(relation -> hops.addAll(relation.hops()));
        Attribute column = path.column();
        if (!column.parts().isEmpty()) {
            throw new LookupException("'" + path.source() + "' is not one column. Name one of its columns: "
                    + String.join(", ", column.parts().stream().map(Attribute::name).toList()) + ".");
        }
        // From the side that is referred to there may be no row at the other end: such a hop must be made.
        while (!hops.isEmpty() && hops.getLast().forward() && hops.getLast().far().size() == 1) {
            Hop last = hops.removeLast();
            if (last.far().get(0) != column) {
                hops.add(last);
                break;
            }
            column = last.near().get(0);
        }
        return new Expression.Column(List.copyOf(hops), column);
    }

    /**
     * A criterion of an ordering.
     *
     * @param criterion a path, with {@code -} before it for descending; {@code ?} for chance
     * @return the criterion
     * @throws LookupException if a name is unknown
     */
    public Order order(String criterion) {
        if (criterion.equals(RANDOM) || criterion.equals("-" + RANDOM)) {
            return new Order.Random();
        }
        boolean descending = criterion.startsWith("-");
        boolean signed = descending || criterion.startsWith("+");
        return new Order.By(column(signed ? criterion.substring(1) : criterion), descending);
    }

    /**
     * An aggregate.
     *
     * @param function which
     * @param path of what; {@code *} to count rows
     * @param distinct whether equal values count once
     * @return the aggregate
     * @throws LookupException if a name is unknown or the function has no meaning for the column
     */
    public Expression.Aggregate aggregate(Function function, String path, boolean distinct) {
        if (path.equals("*") && function == Function.COUNT) {
            return new Expression.Aggregate(function, null, false);
        }
        Expression.Column column = column(path);
        if (!function.accepts(column.type())) {
            throw new LookupException("Cannot compute " + function.label() + " of '" + path + "': it is "
                    + Values.typeName(column.type()) + ".");
        }
        return new Expression.Aggregate(function, column, distinct);
    }

    /**
     * A column and a new value for it.
     *
     * @param attribute the name of a column of the model itself, or of a foreign key
     * @param value the value; an instance for a foreign key
     * @return the assignment
     * @throws LookupException if there is no such column, it cannot be written, or the value does not fit
     */
    public Statement.Assignment assignment(String attribute, @Nullable Object value) {
        PathParser.Path<Relation, Attribute> path = parser.column(model, attribute);
        Expression.Column column = column(path);
        if (!column.path().isEmpty()) {
            throw new LookupException("Cannot assign to '" + attribute + "' on " + model.name()
                    + ": only columns of " + model.name() + " itself can be written.");
        }
        return assignment(column.attribute(), keys(path, value));
    }

    /**
     * A column and a new value for it.
     *
     * @param attribute the column
     * @param value the value
     * @return the assignment
     * @throws LookupException if the column cannot be written or the value does not fit
     */
    public Statement.Assignment assignment(Attribute attribute, @Nullable Object value) {
        if (attribute.computed()) {
            throw new LookupException("Cannot assign to '" + attribute.name() + "' on " + model.name()
                    + ": the database computes it.");
        }
        return new Statement.Assignment(
                attribute,
                bind(attribute.type(),
                        value == null ? null : Values.convert(attribute.type(), value, attribute.name())));
    }
}
