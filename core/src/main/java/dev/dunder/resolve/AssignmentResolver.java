package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.ZonedValues;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Keyed;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import dev.dunder.query.Traversal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** New values for columns of a model: those of its own table, and those that it has from its parents. */
final class AssignmentResolver {
    private final Resolver resolver;
    private final PathResolver paths;

    AssignmentResolver(Resolver resolver, PathResolver paths) {
        this.resolver = resolver;
        this.paths = paths;
    }

    /** A column's, or several for a key of several columns. */
    List<Statement.Assignment> of(String name, @Nullable Object value) {
        PathParser.Path<Relation, QueryScope.Target> path = paths.column(name);
        List<Attribute> columns = columns(name, PathResolver.base(path));
        Object given = value;
        if (value instanceof Keyed row) {
            Model target = path.relation() ? path.hops().getLast().target() : null;
            Attribute key = path.relation() && path.column() instanceof QueryScope.Target.Of(Attribute at) ? at : null;
            given = Comparisons.key(name, target, key, row);
        }
        if (columns.size() == 1) {
            return List.of(of(columns.get(0), given, name));
        }
        if (given != null && !(given instanceof List<?> parts && parts.size() == columns.size())) {
            throw new LookupException("'" + name + "' on " + resolver.model().name() + " is of " + columns.size()
                    + " columns: give it an instance, a list of as many values, or null.");
        }
        List<Statement.Assignment> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            all.add(of(columns.get(i), given instanceof List<?> parts ? parts.get(i) : null, name));
        }
        return all;
    }

    List<Attribute> columns(String name) {
        return columns(name, PathResolver.base(paths.column(name)));
    }

    private List<Attribute> columns(String name, Expression base) {
        return switch (base) {
            case Expression.Column(List<Hop> hops, Attribute column) -> {
                for (Attribute attribute : resolver.model().attributes()) {
                    if (!attribute.via().isEmpty() && attribute.name().equals(name)) {
                        // The parent's own, though what refers to it has the same value where that is read.
                        yield List.of(attribute);
                    }
                }
                for (Attribute attribute : resolver.model().attributes()) {
                    if (attribute.origin() == column && attribute.via().equals(hops)) {
                        yield List.of(attribute);
                    }
                }
                throw refused(name);
            }
            case Expression.Tuple(List<Expression> parts) ->
                Columns.near(parts).stream().flatMap(part -> columns(name, part).stream()).toList();
            default -> throw refused(name);
        };
    }

    private LookupException refused(String name) {
        String model = resolver.model().name();
        return new LookupException("Cannot assign to '" + name + "' on " + model + ": only columns of " + model
                + " itself can be written.");
    }

    Statement.Assignment of(Attribute attribute, @Nullable Object value) {
        return of(attribute, value, attribute.name());
    }

    /** By the name that it was asked for: a relation and its column have each their own. */
    private Statement.Assignment of(Attribute attribute, @Nullable Object value, String asked) {
        if (attribute.computed()) {
            throw new LookupException("Cannot assign to '" + attribute.name() + "' on " + resolver.model().name()
                    + ": the database computes it.");
        }
        return new Statement.Assignment(attribute, switch (value) {
            case null -> constant(attribute, null, asked);
            case Term condition -> ofRow(attribute, new Expression.Condition(resolver.predicate(condition)));
            case BoundQuery query -> fitting(ofRow(attribute, resolver.scalar(query)), attribute.type());
            case Unresolved.Value(Object plain) -> constant(attribute, plain, asked);
            case Unresolved expression -> computed(attribute, expression, asked);
            default -> constant(attribute, value, asked);
        });
    }

    private Expression constant(Attribute attribute, @Nullable Object given, String asked) {
        Operand.Bind zoned = given == null ? null : ZonedValues.bind(attribute.type(), given);
        return zoned == null
                ? resolver.bind(attribute.type(), PlainValues.of(resolver.model(), attribute, given, asked))
                : new Expression.Cast(resolver.bind(zoned.type(), zoned.value()), attribute.type());
    }

    private Expression computed(Attribute attribute, Unresolved said, String asked) {
        Expression value = Resolver.single(Resolver.settled(resolver.resolve(said, attribute.type())));
        if (Traversal.any(value, part -> part instanceof Expression.Aggregate || part instanceof Expression.Window)) {
            throw new LookupException("Cannot assign to '" + asked + "' what is computed of several rows. Say it as a"
                    + " subquery: the query set with values(…), sliced to one row.");
        }
        return fitting(ofRow(attribute, value), attribute.type());
    }

    private Expression ofRow(Attribute attribute, Expression value) {
        return new ValueOfRow(resolver, attribute.via()).of(value);
    }

    /** The server stores no text in columns of other types unless it is told what it is. */
    private static Expression fitting(Expression value, DataType<?> type) {
        // What a value is known to be makes it nothing else.
        Expression computed = value instanceof Expression.Typed(Expression inner, var known) ? inner : value;
        boolean text = computed.type().getType() == String.class && type.getType() != String.class;
        return text && !(computed instanceof Expression.Param) ? new Expression.Cast(computed, type) : value;
    }
}
