package dev.dunder.write;

import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.List;

/** Reading columns of rows that are written. */
final class StoredRow {
    private StoredRow() {}

    /** A query that reads some attributes of its rows. */
    static Query reading(List<Attribute> attributes, Query rows) {
        List<Named> columns = new ArrayList<>();
        for (Attribute attribute : attributes) {
            columns.add(new Named(attribute.name(), Resolver.column(List.of(), attribute)));
        }
        return rows.select(new Selection.Columns(columns));
    }

    /** The columns of a key. */
    static List<Expression> columns(List<Attribute> key) {
        List<Expression> columns = new ArrayList<>();
        key.forEach(part -> columns.add(Resolver.column(List.of(), part)));
        return columns;
    }
}
