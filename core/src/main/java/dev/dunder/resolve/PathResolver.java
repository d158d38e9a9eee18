package dev.dunder.resolve;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Transform;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Rewriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What paths stand for: a column, a relation's key, an annotation, and what transforms make of it; at the end of one perhaps a
 * lookup.
 */
final class PathResolver {
    private final Query query;
    private final QueryScope names;
    private final PathParser parser;
    private final BoundValues values;
    private @Nullable Set<Integer> keys;

    PathResolver(Query query, QueryScope names, PathParser parser, BoundValues values) {
        this.query = query;
        this.names = names;
        this.parser = parser;
        this.values = values;
    }

    PathParser parser() {
        return parser;
    }

    // ---- With a lookup ----

    Compared lookup(String path) {
        PathParser.Lookedup<Relation, QueryScope.Target> found = parser.lookup(names, path);
        if (!found.lookup().name().equals("isnull")) {
            refuseKeyless(found.path());
        }
        Expression left = transformed(base(found.path()), found.transforms());
        List<Relation> hops = found.path().hops();
        boolean relation = found.path().relation() && found.path().column() instanceof QueryScope.Target.Of;
        return new Compared(
                path,
                left,
                found.lookup(),
                relation ? hops.get(hops.size() - 1).target() : null,
                relation && found.path().column() instanceof QueryScope.Target.Of(Attribute key) ? key : null);
    }

    Compared on(Expression left, String lookup) {
        PathParser.Tail tail = parser.tail(left.type(), "the expression", lookup);
        return new Compared(lookup, transformed(left, tail.remaining()), tail.lookup(), null, null);
    }

    Predicate equal(Expression left, Expression right) {
        Lookup exact = parser.tail(left.type(), "the expression", "exact").lookup();
        return right instanceof Expression.Param value
                ? new Predicate.Match(left, exact, List.of(value))
                : new Predicate.Compare(left, exact, right);
    }

    List<Relation> committed(String lookup) {
        PathParser.Lookedup<Relation, QueryScope.Target> found = parser.lookup(names, lookup);
        PathParser.Path<Relation, QueryScope.Target> path = found.path();
        String name = found.lookup().name();
        boolean named = !path.transforms().isEmpty() || !name.equals("exact")
                || lookup.endsWith(PathParser.SEPARATOR + name);
        int less = (path.relation() ? 1 : 0) + (named ? 0 : 1);
        return path.hops().subList(0, Math.max(0, path.hops().size() - less));
    }

    // ---- Values ----

    PathParser.Path<Relation, QueryScope.Target> path(String path) {
        return parser.value(names, path);
    }

    /** The path of a column that is written. */
    PathParser.Path<Relation, QueryScope.Target> column(String path) {
        return parser.column(names, path);
    }

    /**
     * What a path stands for.
     *
     * @param counted whether it is only counted, as rows can be that nothing tells apart
     */
    Expression value(String path, boolean counted) {
        PathParser.Path<Relation, QueryScope.Target> found = parser.value(names, path);
        if (!counted) {
            refuseKeyless(found);
        }
        return transformed(base(found), found.transforms());
    }

    private static void refuseKeyless(PathParser.Path<Relation, QueryScope.Target> path) {
        if (path.relation() && path.hops().getLast().keyless()) {
            Relation relation = path.hops().getLast();
            throw new LookupException("'" + relation.name() + "' in '" + path.source() + "' cannot be compared: "
                    + relation.target().name()
                    + " has no primary key. Count it, ask for isnull, or name one of its columns, '"
                    + relation.name() + "__…'.");
        }
    }

    static Expression base(PathParser.Path<Relation, QueryScope.Target> path) {
        return switch (path.column()) {
            case QueryScope.Target.Annotation(String name, Expression expression) ->
                new Expression.Ref(name, expression);
            case QueryScope.Target.Of(Attribute attribute) -> {
                List<Hop> hops = new ArrayList<>();
                path.hops().forEach(relation -> hops.addAll(relation.hops()));
                yield Columns.of(hops, attribute);
            }
        };
    }

    private Expression transformed(Expression base, List<Transform.Applied> transforms) {
        Expression value = base;
        for (Transform.Applied applied : transforms) {
            value = new Expression.Transformed(value, applied.transform(),
                    applied.operands().stream().map(this::key).toList(), applied.type());
        }
        return value;
    }

    /** What a path binds on its way, such as a key of a JSON object, is one value however often the path is said. */
    private Expression.Param key(Operand.Bind bind) {
        Set<Integer> known = keys == null ? keysOf(query) : keys;
        keys = known;
        for (int index : known) {
            if (Objects.deepEquals(values.get(index), bind.value())) {
                return new Expression.Param(index, bind.type());
            }
        }
        Expression.Param param = values.bindOfPath(bind.type(), bind.value());
        known.add(param.index());
        return param;
    }

    private static Set<Integer> keysOf(Query query) {
        Set<Integer> keys = new LinkedHashSet<>();
        new Rewriter() {
            @Override
            public Expression expression(Expression expression) {
                if (expression instanceof Expression.Transformed transformed) {
                    transformed.operands().forEach(operand -> keys.add(operand.index()));
                }
                return super.expression(expression);
            }
        }.query(query);
        return keys;
    }
}
