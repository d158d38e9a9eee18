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
import dev.dunder.query.Resolver;
import dev.dunder.query.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows at the other end of one relation, for many instances at once: {@code … WHERE author_id = ANY (?)}. A slice is taken
 * for each instance on its own, by {@code row_number()}.
 */
final class Related {
    private static final String PARENT = "parent ";
    private static final String PLACE = "place";

    private final Relation relation;
    private final QuerySet<?> rows;
    private final List<Attribute> near;
    private final List<Expression> far;

    private Related(Relation relation, QuerySet<?> rows) {
        this.relation = relation;
        this.rows = rows;
        this.near = relation.hops().get(0).near();
        this.far = far(relation);
    }

    /** The related rows of all parents, which know them from then on; they are as the parents in what they may fetch. */
    static void load(
            Relation relation,
            String name,
            boolean named,
            @Nullable QuerySet<?> rows,
            List<State<?>> parents,
            Database database) {
        QuerySet<?> all = rows != null ? rows : QuerySet.of(new Type<>(relation.target(), Row::new), database);
        new Related(relation, all.within(database).fetchModeUnlessSaid(mode(parents.get(0)))).load(name, named,
                parents);
    }

    /** The rows of one instance, as a query set that has not been evaluated. */
    static <R extends Instance<R>> QuerySet<R> of(Relation relation, State<?> parent, Type<R> type) {
        QuerySet<R> all = QuerySet.of(type, parent.databaseOrNull()).fetchModeUnlessSaid(mode(parent));
        Related related = new Related(relation, all);
        List<Object> key = related.key(parent);
        if (key == null) {
            return all.none();
        }
        return all.with(resolver -> related.among(resolver, List.of(key)));
    }

    private static FetchMode mode(State<?> parent) {
        return parent.loaded().peers() == null ? FetchMode.RAISE : FetchMode.PEERS;
    }

    /** What the related rows have in common with the instance: columns of their own, or of the table between. */
    private static List<Expression> far(Relation relation) {
        List<Hop> hops = relation.hops();
        if (hops.size() == 1) {
            return hops.get(0).far().stream()
                    .<Expression>map(attribute -> Resolver.column(List.of(), own(relation.target(), attribute)))
                    .toList();
        }
        Relation inverse = relation.inverse();
        if (inverse == null) {
            throw new DunderException("'" + relation + "' cannot be followed from its other end.");
        }
        List<Hop> toBetween = inverse.hops().subList(0, hops.size() - 1);
        return hops.get(0).far().stream()
                .<Expression>map(attribute -> new Expression.Column(toBetween, attribute))
                .toList();
    }

    /** The attribute as the model has it, which may have inherited it. */
    private static Attribute own(Model model, Attribute attribute) {
        return model.attributes().stream()
                .filter(mine -> mine.origin().equals(attribute.origin()))
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
        Set<List<Object>> keys = new LinkedHashSet<>();
        for (State<?> parent : parents) {
            List<Object> key = key(parent);
            if (key != null) {
                keys.add(key);
            }
        }
        Map<List<Object>, List<Instance<?>>> found = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            for (Child child : children(rows, new ArrayList<>(keys))) {
                found.computeIfAbsent(Among.comparable(child.key()), none -> new ArrayList<>()).add(child.instance());
            }
        }
        for (State<?> parent : parents) {
            List<Object> key = key(parent);
            List<Instance<?>> mine = key == null ? List.of() : found.getOrDefault(Among.comparable(key), List.of());
            Relation back = relation.inverse();
            if (relation.hops().size() == 1 && back != null && back.hops().get(0).forward()) {
                // They are there because they refer to it: it need not be asked for again.
                for (Instance<?> one : mine) {
                    if (one.state().loaded().get(back.accessor()) == null) {
                        one.state().loaded().one(back, parent);
                    }
                }
            }
            if (relation.toMany() || (named && mine.size() > 1)) {
                parent.loaded().put(name, new Loaded.Found.Many(List.copyOf(mine)));
            } else {
                parent.loaded().put(name, new Loaded.Found.One(mine.isEmpty() ? null : mine.get(0).state()));
            }
        }
    }

    private record Child(List<Object> key, Instance<?> instance) {}

    private <R extends @Nullable Object> List<Child> children(
            QuerySet<R> set, List<List<Object>> keys) {
        QuerySet<R> whole = set.changed((query, resolver) -> {
            Query all = query.slice(null, null);
            List<Expression> parents = new ArrayList<>();
            for (int i = 0; i < far.size(); i++) {
                all = all.step(new Step.Annotation(PARENT + (i + 1), far.get(i), true));
                parents.add(new Expression.Ref(PARENT + (i + 1), far.get(i)));
            }
            all = all.filter(among(resolver, keys));
            // The parents' columns are read where the relation was joined for the filter.
            all = reordered(all);
            return query.sliced() ? sliced(query, all, parents, resolver, set) : all;
        });
        List<Child> children = new ArrayList<>();
        for (R row : whole.list()) {
            Instance<?> instance = (Instance<?>) Objects.requireNonNull(row);
            children.add(child(instance));
        }
        return children;
    }

    /** The filter first: it decides which join the columns are of. */
    private static Query reordered(Query query) {
        List<Step> steps = new ArrayList<>(query.steps());
        Step filter = steps.removeLast();
        int at = steps.size();
        while (at > 0 && steps.get(at - 1) instanceof Step.Annotation annotation
                && annotation.name().startsWith(PARENT)) {
            at--;
        }
        steps.add(at, filter);
        return query.steps(steps);
    }

    private Child child(Instance<?> instance) {
        State<?> state = instance.state();
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < far.size(); i++) {
            key.add(Objects.requireNonNull(state.value(state.columns().place(PARENT + (i + 1)))));
        }
        return new Child(key, state.without(far.size()).instanceOfAny());
    }

    /** The same slice for each parent. */
    private static Query sliced(
            Query query, Query all, List<Expression> parents, Resolver resolver, QuerySet<?> set) {
        Expression place = new Expression.Window(
                resolver.call(Function.ROW_NUMBER, List.of()), parents, query.ordering().effective(), null);
        Query placed = all.step(new Step.Annotation(PLACE, place, false));
        Expression ref = new Expression.Ref(PLACE, place);
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
        Lookup found = new PathParser(resolver.model().registry()).tail(SQLDataType.BIGINT, PLACE, lookup).lookup();
        return new Predicate.Match(left, found, List.of(resolver.bind(SQLDataType.BIGINT, value)));
    }

    /** The related rows of instances of these keys. */
    private Predicate among(Resolver resolver, List<List<Object>> keys) {
        return Among.keys(resolver, far, keys, relation.name());
    }
}
