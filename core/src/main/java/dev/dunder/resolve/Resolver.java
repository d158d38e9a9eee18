package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Transform;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Criterion;
import dev.dunder.model.Hop;
import dev.dunder.model.Keyed;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Aggregator;
import dev.dunder.query.CommonTable;
import dev.dunder.query.CommonTables;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Named;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Rewriter;
import dev.dunder.query.Selection;
import dev.dunder.query.Statement;
import dev.dunder.query.Traversal;
import dev.dunder.query.TypeRules;
import dev.dunder.query.ValueCopies;
import dev.dunder.query.ValueList;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Gives names and values a meaning on a query: strings go in, records and a longer list of values come out.
 *
 * <p>This is where a wrong name, type or count fails: at the call that composes. One resolver serves one call; it is not to
 * be shared between threads.
 */
public final class Resolver {
    private static final String RANDOM = "?";

    /** An array without members, of any type. */
    @SuppressWarnings("StringOperationCanBeSimplified") // it is told apart from what users give
    private static final String EMPTY = new String("{}");

    /** Functions whose values are all of one type. */
    private static final Set<Function> ALIKE = EnumSet.of(
            Function.COALESCE, Function.GREATEST, Function.LEAST, Function.NULL_IF);

    private static final Set<Class<?>> SENT_AS_TEXT = Set.of(YearToSecond.class, JSON.class, JSONB.class);

