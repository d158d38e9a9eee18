package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a query selects when it stands inside of another. */
final class SubqueryColumns {
    private SubqueryColumns() {}

    /** Instances stand for their key, or for the attribute that is referred to. */
    static Query columns(Query query, @Nullable Attribute key) {
        if (query.combination() != null && query.selection() instanceof Selection.Instances) {
            return query.eachPart(part -> columns(part, key)).select(columnsOf(query, key));
        }
        return query.selection() instanceof Selection.Instances ? query.select(columnsOf(query, key)) : query;
    }

    private static Selection columnsOf(Query query, @Nullable Attribute key) {
        Attribute wanted = key != null ? key : query.model().column("pk");
        if (wanted == null) {
            throw new LookupException("A query set of " + query.model().name()
                    + ", which has no primary key, stands for no value. Say which with values(…).");
        }
        Expression column = Resolver.column(List.of(), wanted);
        List<Expression> parts = column instanceof Expression.Tuple(List<Expression> all) ? all : List.of(column);
        return new Selection.Columns(parts.stream()
                .map(part -> new Named(part instanceof Expression.Column c ? c.attribute().name() : wanted.name(),
                        part))
                .toList());
    }

    static List<Expression> selected(Query query) {
        return query.selection() instanceof Selection.Columns(List<Named> columns)
                ? columns.stream()
                        .map(Named::expression)
                        .<Expression>flatMap(column -> column instanceof Expression.Tuple(List<Expression> parts)
                                ? parts.stream()
                                : Stream.of(column))
                        .toList()
                : List.of();
    }
}
