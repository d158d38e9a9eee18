package dev.dunder;

import dev.dunder.compose.CteJoin;
import dev.dunder.compose.Names;
import dev.dunder.fetch.FetchPlan;
import dev.dunder.fetch.InstanceMapping;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.QueryColumn;
import dev.dunder.model.Relation;
import dev.dunder.query.CommonTable;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.CteColumns;
import dev.dunder.resolve.CteRules;
import dev.dunder.resolve.RecursiveCtes;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Unresolved;
import dev.dunder.run.DatabaseChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A common table expression: a query set by a name, which stands once before the statement, and whose rows other query sets
 * read like those of a table.
 *
 * {@snippet :
 * Cte perAuthor = Cte.of("per_author", entries.values("author_id").annotate(count("id").as("n")));
 *
 * perAuthor.objects().filter("n__gt", 3).values("author__name", "n");          // it is queried,
 * // with per_author (author_id, n) as (select author_id, count(id) from entry group by author_id)
 * // select author.name, per_author.n from per_author join author on … where per_author.n > ?
 *
 * authors.withCte(perAuthor.on("id", "author_id")).orderBy("-per_author__n");  // or it is a relation of another query set
 * // with … select … from author left join per_author on author.id = per_author.author_id order by per_author.n desc
 * }
 *
 * <p>Its columns are what the query set selects, by the names that this has in the result; of instances all attributes and
 * annotations. One that is a column of a table has the relations that start there, as {@code author} above. An order is
 * dropped, unless it decides which rows a slice has.
 *
 * <p>A recursive one, {@link #recursive}, makes rows of those that it has already: all that is below a category, whoever
 * reports to somebody.
 *
 * <p>Immutable, sends nothing, and safe to share between threads. Its values are bound.
 */
public final class Cte {
    private final Model base;
    private final List<QueryColumn> columns;
    private final Model model;
    private final @Nullable CommonTable common;
    private final DatabaseChoice where;
    private final List<@Nullable Object> values;
    private final boolean open;

    /** Within its own step it has no {@code common} yet. */
    private Cte(
            Model base,
            List<QueryColumn> columns,
            Model model,
            @Nullable CommonTable common,
            DatabaseChoice where,
            List<@Nullable Object> values,
            boolean open) {
        this.base = base;
        this.columns = columns;
        this.model = model;
        this.common = common;
        this.where = where;
        this.values = values;
        this.open = open;
    }

    /**
     * A query set by a name.
     *
     * @param name letters, digits and underscores, not beginning with a digit, at most 63 and no two underscores in a row;
     *        not the name of a table that is read in the same statement
     * @param rows the query set
     * @return the common table expression
     * @throws LookupException if the name is another one, a column of the query set has no name to look it up by, two have the
     *         same, or it locks rows or is about a query around it
     */
    public static Cte of(String name, QuerySet<?> rows) {
        Query query = named(name, rows);
        List<QueryColumn> columns = CteColumns.columns(List.of(query), checked(name));
        Model base = query.model();
        Model model = base.ofRows(name, columns, CteColumns.key(query));
        BoundQuery bound = rows.request().embedded();
        return new Cte(base, columns, model, new CommonTable(model, query, null, null), rows.request().where(),
                bound.values(), bound.open());
    }

    /**
     * A query set that goes on from its own rows, until there are no more: {@code WITH RECURSIVE … UNION ALL}.
     *
     * {@snippet :
     * Cte tree = Cte.recursive("tree",
     *         categories.filter("id", 7).values(f("id"), value(0).as("depth")),
     *         self -> categories.withCte(self.on("parent_id", "id")).values(f("id"), f("tree__depth").plus(1).as("depth")));
     * // with recursive tree (id, depth) as (
     * //     select category.id, ? from category where category.id = ?
     * //     union all
     * //     select category.id, tree.depth + ? from category join tree on category.parent_id = tree.id)
     *
     * categories.withCte(tree.on("id", "id").inner()).orderBy("tree__depth", "name");
     * }
     *
     * <p>The step reads {@code self} once, as what it starts from, {@code self.objects()}, or by {@code withCte(self.on(…))},
     * which there is an inner join to one row. It selects as many values as the start, in the same order and of the same
     * types; texts and decimals are cast where they differ in length. PostgreSQL has no aggregates in it.
     *
     * <p>Where the data may have a circle, rows would follow without an end. {@link #distinct} ends that if the columns come
     * round again, as keys do and a depth does not; beside a depth let the step say how far it goes: {@code
     * filter("tree__depth__lt", 100)}. A {@link QuerySet#timeout timeout} ends what goes on all the same.
     *
     * @param name as in {@link #of}
     * @param start the first rows
     * @param step makes of these, and then of what it made, the next rows
     * @return the common table expression
     * @throws LookupException if PostgreSQL would not take it
     */
    public static Cte recursive(String name, QuerySet<?> start, Function<Cte, ? extends QuerySet<?>> step) {
        Query first = named(name, start);
        List<QueryColumn> seen = RecursiveCtes.columns(CteColumns.columns(List.of(first), checked(name)));
        Model base = first.model();
        Model self = base.ofRows(name, seen, List.of());
        QuerySet<?> next = LookupException.given(step, "a step")
                .apply(new Cte(base, seen, self, null, start.request().where(), List.of(), false));
        Query further = named(name, next);

        Resolver resolver = new Resolver(base);
        BoundQuery begun = start.request().embedded();
        BoundQuery following = next.request().embedded();
        Query here = resolver.adopt(new BoundQuery(first, begun.values(), null));
        start.request().admit(following);
        Query there = resolver.adopt(new BoundQuery(further, following.values(), null));
        CommonTable both = RecursiveCtes.of(self, seen, here, there, true);
        List<QueryColumn> columns = CteColumns.columns(both.parts(), name);
        Model model = base.ofRows(name, columns, List.of());
        return new Cte(base, columns, model, renamed(both, model), start.request().where(), resolver.values(),
                begun.open() || following.open());
    }

    private static Query named(String name, QuerySet<?> rows) {
        Query query = LookupException.given(rows, "a query set").request().query();
        CteRules.refuseDepth(query, rows.request().where().limits());
        CteRules.refuseOuter(query, name);
        CteRules.refuseLocks(query, name);
        return CteColumns.named(query);
    }

    private static String checked(String name) {
        if (LookupException.given(name, "the name of a common table expression").contains(PathParser.SEPARATOR)) {
            throw new LookupException("Cannot call something '" + name
                    + "': two underscores in a row lead from a relation to its columns.");
        }
        return Names.checked(name);
    }

    private static CommonTable renamed(CommonTable common, Model model) {
        return new CommonTable(model, common.start(), common.recursion(), common.materialized());
    }

    private Cte with(CommonTable changed) {
        return new Cte(base, columns, changed.model(), changed, where, values, open);
    }

    private CommonTable known(String call) {
        if (common == null) {
            throw new LookupException("Cannot call " + call + "(…) on '" + model.name()
                    + "' within its own step. Call it on what Cte.recursive(…) gives back.");
        }
        return common;
    }

    /**
     * A recursive one that keeps equal rows once and does not go on from them again: {@code UNION} instead of {@code UNION
     * ALL}. Where all its columns come round again in a circle, it ends there.
     *
     * @return the common table expression without equal rows
     * @throws LookupException if it is not recursive
     */
    public Cte distinct() {
        CommonTable all = known("distinct");
        CommonTable.Recursion recursion = all.recursion();
        if (recursion == null) {
            throw new LookupException("'" + model.name()
                    + "' is not recursive. Call distinct() on the query set that it is of.");
        }
        List<String> key = model.primaryKey().isEmpty()
                ? columns.stream().map(QueryColumn::name).toList()
                : model.primaryKey().stream().map(Attribute::name).toList();
        return with(new CommonTable(base.ofRows(model.name(), columns, key), all.start(),
                new CommonTable.Recursion(recursion.step(), false), all.materialized()));
    }

    /**
     * Says that no two of its rows are equal in some columns, where that does not follow from the query set. These are its
     * primary key then, as {@code pk} and {@code first()} take it; and joined by them, it has one row for each at most. That
     * it is so is not checked.
     *
     * <p>It is known of rows of a model with their key, and of what is grouped by {@code values(…)} or distinct where none of
     * these values takes null.
     *
     * @param column a column
     * @param more further columns
     * @return the common table expression with that key
     * @throws LookupException if there is no such column
     */
    public Cte key(String column, String... more) {
        CommonTable keyless = known("key");
        List<String> key = Names.paths(column, more);
        key.forEach(model::attribute);
        return with(renamed(keyless, base.ofRows(model.name(), columns, key)));
    }

    /**
     * Computed once and on its own, whatever reads it: {@code AS MATERIALIZED (…)}.
     *
     * @return the common table expression
     */
    public Cte materialized() {
        return materialized(known("materialized"), true);
    }

    /**
     * Planned as a part of what reads it: {@code AS NOT MATERIALIZED (…)}. Without either, PostgreSQL does so with what is
     * read once.
     *
     * @return the common table expression
     */
    public Cte notMaterialized() {
        return materialized(known("notMaterialized"), false);
    }

    private Cte materialized(CommonTable any, boolean materialized) {
        return with(new CommonTable(any.model(), any.start(), any.recursion(), materialized));
    }

    /**
     * Its rows, as a query set of their own.
     *
     * @return all rows, in the database of the query set that it is of
     */
    public QuerySet<Row> objects() {
        Request<Row> all = Request.of(embedded().query(), values, Row.type(model), where);
        return new QuerySet<>(open ? all.filteredByNothing() : all);
    }

    /**
     * What it is joined by, for {@link QuerySet#withCte}.
     *
     * @param near a column of the query set that it is joined to, here or across relations
     * @param far the column of this common table expression that is equal to it
     * @param more further columns, near and far in turn
     * @return the join, under the name of the common table expression
     * @throws LookupException if there is no such column here
     */
    public Join on(String near, String far, String... more) {
        if (LookupException.allGiven(more, "the name of a column").size() % 2 != 0) {
            throw new LookupException("Columns to join '" + model.name() + "' by come in twos: near and far.");
        }
        Join join = new Join(this, model.name(), List.of(), common == null).and(near, far);
        for (int i = 0; i < more.length; i += 2) {
            join = join.and(more[i], more[i + 1]);
        }
        return join;
    }

    /**
     * The same by what is computed, or a constant: {@code perDay.on(f("seen__date"), "day")}, {@code rates.on(value("EUR"),
     * "currency").and("day", "day")}.
     *
     * @param near a value of the row that it is joined to; an aggregate or a window is none
     * @param far the column of this common table expression that is equal to it
     * @return the join, under the name of the common table expression
     * @throws LookupException if there is no such column here
     */
    public Join on(Expr near, String far) {
        return new Join(this, model.name(), List.of(), common == null).and(near, far);
    }

    Model model() {
        return model;
    }

    /** A query for all its rows; within its own step one that does not say what they are. */
    BoundQuery embedded() {
        Query all = Query.of(model);
        return new BoundQuery(common == null ? all : all.reading(List.of(common)), values, where.named(),
                false, open);
    }

    /** Its name and columns. */
    @Override
    public String toString() {
        return "Cte " + model.name() + columns.stream().map(QueryColumn::name).toList();
    }

    /**
     * A common table expression as a relation of a query set: see {@link Cte#on}. Immutable, and safe to share between threads.
     *
     * <p>Where it is joined by columns in which no two of its rows are equal, it is a relation to one row; else one to many
     * rows, with all that follows: chained filters may be about different rows, {@code exclude} keeps those that have no such
     * row, aggregates do not multiply each other's rows.
     */
    public static final class Join {
        private final Cte cte;
        private final String name;
        private final List<Pair> pairs;
        private final boolean inner;

        /**
         * Two values that are equal.
         *
         * @param near the one, of the query set
         * @param label what messages call it
         * @param far the other, a column of the common table expression
         */
        private record Pair(Unresolved near, String label, Attribute far) {}

        private Join(Cte cte, String name, List<Pair> pairs, boolean inner) {
            this.cte = cte;
            this.name = name;
            this.pairs = pairs;
            this.inner = inner;
        }

        /**
         * By one more column.
         *
         * @param near a column or an annotation of the query set that it is joined to, here or across relations
         * @param far the column of the common table expression that is equal to it
         * @return the join
         * @throws LookupException if there is no such column in the common table expression
         */
        public Join and(String near, String far) {
            String path = LookupException.given(near, "the name of a column");
            return and(new Pair(new Unresolved.Path(path), path, cte.model.attribute(far)));
        }

        /**
         * By what is computed, or a constant.
         *
         * @param near a value of the row that it is joined to; an aggregate or a window is none
         * @param far the column of the common table expression that is equal to it
         * @return the join
         * @throws LookupException if there is no such column in the common table expression
         */
        public Join and(Expr near, String far) {
            return and(new Pair(LookupException.given(near, "a value").expression(), "a value",
                    cte.model.attribute(far)));
        }

        private Join and(Pair pair) {
            List<Pair> all = new ArrayList<>(pairs);
            all.add(pair);
            return new Join(cte, name, List.copyOf(all), inner);
        }

        /**
         * Under another name, as where the same common table expression is joined twice.
         *
         * @param as the name, as of a {@link Cte#of common table expression}
         * @return the join under that name
         * @throws LookupException if it is another kind of name
         */
        public Join as(String as) {
            return new Join(cte, checked(as), pairs, inner);
        }

        /**
         * Without the rows for which it has none, and joined whether something asks for it or not.
         *
         * @return the inner join
         */
        public Join inner() {
            return new Join(cte, name, pairs, true);
        }

        /** As those see it who join it. */
        CteJoin join() {
            return new CteJoin() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public BoundQuery rows() {
                    return cte.embedded();
                }

                @Override
                public Step.Filtered step(Resolver resolver) {
                    return Join.this.step(resolver);
                }
            };
        }

        /** The relation from the model of a query set: by columns, and on the condition that what is computed is equal. */
        private Step.Filtered step(Resolver resolver) {
            List<Hop> way = List.of();
            List<Attribute> columns = new ArrayList<>();
            List<Attribute> far = new ArrayList<>();
            Map<Attribute, Expression> computed = new LinkedHashMap<>();
            for (Pair pair : pairs) {
                Expression near = Resolver.settled(resolver.resolve(pair.near()));
                refuseToCompare(pair.label(), near.type(), pair.far());
                if (near instanceof Expression.Column column) {
                    if (!columns.isEmpty() && !way.equals(column.path())) {
                        throw new LookupException("'" + name + "' is joined by columns of one model, and '"
                                + pair.label() + "' is of another than '" + pairs.get(0).label() + "'.");
                    }
                    way = column.path();
                    columns.add(column.attribute());
                    far.add(pair.far());
                } else {
                    refuseOfSeveral(pair.label(), near);
                    computed.put(pair.far(), near);
                }
            }
            far.addAll(computed.keySet());
            boolean toOne = cte.common == null
                    || (!cte.model.primaryKey().isEmpty() && far.containsAll(cte.model.primaryKey()));
            Relation relation = resolver.model().relating(name, way, cte.model, columns, far, !toOne, inner);
            return new Step.Filtered(name, relation, Predicate.and(computed.entrySet().stream()
                    .map(pair -> resolver.equal(
                            new Expression.Column(relation.hops(), pair.getKey()), pair.getValue()))
                    .toList()));
        }

        private void refuseOfSeveral(String label, Expression near) {
            if (near instanceof Expression.Tuple || Traversal.aggregates(near)
                    || Traversal.any(near, part -> part instanceof Expression.Window)) {
                throw new LookupException("'" + name + "' cannot be joined by '" + label
                        + "', which is no single value of a row. What is computed of several rows can be compared by"
                        + " filter(…).");
            }
        }

        private void refuseToCompare(String path, DataType<?> here, Attribute there) {
            DataType<?> type = there.type();
            if (here.getType() != type.getType() && !(isNumber(here) && isNumber(type))) {
                throw new LookupException("'" + name + "' cannot be joined by '" + path + "' and '" + there.name()
                        + "': the one is " + Values.typeName(here) + ", the other " + Values.typeName(type)
                        + ". Make a column of the same type with cast(…).");
            }
        }

        private static boolean isNumber(DataType<?> type) {
            return dev.dunder.query.TypeRules.isNumber(type);
        }
    }
}
