package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows at the other end of one relation, for many instances at once: each comes with the place of its parent's key among
 * those of all. A slice is taken for each instance on its own, by {@code row_number()}.
 */
final class RelatedRows {
    private static final String NUMBER = "number";

    private final Relation relation;
    private final QuerySet<?> rows;
    private final List<Attribute> near;
    private final List<Attribute> like;
    private final List<Expression> far;

    private RelatedRows(Relation relation, Model parent, QuerySet<?> rows) {
        int start = start(relation, parent);
        this.relation = relation;
        this.rows = rows;
        Hop hop = relation.hops().get(start);
        Hop opposite = hop.opposite();
        this.near = hop.near();
        this.like = opposite == null ? near : opposite.far();
        this.far = far(relation, start, rows.evaluations().model());
    }

    /** The related rows of all parents, which know them from then on; they are as the parents in what they may fetch. */
    static void load(
            Relation relation,
            String name,
            boolean named,
            @Nullable QuerySet<?> rows,
            List<State<?>> parents,
            Session database) {
        State<?> first = parents.get(0);
        LazyLoad.of(first.model(), near(relation, first.model())).load(parents, database).all();
        QuerySet<?> all = rows != null ? rows : QuerySet.of(new InstanceType<>(relation.target(), Row::new), database);
        QuerySet<?> within = all.within(database).fetchModeUnlessSaid(mode(first));
        new RelatedRows(relation, first.model(), within).load(name, named, parents);
    }

    /** The rows of one instance, as a query set that has not been evaluated. */
    static <R extends Instance<R>> QuerySet<R> of(Relation relation, State<?> parent, InstanceType<R> type) {
        QuerySet<R> all = QuerySet.of(type, parent.databaseOrNull()).fetchModeUnlessSaid(mode(parent));
        RelatedRows related = new RelatedRows(relation, parent.model(), all);
        List<Object> key = related.key(parent);
        if (key == null) {
            return all.none();
        }
        KeyFilter among = new KeyFilter(related.like);
        among.add(key);
        return all.with(resolver -> among.predicate(resolver, related.far));
    }

    private static FetchMode mode(State<?> parent) {
        return parent.loaded().peers() == null ? FetchMode.RAISE : FetchMode.PEERS;
    }

    /** The step that a row makes by values which it has itself: before it are but links to parents, whose columns it has. */
    private static int start(Relation relation, Model model) {
        List<Hop> hops = relation.hops();
        int start = 0;
        while (start + 1 < hops.size() && hops.get(start).forward() && hasAll(model, hops.get(start + 1).near())) {
            start++;
        }
        return start;
    }

    private static boolean hasAll(Model model, List<Attribute> attributes) {
        return attributes.stream().allMatch(
                one -> model.attributes().stream().anyMatch(mine -> isSame(mine.origin(), one.origin())));
    }

    private static boolean isSame(Attribute one, Attribute other) {
        return one == other
                || (SameTable.is(one.model(), other.model()) && one.column().equals(other.column()));
    }

    /** The attributes that a relation goes by, of the model's own or inherited. */
    static List<Attribute> near(Relation relation, Model model) {
        return relation.hops().get(start(relation, model)).near().stream().map(one -> own(model, one)).toList();
    }

    /** What the related rows have in common with the instance: columns of their own, or of the table between. */
    private static List<Expression> far(Relation relation, int start, Model target) {
        List<Hop> back = new ArrayList<>();
        for (Hop hop : relation.hops().subList(start + 1, relation.hops().size()).reversed()) {
            Hop opposite = hop.opposite();
            if (opposite == null) {
                throw new DunderException("'" + relation + "' cannot be followed from its other end.");
            }
            back.add(opposite);
        }
        if (!back.isEmpty()) {
            back.addAll(0, links(target, back.get(0).source()));
        }
        return relation.hops().get(start).far().stream()
                .map(attribute -> back.isEmpty()
                        ? Resolver.column(List.of(), own(target, attribute))
                        : new Expression.Column(List.copyOf(back), attribute))
                .toList();
    }