    private final Query query;
    private final Model model;
    private final QueryScope names;
    private final PathParser parser;
    private final Comparisons comparisons = new Comparisons(this);
    private final List<@Nullable Object> values;
    private final Consumer<BoundQuery> guests;
    private final Limits limits;
    private List<Query> beside = List.of();
    private @Nullable List<CommonTable> commons;
    private int terms;
    private int depth;
    private @Nullable Set<Integer> keys;
    private int nested;
    private int queries;
    private boolean summarizing;
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
        this.guests = guests;
        this.limits = limits;
        this.query = query;
        this.model = query.model();
        this.parser = new PathParser(model.registry(), limits.hops(), QuerySize.toRaise("hops"));
        this.values = new ArrayList<>(values);
        Map<String, Expression> annotations = new LinkedHashMap<>();
        annotations(query, annotations);
        this.names = new QueryScope(model, annotations, query.filtered());
    }

    /** Of queries that are put together those of the first, whose names the result has. */
    private static void annotations(Query query, Map<String, Expression> annotations) {
        if (query.combination() != null) {
            Query first = query.combination().parts().get(0);
            annotations(first, annotations);
            if (first.selection() instanceof Selection.Columns(List<Named> columns)) {
                columns.stream()
                        .filter(column -> query.model().column(column.name()) == null
                                && !column.name().contains("__"))
                        .forEach(column -> annotations.putIfAbsent(column.name(), column.expression()));
            }
        }
        query.annotations().forEach(annotation -> annotations.put(annotation.name(), annotation.expression()));
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
        this.beside = List.copyOf(others);
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
        this.summarizing = true;
        return this;
    }

    PathParser parser() {
        return parser;
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
     * Adds a list of values.
     *
     * @param type what its members are
     * @param like a column of that type; null where there is none
     * @param members instances of the type, or nulls
     * @return the list
     */
    public ValueList list(
            DataType<?> type, @Nullable Attribute like, List<? extends @Nullable Object> members) {
        boolean texts = type.isArray();
        Object list = Array.newInstance(texts ? Object.class : type.getType(), members.size());
        for (int i = 0; i < members.size(); i++) {
            Array.set(list, i, members.get(i));
        }
        DataType<?> bound = texts ? SQLDataType.CLOB : type;
        return new ValueList(bind(bound.getArrayDataType(), list), type, like);
    }

    /**
     * Adds a value.
     *
     * @param type how it is bound
     * @param value an instance of the type, or null
     * @return its place
     */
    public Expression.Param bind(DataType<?> type, @Nullable Object value) {
        if (values.size() >= limits.values()) {
            throw new LookupException("A query has at most " + limits.values()
                    + " values. For a long list of values use 'in'." + QuerySize.toRaise("values"));
        }
        values.add(ValueCopies.of(value));
        return new Expression.Param(values.size() - 1, type);
    }

    List<Expression.Param> bind(List<Operand.Bind> binds) {
        return binds.stream().map(bind -> bind(bind.type(), bind.value())).toList();
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
        if (depth >= limits.depth()) {
            throw QuerySize.tooDeep(limits);
        }
        if (++terms > limits.terms()) {
            throw QuerySize.tooManyTerms(limits);
        }
        depth++;
        try {
            return switch (term) {
                case Term.Lookup(String path, Object value) -> comparisons.of(lookup(path), value);
                case Term.On(Unresolved left, String lookup, Object value) ->
                    comparisons.of(on(resolve(left), lookup), value);
                case Term.Holds(Unresolved expression) -> holds(resolve(expression));
                case Term.And(List<Term> all) -> Predicate.and(predicates(all));
                case Term.Or(List<Term> any) -> Predicate.or(predicates(any));
                case Term.Xor(List<Term> odd) -> Predicate.xor(predicates(odd));
                case Term.Not(Term negated) -> Predicate.not(together(negated));
            };
        } finally {
            depth--;
        }
    }

    private List<Predicate> predicates(List<Term> all) {
        if (all.size() > limits.terms()) {
            throw QuerySize.tooManyTerms(limits);
        }
        return all.stream().map(this::predicate).toList();
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
        if (nested >= QuerySize.mostNested(limits)) {
            throw QuerySize.nestedTooDeep(limits);
        }
        nested++;
        try {
            Expression expression = new Expressions(this).of(part);
            if (nested == 1) {
                QuerySize.check(expression, limits);
            }
            return expression;
        } finally {
            nested--;
        }
    }

    private Predicate together(Term negated) {
        if (negated instanceof Term.And(List<Term> terms) && terms.size() == 1) {
            Predicate one = predicate(terms.get(0));
            return one instanceof Predicate.Or ? new Predicate.And(List.of(one)) : one;
        }
        return predicate(negated);
    }

    private static Predicate holds(Expression given) {
        Expression expression = settled(given);
        if (expression instanceof Expression.Condition(Predicate predicate)) {
            return predicate;
        }
        Class<?> type = expression.type().getType();
        if (type != Boolean.class && type != Object.class) {
            throw new LookupException(
                    "A filter is true or false; this expression is " + Values.typeName(expression.type()) + ".");
        }
        return new Predicate.Holds(expression);
    }

    /**
     * The left side of a comparison and its lookup.
     *
     * @param source the path for messages
     * @param left the value
     * @param lookup the lookup
     * @param target the model that it leads to, where it ends at a relation; else null
     * @param key the attribute of that model that the value refers to
     */
    record Compared(String source, Expression left, Lookup lookup, @Nullable Model target, @Nullable Attribute key) {}

    private Compared lookup(String path) {
        PathParser.Lookedup<Relation, QueryScope.Target> found = parser.lookup(names, path);
        if (!found.lookup().name().equals("isnull")) {
            refuseKeyless(found.path());
        }
        Expression left = transformed(base(found.path()), found.transforms());
        List<Relation> hops = found.path().hops();
        boolean relation = found.path().relation() && found.path().column() instanceof QueryScope.Target.Of;
        return new Compared(
                path,
                left,
                found.lookup(),
                relation ? hops.get(hops.size() - 1).target() : null,
                relation && found.path().column() instanceof QueryScope.Target.Of(Attribute key) ? key : null);
    }

    private Compared on(Expression left, String lookup) {
        PathParser.Tail tail = parser.tail(left.type(), "the expression", lookup);
        return new Compared(lookup, transformed(left, tail.remaining()), tail.lookup(), null, null);
    }

    /**
     * What rows of a key have in its columns.
     *
     * @param attribute the key
     * @param given the value; of a key of several columns a list of values
     * @return the values, in the types of the columns; null where no row can have them
     * @throws LookupException if it does not fit
     */
    public @Nullable List<Object> key(Attribute attribute, Object given) {
        return new TupleComparisons(this, comparisons).key(attribute, given);
    }

    /**
     * Two values are equal.
     *
     * @param left the one
     * @param right the other
     * @return the condition
     */
    public Predicate equal(Expression left, Expression right) {
        return new Predicate.Compare(left, parser.tail(left.type(), "the expression", "exact").lookup(), right);
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
        return value(path, /* counted= */ false);
    }

    private Expression value(String path, boolean counted) {
        PathParser.Path<Relation, QueryScope.Target> found = parser.value(names, path);
        if (!counted) {
            refuseKeyless(found);
        }
        return transformed(base(found), found.transforms());
    }

    private static void refuseKeyless(PathParser.Path<Relation, QueryScope.Target> path) {
        if (path.relation() && path.hops().getLast().keyless()) {
            Relation relation = path.hops().getLast();
            throw new LookupException("'" + relation.name() + "' in '" + path.source() + "' cannot be compared: "
                    + relation.target().name()
                    + " has no primary key. Count it, ask for isnull, or name one of its columns, '"
                    + relation.name() + "__…'.");
        }
    }

    /**
     * Whether a path ends at a relation of a model, and at which model's rows.
     *
     * @param path the path
     * @return the model at its end; null where it ends at a value
     */
    public @Nullable Model related(String path) {
        PathParser.Path<Relation, QueryScope.Target> found = parser.value(names, path);
        List<Relation> hops = found.hops();
        return found.relation() && found.transforms().isEmpty() ? hops.get(hops.size() - 1).target() : null;
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
        PathParser.Lookedup<Relation, QueryScope.Target> found = parser.lookup(names, lookup);
        PathParser.Path<Relation, QueryScope.Target> path = found.path();
        String name = found.lookup().name();
        boolean named = !path.transforms().isEmpty() || !name.equals("exact") || lookup.endsWith("__" + name);
        int less = (path.relation() ? 1 : 0) + (named ? 0 : 1);
        return path.hops().subList(0, Math.max(0, path.hops().size() - less));
    }

    private static Expression base(PathParser.Path<Relation, QueryScope.Target> path) {
        return switch (path.column()) {
            case QueryScope.Target.Annotation(String name, Expression expression) ->
                new Expression.Ref(name, expression);
            case QueryScope.Target.Of(Attribute attribute) -> {
                List<Hop> hops = new ArrayList<>();
                path.hops().forEach(relation -> hops.addAll(relation.hops()));
                yield column(hops, attribute);
            }
        };
    }

    private Expression transformed(Expression base, List<Transform.Applied> transforms) {
        Expression value = base;
        for (Transform.Applied applied : transforms) {
            value = new Expression.Transformed(value, applied.transform(),
                    applied.operands().stream().map(this::key).toList(), applied.type());
        }
        return value;
    }

    /** What a path binds on its way, such as a key of a JSON object, is one value however often the path is said. */
    private Expression.Param key(Operand.Bind bind) {
        Set<Integer> known = keys == null ? keysOf(query) : keys;
        keys = known;
        for (int index : known) {
            if (Objects.deepEquals(values.get(index), bind.value())) {
                return new Expression.Param(index, bind.type());
            }
        }
        Expression.Param param = bind(bind.type(), bind.value());
        known.add(param.index());
        return param;
    }

    private static Set<Integer> keysOf(Query query) {
        Set<Integer> keys = new LinkedHashSet<>();
        new Rewriter() {
            @Override
            public Expression.Param param(Expression.Param param) {
                return param;
            }

            @Override
            public Expression unbound(Expression.Unbound unbound) {
                return unbound;
            }

            @Override
            public Expression expression(Expression expression) {
                if (expression instanceof Expression.Transformed transformed) {
                    transformed.operands().forEach(operand -> keys.add(operand.index()));
                }
                return super.expression(expression);
            }
        }.query(query);
        return keys;
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
        if (!attribute.parts().isEmpty()) {
            return new Expression.Tuple(attribute.parts().stream().map(part -> column(path, part)).toList());
        }
        List<Hop> hops = new ArrayList<>(path);
        hops.addAll(attribute.via());
        Attribute column = attribute.origin();
        // From the side that is referred to there may be no row at the other end: such a hop must be made.
        while (!hops.isEmpty() && isTrimmed(hops.getLast(), column)) {
            Hop last = hops.removeLast();
            column = last.near().get(last.far().indexOf(column));
        }
        return new Expression.Column(List.copyOf(hops), column);
    }

    /**
     * A key of several columns at the end of a path, taken from the near side of its last hop where that has all of them.
     *
     * @param parts the columns of the key
     * @return columns that are all there, and equal to those, where there is a row at the end of the path
     */
    static List<Expression> near(List<Expression> parts) {
        List<Expression> near = new ArrayList<>();
        for (Expression part : parts) {
            if (!(part instanceof Expression.Column(List<Hop> path, Attribute attribute)) || path.isEmpty()
                    || !path.getLast().forward() || path.getLast().apart()
                    || !path.getLast().far().contains(attribute)) {
                return parts;
            }
            Hop last = path.getLast();
            near.add(column(path.subList(0, path.size() - 1), last.near().get(last.far().indexOf(attribute))));
        }
        return near;
    }

    private static boolean isTrimmed(Hop hop, Attribute column) {
        // Of a key of several columns one may be null while another is not, and then there is no row.
        return hop.forward() && !hop.apart() && hop.far().contains(column)
                && (hop.far().size() == 1 || !hop.optional());
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
        if (!(argument instanceof String path)) {
            return operand(argument);
        }
        try {
            return value(path, counted);
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
        return switch (operand) {
            case Unresolved expression -> resolve(expression);
            case BoundQuery query -> scalar(query);
            case Term term -> new Expression.Condition(predicate(term));
            case null -> bind(SQLDataType.OTHER, null);
            default -> literal(operand);
        };
    }

    private Expression literal(Object value) {
        if (value instanceof List<?> members) {
            return list(members);
        }
        DataType<?> type = TypeRules.of(value);
        if (type == null && value instanceof Object[] members && members.length > 0) {
            return list(Arrays.asList(members));
        }
        if (type == null) {
            throw new LookupException("A " + value.getClass().getSimpleName()
                    + " does not say which type it has in the database. Give value(…) the type.");
        }
        return literal(type, value);
    }

    /** An array of what its members are; of what an empty one would be, the server knows from what stands beside it. */
    private Expression list(List<?> members) {
        DataType<?> type = arrayOf(members);
        if (members.isEmpty()) {
            return bind(SQLDataType.OTHER, EMPTY);
        }
        if (type == null) {
            throw new LookupException(
                    "A list whose members are not all of one type does not say which type it has in the"
                            + " database. Give value(…) the type.");
        }
        return new Expression.Cast(bind(type, Values.convert(type, members)), type);
    }

    /** The type of an array of these, which may be arrays themselves; null where they are not all of one. */
    private static @Nullable DataType<?> arrayOf(List<?> members) {
        List<? extends @Nullable DataType<?>> types = members.stream().filter(Objects::nonNull)
                .map(member -> switch (member) {
                    case List<?> inner -> arrayOf(inner);
                    case Object[] inner when TypeRules.of(inner) == null -> arrayOf(Arrays.asList(inner));
                    default -> TypeRules.of(member);
                }).distinct().toList();
        DataType<?> member = types.size() == 1 ? types.get(0) : null;
        return member == null ? null : member.getArrayDataType();
    }

    /** Among values of JSON an empty list is one of JSON's. */
    private void emptyOfJson(Function function, List<Expression> arguments, List<? extends DataType<?>> types) {
        if (function != Function.COALESCE
                || types.stream().noneMatch(type -> type.getType() == JSONB.class || type.getType() == JSON.class)) {
            return;
        }
        for (Expression argument : arguments) {
            if (argument instanceof Expression.Param(int index, var type) && isEmpty(values.get(index))) {
                values.set(index, "[]");
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // a text of the same characters is another value
    private static boolean isEmpty(@Nullable Object value) {
        return value == EMPTY;
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
        Expression.Param param = bind(type, Values.convert(type, value));
        // Some travel as text, and only a cast says what they are.
        return SENT_AS_TEXT.contains(type.getType()) ? new Expression.Cast(param, type) : param;
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
        given.forEach(Resolver::single);
        List<Expression> arguments = ALIKE.contains(function) ? alike(given) : given;
        List<? extends DataType<?>> types = arguments.stream().map(Expression::type).toList();
        emptyOfJson(function, arguments, types);
        function.check(types);
        Expression.Call searching = Searches.call(function, arguments, function.type(types));
        return searching != null ? searching : new Expression.Call(function, arguments, function.type(types));
    }

    /** Texts that stand beside an enum, an address or a range are such: the server takes only values of one type. */
    private List<Expression> alike(List<Expression> arguments) {
        return arguments.stream()
                .filter(argument -> !(argument instanceof Expression.Param))
                .<DataType<?>>map(Expression::type)
                .filter(TypeRules::isSpelled)
                .findFirst()
                .map(wanted -> arguments.stream().map(argument -> spelled(argument, wanted)).toList())
                .orElse(arguments);
    }

    private Expression spelled(Expression argument, DataType<?> wanted) {
        if (!(argument instanceof Expression.Param(int index, var type)) || type.getType() != String.class
                || !(values.get(index) instanceof String text)) {
            return argument;
        }
        values.set(index, Values.convert(wanted, text));
        return new Expression.Param(index, wanted);
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

    // ---- Queries as values ----

    /**
     * Places a query inside of the one that is composed.
     *
     * @param inner the query
     * @return the same query, its values among those of this resolver
     */
    public Query embed(BoundQuery inner) {
        guests.accept(inner);
        return moving(inner.values(), this::value).query(inner.query());
    }

    /**
     * Places a query beside the one that is composed, on the same level.
     *
     * @param other the query
     * @return the same query, its values among those of this resolver
     */
    public Query adopt(BoundQuery other) {
        guests.accept(other);
        return moving(other.values(), null).query(other.query());
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
        return moving(from, null).common(common);
    }

    private QueryEmbedding moving(List<? extends @Nullable Object> from,
            java.util.function.@Nullable Function<String, Expression> outer) {
        return new QueryEmbedding(from, this::bind, outer) {
            @Override
            public Query query(Query query) {
                if (queries >= limits.depth()) {
                    throw QuerySize.queriesTooDeep(limits);
                }
                queries++;
                try {
                    return super.query(query);
                } finally {
                    queries--;
                }
            }

            @Override
            public CommonTable common(CommonTable common) {
                for (CommonTable known : commons()) {
                    if (known.name().equals(common.name())) {
                        if (!CteRules.same(known, values, common, from)) {
                            throw CommonTables.clash(common.name());
                        }
                        return known;
                    }
                }
                CommonTable moved = super.common(common);
                commons().add(moved);
                return moved;
            }
        };
    }

    /** Those of the query, and those of other queries that this call has brought in. */
    private List<CommonTable> commons() {
        List<CommonTable> known = commons;
        if (known == null) {
            known = new ArrayList<>(CommonTables.known(query));
            for (Query other : beside) {
                known.addAll(CommonTables.known(other));
            }
            commons = known;
        }
        return known;
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
        Query query = embed(inner);
        if (kind == Expression.Subquery.Kind.EXISTS) {
            return new Expression.Subquery(query, kind, SQLDataType.BOOLEAN);
        }
        Query one = SubqueryColumns.columns(query, null);
        List<Expression> columns = SubqueryColumns.selected(one);
        if (columns.size() != 1) {
            throw new LookupException("A query that stands for one value selects one column, not " + columns.size()
                    + ". Say which with values(…).");
        }
        DataType<?> type = columns.get(0).type().nullable(true);
        return new Expression.Subquery(
                one, kind, kind == Expression.Subquery.Kind.ARRAY ? type.getArrayDataType() : type);
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
        if (criterion.equals(RANDOM) || criterion.equals("-" + RANDOM)) {
            return List.of(new Order.Random());
        }
        boolean descending = criterion.startsWith("-");
        boolean signed = descending || criterion.startsWith("+");
        return new Orderings(this).by(signed ? criterion.substring(1) : criterion, descending);
    }

    /**
     * The order that the model's rows are in where no other was asked for.
     *
     * @return the criteria
     * @throws LookupException if a name is unknown
     */
    public List<Order> usualOrder() {
        try {
            return model.ordering().stream().flatMap(one -> order(one).stream()).toList();
        } catch (Orderings.Circle circle) {
            return List.of(new Order.Endless(Objects.requireNonNull(circle.getMessage())));
        }
    }

    /**
     * What a criterion means.
     *
     * @param said as it was said
     * @return the criteria, more than one only for a relation
     * @throws LookupException if a name is unknown
     */
    public List<Order> orders(Ordered said) {
        List<Order> orders = switch (said) {
            case Ordered.Path(String path, Boolean nullsFirst) -> order(path);
            case Ordered.By(Unresolved expression, boolean descending, Boolean nullsFirst) ->
                List.of(new Order.By(settled(resolve(expression)), descending));
        };
        Boolean first = switch (said) {
            case Ordered.Path path -> path.nullsFirst();
            case Ordered.By by -> by.nullsFirst();
        };
        return first == null ? orders : orders.stream().map(order -> order.nulls(first)).toList();
    }

    /**
     * What rows are ordered by, once values of them are selected.
     *
     * @param orders the criteria so far
     * @return the same, but that a relation whose key is selected orders by that
     */
    public List<Order> orderSelected(List<Order> orders) {
        return new Orderings(this).selected(orders);
    }

    /**
     * One of the criteria that a model's rows are ordered by.
     *
     * @param criterion a name, or what is computed
     * @return the criteria, more than one only for a relation
     * @throws LookupException if a name is unknown
     */
    public List<Order> order(Criterion criterion) {
        return switch (criterion.said()) {
            case Criterion.Name(String path) -> order(path);
            case Ordered computed -> {
                List<Order> orders = orders(computed);
                if (orders.stream()
                        .anyMatch(one -> one instanceof Order.By by && Traversal.aggregates(by.expression()))) {
                    throw new LookupException("The rows of " + model.name()
                            + " cannot be ordered by an aggregate, which is of several rows.");
                }
                yield orders;
            }
            default -> throw new LookupException("The rows of " + model.name() + " cannot be ordered by a "
                    + criterion.getClass().getSimpleName() + ". Use names, expressions and Ordering.by(…).");
        };
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
        return parser.value(names, path);
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
        for (Expression argument : arguments) {
            if (!summarizing && !ofGroups && Traversal.aggregates(argument)) {
                throw new LookupException("Cannot compute " + function.label() + " of '" + label
                        + "': it is computed of groups itself, and cannot be part of one.");
            }
            if (!summarizing && Traversal.any(argument, Expression.Window.class::isInstance)) {
                throw new LookupException("Cannot compute " + function.label() + " of '" + label
                        + "': it is computed over a window itself, which comes after groups.");
            }
            if (!function.accepts(argument.type())) {
                throw new LookupException("Cannot compute " + function.label() + " of '" + label + "': it is "
                        + Values.typeName(argument.type()) + ".");
            }
        }
        return new Expression.Aggregate(
                function,
                arguments,
                false,
                null,
                List.of(),
                function.type(arguments.stream().map(Expression::type).toList()));
    }

    // ---- Assignments ----

    /**
     * A column and a new value for it.
     *
     * @param attribute the name of a column of the model itself, or of a foreign key
     * @param value the value; an instance for a foreign key
     * @return the assignment
     * @throws LookupException if there is no such column, it cannot be written, or the value does not fit
     */
    public Statement.Assignment assignment(String attribute, @Nullable Object value) {
        PathParser.Path<Relation, QueryScope.Target> path = parser.column(names, attribute);
        if (!(base(path) instanceof Expression.Column(List<Hop> hops, Attribute column)) || !hops.isEmpty()) {
            throw new LookupException("Cannot assign to '" + attribute + "' on " + model.name()
                    + ": only columns of " + model.name() + " itself can be written.");
        }
        Object given = value instanceof Keyed row
                ? Comparisons.key(
                        attribute,
                        path.relation() ? path.hops().get(path.hops().size() - 1).target() : null,
                        path.column() instanceof QueryScope.Target.Of(Attribute key) ? key : column,
                        row)
                : value;
        return assignment(column, given, attribute);
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
        return assignment(attribute, value, attribute.name());
    }

    /** By the name that it was asked for: a relation and its column have each their own. */
    private Statement.Assignment assignment(Attribute attribute, @Nullable Object value, String asked) {
        if (attribute.computed()) {
            throw new LookupException("Cannot assign to '" + attribute.name() + "' on " + model.name()
                    + ": the database computes it.");
        }
        return new Statement.Assignment(
                attribute,
                bind(attribute.type(),
                        value == null ? null : Values.convert(attribute.type(), value, asked)));
    }
}
