package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Criterion;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Aggregator;
import dev.dunder.query.CommonTable;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Statement;
import dev.dunder.query.TypeRules;
import dev.dunder.query.ValueList;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Gives names and values a meaning on a query: strings go in, records and a longer list of values come out.
 *
 * <p>This is where a wrong name, type or count fails: at the call that composes. One resolver serves one call; it is not to
 * be shared between threads.
 */
public final class Resolver {
    private static final String MORE_HOPS = QuerySize.toRaise("hops");

    private final Query query;
    private final Model model;
    private final QueryScope names;
    private final Limits limits;
    private final BoundValues values;
    private final PathResolver paths;
    private final Comparisons comparisons = new Comparisons(this);
    private final PredicateResolver predicates;
    private final LiteralResolver literals;
    private final FunctionResolver functions;
    private final SubqueryResolver subqueries;
    private final AssignmentResolver assignments;
    private final Orderings orderings = new Orderings(this);
    private int nested;
    private Set<Model> orderedBy = Set.of();

    /**
     * A resolver for one call on a query.
     *
     * @param query the query, whose annotations are names too
     * @param values the values of the query so far
     * @param limits how large it may become
     * @param guests is shown each query that is placed inside of this one, and may refuse it
     */
    public Resolver(
            Query query, List<? extends @Nullable Object> values, Limits limits, Consumer<BoundQuery> guests) {
        this(query, limits, guests, new BoundValues(values, limits));
    }

    /**
     * A resolver for one call on a query.
     *
     * @param query the query, whose annotations are names too
     * @param limits how large it may become
     * @param guests is shown each query that is placed inside of this one, and may refuse it
     * @param values the values of the query so far, and what is bound from now on
     */
    public Resolver(Query query, Limits limits, Consumer<BoundQuery> guests, BoundValues values) {
        this.query = query;
        this.model = query.model();
        this.limits = limits;
        this.values = values;
        this.names = QueryScope.of(query);
        this.paths = new PathResolver(
                query, names, new PathParser(model.registry(), limits.hops(), MORE_HOPS), this.values);
        this.predicates = new PredicateResolver(this, paths, comparisons, limits);
        this.literals = new LiteralResolver(this.values);
        this.functions = new FunctionResolver(this.values);
        this.subqueries = new SubqueryResolver(query, paths, this.values, limits, guests);
        this.assignments = new AssignmentResolver(this, paths);
    }

    /**
     * A resolver for one call on a model.
     *
     * @param model the model that names start from
     */
    public Resolver(Model model) {
        this(Query.of(model), List.of(), Limits.USUAL, guest -> {});
    }

    /**
     * The model that names start from.
     *
     * @return the model
     */
    public Model model() {
        return model;
    }

    /**
     * For a query that becomes part of one with others: what common table expressions these read is known here too.
     *
     * @param others those
     * @return this resolver
     */
    public Resolver beside(List<Query> others) {
        subqueries.beside(others);
        return this;
    }

    /** On the way from one model's ordering to the next: those passed already. */
    Resolver orderedBy(Set<Model> models) {
        this.orderedBy = models;
        return this;
    }

    Set<Model> orderedBy() {
        return orderedBy;
    }

    /**
     * For aggregates over all rows, which may be of what is computed of groups.
     *
     * @return this resolver
     */
    public Resolver summarizing() {
        functions.summarizing();
        return this;
    }

    PathParser parser() {
        return paths.parser();
    }

    /**
     * The values: those from before, and those of this call.
     *
     * @return a new list
     */
    public List<@Nullable Object> values() {
        return values.all();
    }

    /**
     * A value.
     *
     * @param param its place
     * @return the value, null where that is what is bound
     */
    public @Nullable Object value(Expression.Param param) {
        return values.get(param.index());
    }

    /**
     * Adds a list of values.
     *
     * @param type what its members are
     * @param like a column of that type; null where there is none
     * @param members instances of the type, or nulls
     * @return the list
     */
    public ValueList list(
            DataType<?> type, @Nullable Attribute like, List<? extends @Nullable Object> members) {
        return values.list(type, like, members);
    }

    /**
     * Adds a value.
     *
     * @param type how it is bound
     * @param value an instance of the type, or null
     * @return its place
     */
    public Expression.Param bind(DataType<?> type, @Nullable Object value) {
        return values.bind(type, value);
    }

    /** A value that is about to be bound was made by a lookup of one that was given. */
    void converted(int which, Compared compared, Comparisons.Plain plain) {
        values.converted(which, compared, plain);
    }

    void converted(KeyPart part, Operand operand) {
        values.converted(part, operand);
    }