    /** The way from a model to a parent of it, or to itself. */
    private static List<Hop> links(Model child, Model parent) {
        if (SameTable.is(child, parent)) {
            return List.of();
        }
        return child.attributes().stream()
                .map(Attribute::via)
                .filter(via -> !via.isEmpty() && SameTable.is(via.getLast().target(), parent))
                .findFirst()
                .orElse(List.of());
    }

    /** Whether rows of one model are rows of another: of the same table, or of one that extends it. */
    static boolean isA(Model model, Model other) {
        return SameTable.is(model, other) || !links(model, other).isEmpty();
    }

    /** The attribute as the model has it, which may have inherited it. */
    static Attribute own(Model model, Attribute attribute) {
        return model.attributes().stream()
                .filter(mine -> isSame(mine.origin(), attribute.origin()))
                .findFirst()
                .orElse(attribute);
    }

    /** What an instance refers to its related rows by; null where it refers to none. */
    private @Nullable List<Object> key(State<?> parent) {
        List<Object> key = new ArrayList<>();
        for (Attribute attribute : near) {
            Object value = parent.value(own(parent.model(), attribute).index());
            if (value == null) {
                return null;
            }
            key.add(value);
        }
        return key;
    }

    private void load(String name, boolean named, List<State<?>> parents) {
        KeyFilter among = new KeyFilter(like);
        for (State<?> parent : parents) {
            List<Object> key = key(parent);
            if (key != null) {
                among.add(key);
            }
        }
        Map<Long, List<Instance<?>>> found = among.isEmpty() ? Map.of() : children(rows, among);
        for (State<?> parent : parents) {
            List<Object> key = key(parent);
            List<Instance<?>> mine = key == null ? List.of() : found.getOrDefault(among.place(key), List.of());
            Relation back = relation.inverse();
            if (relation.hops().size() == 1 && back != null && !back.toMany()) {
                // They are there because one refers to the other: the way back need not be asked for again.
                for (Instance<?> one : mine) {
                    if (one.state().loaded().get(back.accessor()) == null) {
                        one.state().loaded().one(back, parent);
                    }
                }
            }
            if (relation.toMany() || (named && mine.size() > 1)) {
                parent.loaded().put(name, new RelationCache.Found.Many(List.copyOf(mine)));
            } else {
                parent.loaded().put(name, new RelationCache.Found.One(mine.isEmpty() ? null : mine.get(0).state()));
            }
        }
    }

    private <R extends @Nullable Object> Map<Long, List<Instance<?>>> children(QuerySet<R> set, KeyFilter among) {
        Expression.Place[] place = new Expression.Place[1];
        QuerySet<R> whole = set.changed((query, resolver) -> {
            place[0] = among.place(resolver, far);
            Query whose = relation.toMany() ? query : query.inAnyOrder();
            Query all = KeyFilter.query(whose.slice(null, null), place[0]);
            return query.sliced() ? sliced(query, all, place[0], resolver, set) : all;
        });
        Map<Long, List<Instance<?>>> found = new HashMap<>();
        whole.evaluations().beside(place[0]).now().forEach((row, number) -> found
                .computeIfAbsent((Long) Objects.requireNonNull(number), none -> new ArrayList<>())
                .add((Instance<?>) Objects.requireNonNull(row)));
        return found;
    }

    /** The same slice for each parent. */
    private static Query sliced(
            Query query, Query all, Expression.Place place, Resolver resolver, QuerySet<?> set) {
        Expression number = new Expression.Window(
                resolver.call(Function.ROW_NUMBER, List.of()), List.of(place), query.ordering().effective(), null);
        Query placed = all.step(new Step.Annotation(NUMBER, number, false));
        Expression ref = new Expression.Ref(NUMBER, number);
        Expression.Param offset = query.offset();
        Expression.Param limit = query.limit();
        long from = offset == null ? 0 : set.number(offset);
        Query result = placed;
        if (offset != null) {
            result = result.filter(match(resolver, ref, "gt", from));
        }
        return limit == null ? result : result.filter(match(resolver, ref, "lte", from + set.number(limit)));
    }

    private static Predicate match(Resolver resolver, Expression left, String lookup, Object value) {
        Lookup found = new PathParser(resolver.model().registry()).tail(SQLDataType.BIGINT, NUMBER, lookup).lookup();
        return new Predicate.Match(left, found, List.of(resolver.bind(SQLDataType.BIGINT, value)));
    }
}
