package dev.dunder.compose;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Substitution;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import java.util.List;

/**
 * A relation of its own along known ones, which is joined for itself, and only to rows that fulfil a condition. The condition
 * is said along the known relations, and becomes part of the join.
 */
final class FilteredRelation {
    private final String path;
    private final List<Relation> known;
    private final List<Hop> original;
    private final Relation relation;

    private FilteredRelation(String path, List<Relation> known, List<Hop> original, Relation relation) {
        this.path = path;
        this.known = known;
        this.original = original;
        this.relation = relation;
    }

    /**
     * A relation of another name.
     *
     * @throws LookupException if there are no such relations, or the name is that of another
     */
    static FilteredRelation of(Query query, String name, String path) {
        if (query.filtered().containsKey(RelationPaths.checked(path))) {
            throw new LookupException("'" + path + "' is a filtered relation itself. Say both conditions in one, or go "
                    + "on from it: filteredRelation(\"" + name + "\", \"" + path + "__…\", …).");
        }
        refuseToHide(query, name);
        List<Relation> known = RelationPaths.named(
                query.model(), query.filtered(), path, "filteredRelation(…)", any -> true, "");
        List<Hop> hops = known.stream().flatMap(one -> one.hops().stream()).toList();
        return new FilteredRelation(path, known, hops, query.model().again(name, known));
    }

    private static void refuseToHide(Query query, String name) {
        Model model = query.model();
        boolean ofModel = RelationPaths.named(model, name) != null || model.column(name) != null;
        if (ofModel || query.filtered().containsKey(name)
                || query.annotations().stream().anyMatch(annotation -> annotation.name().equals(name))) {
            throw new LookupException("Cannot call a filtered relation '" + name + "': "
                    + (ofModel ? model.name() : "the query") + " has "
                    + (ofModel ? "an attribute or relation" : "an annotation or relation") + " of that name.");
        }
    }

    /**
     * The relation and its condition.
     *
     * @throws LookupException if the condition is about more than the rows that are joined
     */
    Step.Filtered step(Resolver resolver, Term condition) {
        Predicate said = resolver.predicate(condition);
        refuseBeside(resolver, condition);
        List<Expression> parts = Traversal.of(said);
        if (parts.stream().anyMatch(part -> Traversal.any(part, Expression.Subquery.class::isInstance))) {
            throw refused("is about the rows that are joined, and takes no query set. Filter by that: "
                    + "filter(\"" + relation.name() + "__…\", …).");
        }
        if (Traversal.aggregates(said) || Traversal.windows(said)) {
            throw refused(
                    "is about one row, and takes nothing that is computed of several. Filter by that: filter(…).");
        }
        return new Step.Filtered(relation.name(), relation, along(said));
    }

    /** What was said along the known relations, said along this one. */
    private Predicate along(Predicate predicate) {
        return Substitution.columns(predicate, column -> {
            List<Hop> way = column.path();
            if (leads(way, original)) {
                return new Expression.Column(relation.hops().subList(0, way.size()), column.attribute());
            }
            if (!leads(original, way)) {
                return column;
            }
            if (way.size() > original.size()) {
                throw refused("reaches '" + column.attribute().name() + "' of " + way.getLast().target().name()
                        + ", beyond the rows that are joined. Make it a relation that leads there: filteredRelation(\""
                        + relation.name() + "\", \"" + path + "__…\", …).");
            }
            return new Expression.Column(relation.hops(), column.attribute());
        });
    }

    /** A lookup follows the relation as far as it goes. What another one leads to is a value to compare with. */
    private void refuseBeside(Resolver resolver, Term condition) {
        switch (condition) {
            case Term.Lookup(String lookup, var value) -> {
                List<Relation> way = resolver.committed(lookup);
                int common = Math.min(way.size(), known.size());
                if (!way.subList(0, common).equals(known.subList(0, common))) {
                    throw refused("follows another relation with '" + lookup + "'. Name the value by itself: "
                            + "f(\"…\").lookup(\"…\", …).");
                }
            }
            case Term.And(List<Term> all) -> all.forEach(term -> refuseBeside(resolver, term));
            case Term.Or(List<Term> any) -> any.forEach(term -> refuseBeside(resolver, term));
            case Term.Xor(List<Term> odd) -> odd.forEach(term -> refuseBeside(resolver, term));
            case Term.Not(Term negated) -> refuseBeside(resolver, negated);
            case Term.On on -> {
            }
            case Term.Holds holds -> {
            }
        }
    }

    private static boolean leads(List<Hop> start, List<Hop> way) {
        return way.size() >= start.size() && way.subList(0, start.size()).equals(start);
    }

    private LookupException refused(String why) {
        return new LookupException(
                "The condition of filteredRelation(\"" + relation.name() + "\", \"" + path + "\", …) " + why);
    }
}
