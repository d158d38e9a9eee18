package dev.dunder.fetch;

import dev.dunder.compose.Composer;
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
public final class RelatedRows {
    private static final String NUMBER = "number";

    private final Relation relation;
    private final Request<?> rows;
    private final List<Attribute> near;
    private final List<Attribute> like;
    private final List<Expression> far;

    private RelatedRows(Relation relation, Model parent, Request<?> rows) {
        int start = start(relation, parent);
        this.relation = relation;
        this.rows = rows;
        Hop hop = relation.hops().get(start);
        Hop opposite = hop.opposite();
        this.near = hop.near();
        this.like = opposite == null ? near : opposite.far();
        this.far = far(relation, start, rows.model());
    }

    /** The related rows of all parents, which know them from then on; they are as the parents in what they may fetch. */
    static void load(
            Relation relation,
            String name,
            boolean named,
            @Nullable Request<?> rows,
            List<RowState> parents,
            Session database) {
        RowState first = parents.get(0);
        LazyLoad.of(first.model(), near(relation, first.model())).load(parents, database).all();
        Request<?> all = rows != null
                ? rows
                : Request.all(InstanceType.rows(relation.target()), first.where().of(database));
        Request<?> within = all.within(database).peersUnlessSaid(hasPeers(first));
        new RelatedRows(relation, first.model(), within).load(name, named, parents);
    }

    /** The rows of one instance, which have not been asked for. */
    public static <T> Request<T> of(Relation relation, RowState parent, InstanceType<T> type) {
        Request<T> all = Request.all(type, parent.where()).peersUnlessSaid(hasPeers(parent));
        RelatedRows related = new RelatedRows(relation, parent.model(), all);
        List<Object> key = related.key(parent);
        if (key == null) {
            return all.composed(Composer::none);
        }
        KeyFilter among = new KeyFilter(related.like);
        among.add(key);
        return all.changed((query, resolver) -> query.filter(among.predicate(resolver, related.far)));
    }

    private static boolean hasPeers(RowState parent) {
        return parent.loaded().peers() != null;
    }

    /** The step that a row makes by values which it has itself: before it are but links to parents, whose columns it has. */
    public static int start(Relation relation, Model model) {
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
    public static boolean isA(Model model, Model other) {
        return SameTable.is(model, other) || !links(model, other).isEmpty();
    }

    /** The attribute as the model has it, which may have inherited it. */
    public static Attribute own(Model model, Attribute attribute) {
        return model.attributes().stream()
                .filter(mine -> isSame(mine.origin(), attribute.origin()))
                .findFirst()
                .orElse(attribute);
    }

    /** What an instance refers to its related rows by; null where it refers to none. */
    private @Nullable List<Object> key(RowState parent) {
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

    private void load(String name, boolean named, List<RowState> parents) {
        KeyFilter among = new KeyFilter(like);
        for (RowState parent : parents) {
            List<Object> key = key(parent);
            if (key != null) {
                among.add(key);
            }
        }
        Map<Long, List<RowState>> found = among.isEmpty() ? Map.of() : children(rows, among);
        InstanceType<?> type = Objects.requireNonNull(rows.type());
        for (RowState parent : parents) {
            List<Object> key = key(parent);
            List<RowState> mine = key == null ? List.of() : found.getOrDefault(among.place(key), List.of());
            Relation back = relation.inverse();
            if (relation.hops().size() == 1 && back != null && !back.toMany()) {
                // They are there because one refers to the other: the way back need not be asked for again.
                for (RowState one : mine) {
                    if (one.loaded().get(back.accessor()) == null) {
                        one.loaded().one(back, parent);
                    }
                }
            }
            if (relation.toMany() || (named && mine.size() > 1)) {
                parent.loaded().put(name, new RelationCache.Found.Many(List.copyOf(mine), type));
            } else {
                parent.loaded().put(name, new RelationCache.Found.One(mine.isEmpty() ? null : mine.get(0), type));
            }
        }
    }

    private <T extends @Nullable Object> Map<Long, List<RowState>> children(Request<T> request, KeyFilter among) {
        Expression.Place[] place = new Expression.Place[1];
        Request<T> whole = request.changed((query, resolver) -> {
            place[0] = among.place(resolver, far);
            Query whose = relation.toMany() ? query : query.inAnyOrder();
            Query all = KeyFilter.query(whose.slice(null, null), place[0]);
            return query.sliced() ? sliced(query, all, place[0], resolver, request) : all;
        });
        Map<Long, List<RowState>> found = new HashMap<>();
        new Listing<>(whole).statesBeside(place[0]).now().forEach((row, number) -> found
                .computeIfAbsent((Long) Objects.requireNonNull(number), none -> new ArrayList<>())
                .add(row));
        return found;
    }

    /** The same slice for each parent. */
    private static Query sliced(
            Query query, Query all, Expression.Place place, Resolver resolver, Request<?> request) {
        Expression number = new Expression.Window(
                resolver.call(Function.ROW_NUMBER, List.of()), List.of(place), query.ordering().effective(), null);
        Query placed = all.step(new Step.Annotation(NUMBER, number, false));
        Expression ref = new Expression.Ref(NUMBER, number);
        Expression.Param offset = query.offset();
        Expression.Param limit = query.limit();
        long from = offset == null ? 0 : request.number(offset);
        Query result = placed;
        if (offset != null) {
            result = result.filter(match(resolver, ref, "gt", from));
        }
        return limit == null ? result : result.filter(match(resolver, ref, "lte", from + request.number(limit)));
    }

    private static Predicate match(Resolver resolver, Expression left, String lookup, Object value) {
        Lookup found = new PathParser(resolver.model().registry()).tail(SQLDataType.BIGINT, NUMBER, lookup).lookup();
        return new Predicate.Match(left, found, List.of(resolver.bind(SQLDataType.BIGINT, value)));
    }
}