    /** Binds a part of each key in a list of them. */
    ValueList list(KeyPart part, @Nullable Attribute like, List<@Nullable Object> members) {
        return values.list(part, like, members);
    }

    List<Expression.Param> bind(List<Operand.Bind> binds) {
        return values.bind(binds);
    }

    // ---- Conditions ----

    /**
     * A filter.
     *
     * @param term lookups and values
     * @return the condition
     * @throws LookupException if a name is unknown, a value does not fit, or the filter is too large
     */
    public Predicate predicate(Term term) {
        return predicates.of(term);
    }

    /**
     * A query as it has become, if it is not too large.
     *
     * @param composed the query
     * @return the same
     * @throws LookupException if its filters are too large together
     */
    public Query checked(Query composed) {
        QuerySize.check(composed, limits);
        return composed;
    }

    /**
     * What an expression means, as a part of whatever this resolver is resolving.
     *
     * @param part as it was said
     * @return its meaning
     * @throws LookupException if a name is unknown, a value does not fit, or it nests too deep
     */
    public Expression resolve(Unresolved part) {
        return resolve(part, null);
    }

    /**
     * What an expression means beside something else.
     *
     * @param wanted the type of that, which values of a class of the user's own have too; null where there is none
     */
    Expression resolve(Unresolved part, @Nullable DataType<?> wanted) {
        if (nested >= QuerySize.mostNested(limits)) {
            throw QuerySize.nestedTooDeep(limits);
        }
        nested++;
        try {
            Expression expression = new Expressions(this).of(part, wanted);
            if (nested == 1) {
                QuerySize.check(expression, limits);
            }
            return expression;
        } finally {
            nested--;
        }
    }

    /**
     * What rows of a key have in its columns.
     *
     * @param attribute the key
     * @param given the value; of a key of several columns a list of values
     * @param zone the session's time zone, by which local times and points in time are made of each other
     * @return the values, in the types of the columns; null where no row can have them
     * @throws LookupException if it does not fit
     */
    public @Nullable List<Object> key(Attribute attribute, Object given, Supplier<ZoneId> zone) {
        return new TupleComparisons(this, comparisons).key(attribute, given, zone);
    }

    /**
     * Two values are equal.
     *
     * @param left the one
     * @param right the other
     * @return the condition
     */
    public Predicate equal(Expression left, Expression right) {
        return paths.equal(left, right);
    }

    // ---- Values ----

    /**
     * What a path stands for: a column, a relation's key, an annotation, and what transforms make of it.
     *
     * @param path such as {@code author__name} or {@code pub_date__year}
     * @return the value
     * @throws LookupException if a name is unknown
     */
    public Expression value(String path) {
        return paths.value(path, /* counted= */ false);
    }

    /**
     * The relations that a lookup string commits itself to in the condition of a filtered relation: those before the last
     * name, and before the last two where no lookup or transform is named, which is how Django has it.
     *
     * @param lookup such as {@code author__name__icontains}
     * @return the relations from this model on
     * @throws LookupException if a name is unknown
     */
    public List<Relation> committed(String lookup) {
        return paths.committed(lookup);
    }

    /**
     * A column at the end of some hops. The last hop need not be made for a column that the near side has too:
     * {@code author__id} is {@code author_id}.
     *
     * @param path the hops
     * @param attribute an attribute of the model at their end
     * @return the column; for a composite key all of its columns
     */
    public static Expression column(List<Hop> path, Attribute attribute) {
        return Columns.of(path, attribute);
    }

    /**
     * A name that an annotation may have here.
     *
     * @param name the name
     * @throws LookupException if the model has an attribute or relation of that name
     */
    public void refuseToHide(String name) {
        names.refuseToHide(name);
    }

    /**
     * A name that a relation of the query's own may have here.
     *
     * @param name the name
     * @throws LookupException if something else has that name
     */
    public void refuseRelation(String name) {
        names.refuseRelation(name);
    }

    /**
     * An argument of a function: a path, an expression, a query, or a value that stands for itself.
     *
     * @param argument a string is a path
     * @return the expression
     * @throws LookupException if a name is unknown or there is no type for the value
     */
    public Expression argument(@Nullable Object argument) {
        return argument(argument, /* counted= */ false);
    }

    /**
     * What an aggregate is of; a count may be of rows that nothing tells apart.
     *
     * @param argument a path, an expression or a value
     * @param function the aggregate's
     * @return the value
     * @throws LookupException if a name is unknown
     */
    public Expression argument(@Nullable Object argument, Aggregator function) {
        return argument(argument, function == Aggregator.COUNT);
    }

