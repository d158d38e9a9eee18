package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Replacing;
import java.util.ArrayList;
import java.util.List;

/** A relation of its own along known ones, which is joined for itself. */
final class Filtered {
    private final List<Hop> original;
    private final Relation relation;

    private Filtered(List<Hop> original, Relation relation) {
        this.original = original;
        this.relation = relation;
    }

    static Filtered of(Model model, String name, String path) {
        List<Hop> hops = new ArrayList<>();
        Relation last = null;
        for (Relation one : Relations.named(model, path, "filteredRelation(…)", any -> true, "")) {
            hops.addAll(one.hops());
            last = one;
        }
        if (last == null) {
            throw new LookupException("A filtered relation needs the path of a relation.");
        }
        List<Hop> own = new ArrayList<>(hops);
        own.set(own.size() - 1, own.getLast().again());
        return new Filtered(List.copyOf(hops), last.along(name, own));
    }

    Relation relation() {
        return relation;
    }

    /** What was said along the known relations, said along this one. */
    Predicate along(Predicate predicate) {
        return Replacing.columns(predicate, column -> {
            List<Hop> path = column.path();
            boolean here = path.size() >= original.size() && path.subList(0, original.size()).equals(original);
            if (!here) {
                return column;
            }
            List<Hop> moved = new ArrayList<>(relation.hops());
            moved.addAll(path.subList(original.size(), path.size()));
            return new Expression.Column(List.copyOf(moved), column.attribute());
        });
    }
}
