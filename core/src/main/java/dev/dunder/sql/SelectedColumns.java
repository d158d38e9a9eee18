package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The columns that a query selects, in the order in which readers expect them. */
final class SelectedColumns {
    private SelectedColumns() {}

    static List<Named> of(Query query) {
        if (query.combination() != null) {
            return of(query.combination().parts().get(0));
        }
        return switch (query.selection()) {
            case Selection.Columns(List<Named> columns) -> columns.stream().flatMap(SelectedColumns::parts).toList();
            case Selection.Instances(List<Attribute> attributes, List<Selection.Related> related) -> {
                List<Named> columns = new ArrayList<>();
                attributes.forEach(attribute -> columns.add(column(List.of(), attribute)));
                for (Step.Annotation annotation : query.annotations()) {
                    if (annotation.selected()) {
                        columns.add(new Named(
                                annotation.name(), new Expression.Ref(annotation.name(), annotation.expression())));
                    }
                }
                for (Selection.Related relation : related) {
                    relation.attributes().forEach(attribute -> columns.add(column(relation.path(), attribute)));
                }
                yield columns;
            }
        };
    }

    /** A key of several columns is as many. */
    private static Stream<Named> parts(Named column) {
        return column.expression() instanceof Expression.Tuple(List<Expression> parts)
                ? parts.stream().map(part -> new Named("", part))
                : Stream.of(column);
    }

    private static Named column(List<Hop> path, Attribute attribute) {
        Attribute inherited = path.isEmpty() ? null : inherited(path.getLast(), attribute);
        if (inherited != null) {
            return column(path.subList(0, path.size() - 1), inherited);
        }
        List<Hop> hops = new ArrayList<>(path);
        hops.addAll(attribute.via());
        return new Named("", new Expression.Column(List.copyOf(hops), attribute.origin()));
    }

    /** What a child has from the very parent that it was reached from: there it is at hand. */
    private static @Nullable Attribute inherited(Hop last, Attribute attribute) {
        if (last.forward() || last.toMany() || attribute.via().isEmpty()
                || !attribute.via().get(0).near().equals(last.far())) {
            return null;
        }
        return last.source().attributes().stream()
                .filter(one -> one.origin() == attribute.origin())
                .findFirst()
                .orElse(null);
    }
}
