package dev.dunder.fetch;

import dev.dunder.compose.Call;
import dev.dunder.compose.Composer;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows at the other end of one relation, for many instances at once: each comes with the place of its parent's key among
 * those of all, or with that key itself, see {@link RelatedQuery}.
 */
public final class RelatedRows {
    private RelatedRows() {}

    /** The related rows of all parents, which know them from then on; they are as the parents in what they may fetch. */
    static void load(
            Relation relation,
            String name,
            boolean named,
            @Nullable Request<?> rows,
            List<RowState> parents,
            Session database) {
        RowState first = parents.get(0);
        Request<?> all = rows != null
                ? rows
                : Request.all(InstanceType.rows(relation.target()), first.where().of(database));
        Request<?> within = all.within(database).peersUnlessSaid(hasPeers(first));
        RelatedQuery query = RelatedQuery.of(relation, first.model(), within);
        query.ends().read(parents, database);
        load(query, within, name, named, parents);
    }

    /** The rows of one instance, which have not been asked for. */
    public static <T> Request<T> of(Relation relation, RowState parent, InstanceType<T> type) {
        Request<T> all = Request.all(type, parent.where()).peersUnlessSaid(hasPeers(parent));
        RelationEnds ends = RelationEnds.of(relation, parent.model(), all.model());
        List<Object> key = ends.key(parent);
        if (key == null) {
            return all.composed(Call.of(Composer::none));
        }
        KeyFilter among = new KeyFilter(ends.like());
        among.add(key);
        return all.changed((query, resolver) -> query.filter(among.predicate(resolver, ends.far())));
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
    static List<Expression> far(Relation relation, int start, Model target) {
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

    private static void load(
            RelatedQuery query, Request<?> rows, String name, boolean named, List<RowState> parents) {
        RelatedKeys keys = new RelatedKeys(query.ends(), parents);
        List<List<RowState>> found = keys.isEmpty() ? List.of() : children(query, rows, keys);
        InstanceType<?> type = Objects.requireNonNull(rows.type());
        Relation relation = query.ends().relation();
        Relation back = relation.hops().size() == 1 ? relation.inverse() : null;
        boolean one = back != null && !back.toMany();
        for (int i = 0; i < parents.size(); i++) {
            RowState parent = parents.get(i);
            int place = keys.place(i);
            List<RowState> mine = place < 0 ? List.of() : found.get(place);
            if (back != null && one && !mine.isEmpty()) {
                // They are there because one refers to the other: the way back need not be asked for again.
                RelationCache.Back way = RelationCache.Back.of(back, parent);
                mine.forEach(row -> row.knowing(way));
            }
            parent.learning().put(name, relation.toMany() || (named && mine.size() > 1)
                    ? new RelationCache.Found.Many(mine, type)
                    : new RelationCache.Found.One(mine.isEmpty() ? null : mine.get(0), type));
        }
    }

    /** The rows for each key, by its place. */
    private static List<List<RowState>> children(RelatedQuery query, Request<?> rows, RelatedKeys keys) {
        Session from = rows.session();
        List<@Nullable Object> values = query.values(rows, keys);
        int[][] places = new int[1][];
        List<RowState> states = Evaluation.staged(from, () -> new Listing<>(rows).completed(() -> {
            List<@Nullable Object[]> read = query.empty() ? List.of() : from.rows(query.statement(), values);
            places[0] = keys.places(read, query.column(), query.placed());
            return query.reading().read(read, rows.where().of(from.origin()));
        }, from)).now();
        return keys.grouped(states, places[0]);
    }
}
