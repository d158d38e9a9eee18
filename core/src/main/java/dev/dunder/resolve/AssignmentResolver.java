package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Keyed;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** New values for columns of a model. */
final class AssignmentResolver {
    private final Model model;
    private final PathResolver paths;
    private final BoundValues values;

    AssignmentResolver(Model model, PathResolver paths, BoundValues values) {
        this.model = model;
        this.paths = paths;
        this.values = values;
    }

    Statement.Assignment of(String attribute, @Nullable Object value) {
        PathParser.Path<Relation, QueryScope.Target> path = paths.column(attribute);
        if (!(PathResolver.base(path) instanceof Expression.Column(List<Hop> hops, Attribute column))
                || !hops.isEmpty()) {
            throw new LookupException("Cannot assign to '" + attribute + "' on " + model.name()
                    + ": only columns of " + model.name() + " itself can be written.");
        }
        Object given = value instanceof Keyed row
                ? Comparisons.key(
                        attribute,
                        path.relation() ? path.hops().get(path.hops().size() - 1).target() : null,
                        path.column() instanceof QueryScope.Target.Of(Attribute key) ? key : column,
                        row)
                : value;
        return of(column, given, attribute);
    }

    Statement.Assignment of(Attribute attribute, @Nullable Object value) {
        return of(attribute, value, attribute.name());
    }

    /** By the name that it was asked for: a relation and its column have each their own. */
    private Statement.Assignment of(Attribute attribute, @Nullable Object value, String asked) {
        if (attribute.computed()) {
            throw new LookupException("Cannot assign to '" + attribute.name() + "' on " + model.name()
                    + ": the database computes it.");
        }
        return new Statement.Assignment(
                attribute,
                values.bind(attribute.type(),
                        value == null ? null : Values.convert(attribute.type(), value, asked)));
    }
}
