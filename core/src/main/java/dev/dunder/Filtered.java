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
        List<Relation> way = Relations.named(model, path, "filteredRelation(…)", any -> true, "");
        if (way.isEmpty()) {
            throw new LookupException("A filtered relation needs the path of a relation.");
        }
        List<Hop> hops = way.stream().flatMap(relation -> relation.hops().stream()).toList();
        return new Filtered(hops, model.again(name, way));
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
