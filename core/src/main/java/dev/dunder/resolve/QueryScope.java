package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.lookups.Scope;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** The names that may stand in a query: those of its model, its annotations and its filtered relations. */
final class QueryScope implements Scope<Relation, QueryScope.Target> {
    private final Model model;
    private final Map<String, Expression> annotations;
    private final Map<String, Relation> filtered;

    /** What a path ends at. */
    sealed interface Target {
        /** A column of a model. */
        record Of(Attribute attribute) implements Target {}

        /** An annotation of the query. */
        record Annotation(String name, Expression expression) implements Target {}
    }

    private QueryScope(Model model, Map<String, Expression> annotations, Map<String, Relation> filtered) {
        this.model = model;
        this.annotations = annotations;
        this.filtered = filtered;
    }

    static QueryScope of(Query query) {
        Map<String, Expression> annotations = Collections.emptyMap();
        if (query.combination() != null || !query.annotations().isEmpty()) {
            annotations = new LinkedHashMap<>();
            annotations(query, annotations);
        }
        return new QueryScope(query.model(), annotations, query.filtered());
    }

    /** Of queries that are put together those of the first, whose names the result has. */
    private static void annotations(Query query, Map<String, Expression> annotations) {
        if (query.combination() != null) {
            Query first = query.combination().parts().get(0);
            annotations(first, annotations);
            if (first.selection() instanceof Selection.Columns(List<Named> columns)) {
                columns.stream()
                        .filter(column -> query.model().column(column.name()) == null
                                && !column.name().contains(PathParser.SEPARATOR))
                        .forEach(column -> annotations.putIfAbsent(column.name(), column.expression()));
            }
        }
        query.annotations().forEach(annotation -> annotations.put(annotation.name(), annotation.expression()));
    }

    private static QueryScope of(Model model) {
        return new QueryScope(model, Map.of(), Map.of());
    }

    @Override
    public String label() {
        return model.label();
    }

    @Override
    public Collection<String> choices() {
        TreeSet<String> choices = new TreeSet<>(model.choices());
        choices.addAll(annotations.keySet());
        choices.addAll(filtered.keySet());
        return choices;
    }

    @Override
    public @Nullable Relation relation(String relation) {
        if (annotations.containsKey(relation)) {
            return null;
        }
        Relation special = filtered.get(relation);
        return special != null ? special : model.relation(relation);
    }

    @Override
    public QueryScope target(Relation relation) {
        return of(relation.target());
    }

    @Override
    public Target key(Relation relation) {
        return new Target.Of(model.key(relation));
    }

    @Override
    public @Nullable Target column(String column) {
        Expression annotation = annotations.get(column);
        if (annotation != null) {
            return new Target.Annotation(column, annotation);
        }
        Attribute attribute = model.column(column);
        return attribute == null ? null : new Target.Of(attribute);
    }

    @Override
    public DataType<?> type(Target column) {
        return switch (column) {
            case Target.Of(Attribute attribute) -> attribute.type();
            case Target.Annotation(String name, Expression expression) -> expression.type();
        };
    }

    @Override
    public String fieldName(Target column) {
        return column instanceof Target.Of(Attribute attribute) ? model.fieldName(attribute) : "";
    }

    /** Names must not hide each other: a path would mean something else than it says. */
    void refuseToHide(String name) {
        if (model.column(name) != null || model.relation(name) != null) {
            throw new LookupException("Cannot call an annotation '" + name + "': " + model.name()
                    + " has an attribute or relation of that name.");
        }
        if (filtered.containsKey(name)) {
            throw new LookupException("Cannot call an annotation '" + name
                    + "': the query has a relation of that name.");
        }
    }

    /** Nor may a relation of the query's own. */
    void refuseRelation(String name) {
        if (model.column(name) != null || model.relation(name) != null || annotations.containsKey(name)
                || filtered.containsKey(name)) {
            throw new LookupException("Cannot call a relation '" + name + "' here: " + model.name() + " has "
                    + (annotations.containsKey(name) ? "an annotation" : "an attribute or relation")
                    + " of that name. Give it another with as(…).");
        }
    }
}
