package dev.dunder.fetch;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Selection;
import dev.dunder.run.DatabaseChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in a row the values of an instance stand, and those of the instances that are loaded with it. */
final class InstanceLayout {
    private static final RowState.Origin[] NONE = {};

    private final int values;
    private final int @Nullable [] places;
    private final Link[] links;

    /**
     * A related row in the same row of the result.
     *
     * @param model whose it is
     * @param columns its names
     * @param relation how it is reached
     * @param near which of the rows refers to it: 0 for the first, else the number of the link, counted from 1
     * @param back the way back, where one row leads to one; else null
     * @param start where its values begin
     * @param places where each of them goes
     * @param keys which of them are of the primary key
     */
    @SuppressWarnings("ArrayRecordComponent") // read for each row, and never compared
    private record Link(
            Model model,
            RowColumns columns,
            Relation relation,
            int near,
            @Nullable Relation back,
            int start,
            int[] places,
            int[] keys) {}

    private InstanceLayout(int values, int @Nullable [] places, List<Link> links) {
        this.values = values;
        this.places = places;
        this.links = links.toArray(Link[]::new);
    }

    static InstanceLayout of(Model model, Selection.Instances selection, int values, int besides) {
        int attributes = model.attributes().size();
        int annotations = values - attributes;
        int selected = selection.attributes().size();
        List<Link> links = new ArrayList<>();
        int start = selected + annotations + besides;
        List<List<Relation>> paths = new ArrayList<>(List.of(List.<Relation>of()));
        for (Selection.Related related : selection.related()) {
            List<Relation> path = related.relations();
            Relation relation = path.getLast();
            Model target = relation.target();
            int near = paths.indexOf(path.subList(0, path.size() - 1));
            paths.add(path);
            links.add(new Link(target, RowColumns.of(target), relation, near, back(relation), start,
                    places(related.attributes()), keys(target, related.attributes())));
            start += related.attributes().size();
        }
        if (selected == attributes && links.isEmpty() && besides == 0) {
            return new InstanceLayout(values, null, List.of());
        }
        int[] places = Arrays.copyOf(places(selection.attributes()), selected + annotations);
        for (int i = 0; i < annotations; i++) {
            places[selected + i] = attributes + i;
        }
        return new InstanceLayout(values, places, links);
    }

    private static int[] keys(Model model, List<Attribute> read) {
        return model.primaryKey().stream().mapToInt(read::indexOf).filter(place -> place >= 0).toArray();
    }

    private static int[] places(List<Attribute> attributes) {
        return attributes.stream().mapToInt(Attribute::index).toArray();
    }

    /** What the rows of each related model have in common. */
    RowState.Origin[] related(DatabaseChoice where) {
        if (links.length == 0) {
            return NONE;
        }
        RowState.Origin[] all = new RowState.Origin[links.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = new RowState.Origin(links[i].model(), links[i].columns(), where);
        }
        return all;
    }

    RowState read(@Nullable Object[] row, RowState.Origin origin, RowState.Origin[] related) {
        if (places == null) {
            return origin.row(row);
        }
        RowState state = origin.row(placed(row, 0, places, values));
        if (links.length == 0) {
            return state;
        }
        @Nullable
        RowState[] made = new @Nullable RowState[links.length + 1];
        made[0] = state;
        for (int i = 0; i < links.length; i++) {
            RowState near = links[i].near() < 0 ? null : made[links[i].near()];
            if (near != null) {
                made[i + 1] = related(links[i], near, row, related[i]);
            }
        }
        return state;
    }

    private static @Nullable RowState related(
            Link link, RowState near, @Nullable Object[] row, RowState.Origin origin) {
        if (isAbsent(link, row)) {
            near.learning().one(link.relation(), null);
            return null;
        }
        RowState far = origin.row(placed(row, link.start(), link.places(), link.model().attributes().size()));
        near.learning().one(link.relation(), far);
        Relation back = link.back();
        if (back != null) {
            // It is there because one refers to the other: the way back need not be asked for again.
            far.knowing(RelationCache.Back.of(back, near));
        }
        return far;
    }

    private static @Nullable Relation back(Relation relation) {
        Relation back = relation.inverse();
        return back != null && back.hops().size() == 1 && !back.toMany() ? back : null;
    }

    private static @Nullable Object[] placed(@Nullable Object[] row, int start, int[] places, int size) {
        @Nullable
        Object[] placed = new @Nullable Object[size];
        if (places.length < size) {
            Arrays.fill(placed, RowState.NOT_LOADED);
        }
        for (int i = 0; i < places.length; i++) {
            placed[places[i]] = row[start + i];
        }
        return placed;
    }

    /** A row has a key, and where its table has none, some value. */
    private static boolean isAbsent(Link link, @Nullable Object[] row) {
        for (int key : link.keys()) {
            if (row[link.start() + key] == null) {
                return true;
            }
        }
        return link.keys().length == 0
                && Arrays.stream(row, link.start(), link.start() + link.places().length)
                        .allMatch(value -> value == null);
    }
}
