package dev.dunder.fetch;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Selection;
import dev.dunder.run.DatabaseChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in a row the values of an instance stand, and those of the instances that are loaded with it. */
final class InstanceLayout {
    private final int values;
    private final int @Nullable [] places;
    private final List<Link> links;

    /** The instance of a relation, from the row's {@code start} on. */
    private record Link(
            Model model, RowColumns columns, List<Relation> path, int start, List<Attribute> attributes) {}

    private InstanceLayout(int values, int @Nullable [] places, List<Link> links) {
        this.values = values;
        this.places = places;
        this.links = links;
    }

    static InstanceLayout of(Model model, Selection.Instances selection, int values) {
        int attributes = model.attributes().size();
        int annotations = values - attributes;
        int selected = selection.attributes().size();
        List<Link> links = new ArrayList<>();
        int start = selected + annotations;
        for (Selection.Related related : selection.related()) {
            Model target = related.relations().getLast().target();
            links.add(new Link(target, RowColumns.of(target), related.relations(), start,
                    related.attributes()));
            start += related.attributes().size();
        }
        if (selected == attributes && links.isEmpty()) {
            return new InstanceLayout(values, null, List.of());
        }
        int[] places = Arrays.copyOf(places(selection.attributes()), selected + annotations);
        for (int i = 0; i < annotations; i++) {
            places[selected + i] = attributes + i;
        }
        return new InstanceLayout(values, places, links);
    }

    private static int[] places(List<Attribute> attributes) {
        return attributes.stream().mapToInt(Attribute::index).toArray();
    }

    RowState read(Model model, RowColumns columns, @Nullable Object[] row, DatabaseChoice where) {
        if (places == null) {
            return RowState.stored(model, columns, row, where);
        }
        RowState state = RowState.stored(model, columns, placed(row, 0, places, values), where);
        Map<List<Relation>, RowState> made = new HashMap<>();
        made.put(List.of(), state);
        for (Link link : links) {
            RowState near = made.get(link.path().subList(0, link.path().size() - 1));
            if (near == null) {
                continue;
            }
            @Nullable
            Object[] there = placed(
                    row, link.start(), places(link.attributes()), link.model().attributes().size());
            Relation relation = link.path().getLast();
            if (isAbsent(link.model(), there)) {
                near.loaded().one(relation, null);
            } else {
                RowState far = RowState.stored(link.model(), link.columns(), there, where);
                near.loaded().one(relation, far);
                Relation back = relation.inverse();
                if (back != null && back.hops().size() == 1 && !back.toMany()) {
                    // It is there because one refers to the other: the way back need not be asked for again.
                    far.loaded().one(back, near);
                }
                made.put(link.path(), far);
            }
        }
        return state;
    }

    private static @Nullable Object[] placed(@Nullable Object[] row, int start, int[] places, int size) {
        @Nullable
        Object[] placed = new @Nullable Object[size];
        Arrays.fill(placed, RowState.NOT_LOADED);
        for (int i = 0; i < places.length; i++) {
            placed[places[i]] = row[start + i];
        }
        return placed;
    }

    private static boolean isAbsent(Model model, @Nullable Object[] values) {
        for (Attribute part : model.primaryKey()) {
            if (values[part.index()] == null) {
                return true;
            }
        }
        return model.primaryKey().isEmpty() && Arrays.stream(values).allMatch(value -> value == null);
    }
}
