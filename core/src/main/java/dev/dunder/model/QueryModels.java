package dev.dunder.model;

import dev.dunder.lookups.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The models and relations that queries make, each once for one description: a plan is found again by the very models and
 * relations that it was made for. Safe to share between threads.
 */
final class QueryModels {
    /** A program has few names for these. One that makes them up has its plans compiled anew. */
    private static final int MOST = 1_000;

    private final Model base;
    private final Map<OfRows, Model> models = new ConcurrentHashMap<>();
    private final Map<Relating, Relation> relations = new ConcurrentHashMap<>();
    private final Map<Again, Relation> further = new ConcurrentHashMap<>();

    private record OfRows(String name, List<QueryColumn> columns, List<String> key) {}

    private record Again(String name, List<Relation> way) {}

    private record Relating(
            String name,
            List<Hop> way,
            Model target,
            List<Attribute> near,
            List<Attribute> far,
            boolean toMany,
            boolean required) {}

    QueryModels(Model base) {
        this.base = base;
    }

    Model model(String name, List<QueryColumn> columns, List<String> key) {
        OfRows wanted = new OfRows(name, List.copyOf(columns), List.copyOf(key));
        return once(models, wanted, () -> make(wanted));
    }

    Relation relation(
            String name,
            List<Hop> way,
            Model target,
            List<Attribute> near,
            List<Attribute> far,
            boolean toMany,
            boolean required) {
        Relating wanted = new Relating(
                name, List.copyOf(way), target, List.copyOf(near), List.copyOf(far), toMany, required);
        return once(relations, wanted, () -> {
            Model source = way.isEmpty() ? base : way.getLast().target();
            List<Hop> hops = new ArrayList<>(way);
            hops.add(Hop.joined(source, target, near, far.subList(0, near.size()), toMany, required));
            return new Relation(name, name, Relation.Kind.JOINED, hops, far);
        });
    }

    Relation again(String name, List<Relation> way) {
        Again wanted = new Again(name, List.copyOf(way));
        return once(further, wanted, () -> {
            List<Hop> hops = new ArrayList<>();
            wanted.way().forEach(relation -> hops.addAll(relation.hops()));
            hops.set(hops.size() - 1, hops.getLast().again());
            // On a way to many rows, those that do not lead to one of the relation's are none.
            for (int i = firstToMany(hops); i < hops.size() - 1; i++) {
                Hop hop = hops.get(i);
                hops.set(i, hop.apart() ? hop : hop.leading());
            }
            return wanted.way().getLast().along(name, hops);
        });
    }

    private static int firstToMany(List<Hop> hops) {
        int first = 0;
        while (first < hops.size() && !hops.get(first).toMany()) {
            first++;
        }
        return first;
    }

    private static <K, V> V once(Map<K, V> all, K wanted, Supplier<V> made) {
        if (all.size() >= MOST) {
            all.clear();
        }
        V known = all.get(wanted);
        if (known != null) {
            return known;
        }
        V mine = made.get();
        V first = all.putIfAbsent(wanted, mine);
        return first == null ? mine : first;
    }

    private Model make(OfRows wanted) {
        Model model = base.ofQuery(wanted.name());
        for (QueryColumn column : wanted.columns()) {
            int place = model.attributes().size();
            model.add(Attribute.own(model, column.name(), inSql(column.name(), place), place, column.type(),
                    ColumnNotes.NONE));
        }
        model.addKey(wanted.key().stream().map(model::attribute).toList(), /* ofTable= */ false);
        for (QueryColumn column : wanted.columns()) {
            Attribute of = column.of();
            if (of != null) {
                of.model().relations().forEach(relation -> inherit(model, wanted.columns(), of, relation));
            }
        }
        return model;
    }

    /** The server keeps so much of a name and no more. */
    private static String inSql(String name, int place) {
        return Identifiers.fits(name) ? name : "column " + (place + 1);
    }

    /** A relation that starts from columns which are all among those selected starts from these just as well. */
    private static void inherit(Model model, List<QueryColumn> columns, Attribute first, Relation relation) {
        Hop hop = relation.hops().get(0);
        List<Attribute> near = new ArrayList<>();
        for (Attribute wanted : hop.near()) {
            for (int i = 0; i < columns.size() && near.size() <= hop.near().indexOf(wanted); i++) {
                if (columns.get(i).of() == wanted) {
                    near.add(model.attributes().get(i));
                }
            }
        }
        boolean whole = near.size() == hop.near().size() && hop.near().get(0) == first;
        boolean hides = model.relation(relation.name()) != null
                || (model.column(relation.name()) != null
                        && !near.equals(List.of(model.attribute(relation.name()))));
        if (whole && !hides && !relation.parentLink() && !relation.childLink()) {
            List<Hop> way = new ArrayList<>(relation.hops());
            way.set(0, hop.from(model, near));
            Relation same = relation.inherited(way);
            Relation back = relation.inverse();
            // By it the table between is found. What a foreign key refers to is a row of the table, and none of these.
            if (back != null && way.size() > 1) {
                same.inverse(back);
            }
            model.inherit(same);
        }
    }
}