    private Expression argument(@Nullable Object argument, boolean counted) {
        return argument instanceof String path ? path(path, counted) : operand(argument);
    }

    /** An argument that stands beside others of a type. */
    Expression argument(@Nullable Object argument, @Nullable DataType<?> wanted) {
        return argument instanceof String path ? path(path, /* counted= */ false) : operand(argument, wanted);
    }

    private Expression path(String path, boolean counted) {
        try {
            return paths.value(path, counted);
        } catch (LookupException e) {
            throw isName(path)
                    ? e
                    : e.with(" A string is a name here: for the text write value(" + inQuotes(path) + ").");
        }
    }

    private static boolean isName(String path) {
        return !path.isEmpty() && path.codePoints().allMatch(Character::isUnicodeIdentifierPart);
    }

    private static String inQuotes(String path) {
        String quoted = LookupException.quote(path);
        return '"' + quoted.substring(1, quoted.length() - 1) + '"';
    }

    /**
     * A value beside an expression: another one, a query, or a value that stands for itself.
     *
     * @param operand a string is text
     * @return the expression
     * @throws LookupException if there is no type for the value
     */
    public Expression operand(@Nullable Object operand) {
        return operand(operand, null);
    }

    /** Without what a cast would cut off or round in silence. */
    private static DataType<?> unlimited(DataType<?> type) {
        return type.hasLength() ? type.length(0) : type.hasScale() ? type.precision(0, 0) : type;
    }

    /** A value beside something of a type. */
    Expression operand(@Nullable Object operand, @Nullable DataType<?> wanted) {
        if (operand != null && wanted != null && OwnValues.is(operand, wanted)) {
            return new Expression.Cast(bind(wanted, operand), unlimited(wanted));
        }
        return switch (operand) {
            case Unresolved expression -> resolve(expression, wanted);
            case SaidPlaces.Place(int which, Object value) ->
                value == null ? values.bindGiven(SQLDataType.OTHER, null, which) : literals.of(value, which);
            case BoundQuery query -> scalar(query);
            case Term term -> new Expression.Condition(predicate(term));
            case null -> bind(SQLDataType.OTHER, null);
            default -> literals.of(operand);
        };
    }

    /**
     * A value of a type, to stand where nothing else says which type it has.
     *
     * @param type the type
     * @param value what the user gave
     * @return the value
     * @throws LookupException if it does not fit
     */
    public Expression literal(DataType<?> type, Object value) {
        return literals.of(type, value);
    }

    /**
     * A function of values.
     *
     * @param function the function
     * @param given the values
     * @return what it makes of them
     * @throws LookupException if the function has no meaning for the type of an argument
     */
    public Expression call(Function function, List<Expression> given) {
        return functions.call(function, given);
    }

    /**
     * A value that is to be part of another.
     *
     * @param expression the value
     * @return the same
     * @throws LookupException if it is a key of several columns, which is no single value
     */
    public static Expression single(Expression expression) {
        if (expression instanceof Expression.Tuple) {
            throw new LookupException("A key of several columns is no single value, of which another could be made."
                    + " Name one of its columns.");
        }
        return expression;
    }

    /**
     * A value that is to be used: one of known type.
     *
     * @param expression the value
     * @return the same
     * @throws LookupException if it was made of values of types that do not go together
     */
    public static Expression settled(Expression expression) {
        if (TypeRules.isMixed(expression.type())) {
            throw new LookupException("An expression mixes types that do not go together. Say what comes of it: "
                    + "typed(SQLDataType…), or cast one of them.");
        }
        return expression;
    }

    /**
     * What may not be said of a value that is computed over a window, as that comes last.
     *
     * @param what cannot be done, such as {@code group by 'rank'}
     * @return the refusal, which says how it can be done
     */
    public static LookupException windowFirst(String what) {
        return new LookupException("Cannot " + what
                + ", which is computed over a window: the server does that last. Make a"
                + " common table expression of the rows, and go on from its rows: Cte.of(\"ranked\", set).objects().");
    }

    // ---- Queries as values ----

    /**
     * Places a query inside of the one that is composed.
     *
     * @param inner the query
     * @return the same query, its values among those of this resolver
     */
    public Query embed(BoundQuery inner) {
        return subqueries.embed(inner);
    }

    /**
     * Places a query beside the one that is composed, on the same level.
     *
     * @param other the query
     * @return the same query, its values among those of this resolver
     */
    public Query adopt(BoundQuery other) {
        return subqueries.adopt(other);
    }

