package dev.dunder.write;

import dev.dunder.fetch.KeyFilter;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** The rows of a model that have one of these keys. */
    static Query among(Model model, List<List<Object>> keys, Resolver resolver) {
        return Query.of(model).filter(predicate(model.primaryKey(), keys, resolver));
    }

    /** Columns have together one of these lists of values. */
    static Predicate predicate(List<Attribute> key, List<List<Object>> keys, Resolver resolver) {
        KeyFilter filter = new KeyFilter(key);
        keys.forEach(filter::add);
        return filter.predicate(resolver, columns(key));
    }

    /** The values at the beginning of a row. */
    static List<Object> key(@Nullable Object[] row, int size) {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            key.add(Objects.requireNonNull(row[i], "a key has no nulls"));
        }
        return key;
    }

    /** The same, as maps can find it. */
    static List<Object> comparable(@Nullable Object[] row, int size) {
        return key(row, size).stream().map(KeyFilter::comparable).toList();
    }
}