    /**
     * Makes a common table expression one of the query that is composed.
     *
     * @param common the common table expression
     * @param from its values
     * @return the same; one that the query reads already where it says the same
     * @throws LookupException if the query reads another one of that name
     */
    public CommonTable adopt(CommonTable common, List<@Nullable Object> from) {
        return subqueries.adopt(common, from);
    }

    /**
     * A query as one value.
     *
     * @param inner selects one column; of instances the key is selected
     * @return the value of its only row
     */
    public Expression scalar(BoundQuery inner) {
        return subquery(inner, Expression.Subquery.Kind.SCALAR);
    }

    /**
     * A query as a value.
     *
     * @param inner selects one column; of instances the key is selected
     * @param kind what of its rows is the value
     * @return the value
     */
    public Expression subquery(BoundQuery inner, Expression.Subquery.Kind kind) {
        return subqueries.value(inner, kind);
    }

    // ---- Orderings ----

    /**
     * Criteria of an ordering. A relation orders by what its model orders by.
     *
     * @param criterion a path, with {@code -} before it for descending; {@code ?} for chance
     * @return the criteria, more than one only for a relation
     * @throws LookupException if a name is unknown
     */
    public List<Order> order(String criterion) {
        return orderings.by(criterion);
    }

    /**
     * The order that the model's rows are in where no other was asked for.
     *
     * @return the criteria
     * @throws LookupException if a name is unknown
     */
    public List<Order> usualOrder() {
        return orderings.usual();
    }

    /**
     * What a criterion means.
     *
     * @param said as it was said
     * @return the criteria, more than one only for a relation
     * @throws LookupException if a name is unknown
     */
    public List<Order> orders(Ordered said) {
        return orderings.of(said);
    }

    /**
     * What rows are ordered by, once values of them are selected.
     *
     * @param orders the criteria so far
     * @return the same, but that a relation whose key is selected orders by that
     */
    public List<Order> orderSelected(List<Order> orders) {
        return orderings.selected(orders);
    }

    /**
     * One of the criteria that a model's rows are ordered by.
     *
     * @param criterion a name, or what is computed
     * @return the criteria, more than one only for a relation
     * @throws LookupException if a name is unknown
     */
    public List<Order> order(Criterion criterion) {
        return orderings.by(criterion);
    }

    /**
     * Whether a name stands for something here.
     *
     * @param name one name, not a path
     * @return true if it is a column, a relation or an annotation
     */
    public boolean knows(String name) {
        return names.column(name) != null || names.relation(name) != null;
    }

    /** Whether one of the values that are selected is called so. */
    boolean selects(String name) {
        Query first = CteColumns.parts(query).get(0);
        return first.selection() instanceof Selection.Columns(List<Named> columns)
                && columns.stream().anyMatch(column -> column.name().equals(name));
    }

    PathParser.Path<Relation, QueryScope.Target> path(String path) {
        return paths.path(path);
    }

    // ---- Aggregates ----

    /**
     * An aggregate.
     *
     * @param function which
     * @param arguments of what; none to count rows
     * @param label what messages call the argument
     * @param ofGroups whether it may be of what is computed of groups, as over a window
     * @return the aggregate
     * @throws LookupException if the function has no meaning for the type of an argument
     */
    public Expression.Aggregate aggregate(
            Aggregator function, List<Expression> arguments, String label, boolean ofGroups) {
        return functions.aggregate(function, arguments, label, ofGroups);
    }

    // ---- Assignments ----

    /**
     * Columns and new values for them.
     *
     * @param attribute the name of a column, or of a foreign key, of the model or of its parents
     * @param value the value; an instance for a foreign key; what is computed, of the row as it was before
     * @return the assignment; several for a key of several columns
     * @throws LookupException if there is no such column, it cannot be written, or the value does not fit
     */
    public List<Statement.Assignment> assignments(String attribute, @Nullable Object value) {
        return assignments.of(attribute, value);
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
        return assignments.of(attribute, value);
    }

    /**
     * The columns that are written where something is assigned to a name.
     *
     * @param attribute the name of a column, or of a foreign key, of the model or of its parents
     * @return one; several for a key of several columns
     * @throws LookupException if there is no such column, or it is another model's
     */
    public List<Attribute> columns(String attribute) {
        return assignments.columns(attribute);
    }

    /**
     * A key is one of those that a query selects.
     *
     * @param key its columns
     * @param rows selects as many
     * @return the condition
     */
    public Predicate among(List<Expression> key, Query rows) {
        Expression left = key.size() == 1 ? key.get(0) : new Expression.Tuple(key);
        return new Predicate.InSubquery(left, paths.parser().tail(key.get(0).type(), "the key", "in").lookup(), rows);
    }
}
