package dev.dunder.write;

import dev.dunder.fetch.RowState;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import dev.dunder.query.Traversal;
import dev.dunder.query.ValueList;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the server is to compute of the columns of one table for many rows, of which each may have values of its own in it:
 * {@code set stock = entry.stock - list.k2}.
 *
 * @param table where the columns are
 * @param said what was said of each row, by the column, all of it of one form
 * @param resolvers makes resolvers that have bound the same before
 */
record ComputedRows(RowTable table, List<Map<Attribute, Object>> said, Supplier<Resolver> resolvers) {
    /**
     * What rows have in common of which a statement computes the same but for values that it has in lists.
     *
     * @param expressions what is computed, by the column
     * @param fixed the values within that cannot be listed
     */
    record Form(Map<Attribute, Expression> expressions, List<@Nullable Object> fixed) {
        static final Form NOTHING = new Form(Map.of(), List.of());

        static Form of(Model model, Map<Attribute, Object> said) {
            if (said.isEmpty()) {
                return NOTHING;
            }
            Resolver resolver = new Resolver(model);
            Map<Attribute, Expression> expressions = new LinkedHashMap<>();
            said.forEach((column, value) -> expressions.put(column, resolver.assignment(column, value).value()));
            List<@Nullable Object> fixed = resolver.values();
            expressions.values().forEach(one -> params(one).forEach(param -> fixed.set(param.index(), null)));
            return new Form(expressions, fixed);
        }
    }

    /** What the server is to compute of a row. */
    static Map<Attribute, Object> said(RowState row, List<Attribute> columns) {
        Map<Attribute, Object> said = Map.of();
        for (Attribute column : columns) {
            if (row.isComputed(column.index())) {
                said = said.isEmpty() ? new LinkedHashMap<>() : said;
                said.put(column, Objects.requireNonNull(row.given(column.index())));
            }
        }
        return said;
    }

    /** What is assigned, with the values of the first row. */
    List<Statement.Assignment> assigned(Resolver resolver) {
        return assigned(said.get(0), resolver);
    }

    private List<Statement.Assignment> assigned(Map<Attribute, Object> row, Resolver resolver) {
        List<Statement.Assignment> assigned = new ArrayList<>();
        row.forEach((column, value) -> {
            if (table.has(column)) {
                assigned.add(resolver.assignment(column, value));
            }
        });
        return assigned;
    }

    /** Lists the values within what is assigned of which rows have others than the first. */
    List<Statement.EachValue> each(List<Statement.Assignment> assigned, ListedValues lists) {
        Map<Attribute, Object> first = said.get(0);
        if (assigned.isEmpty() || said.stream().allMatch(first::equals)) {
            return List.of();
        }
        Set<Expression.Param> params = new LinkedHashSet<>();
        assigned.forEach(one -> params.addAll(params(one.value())));
        List<List<@Nullable Object>> values = new ArrayList<>(said.size());
        for (Map<Attribute, Object> row : said) {
            Resolver resolver = resolvers.get();
            List<Statement.Assignment> unused = assigned(row, resolver);
            values.add(resolver.values());
        }
        List<Statement.EachValue> each = new ArrayList<>();
        for (Expression.Param param : params) {
            Object known = values.get(0).get(param.index());
            if (values.stream().anyMatch(row -> !Objects.equals(row.get(param.index()), known))) {
                each.add(new Statement.EachValue(param,
                        lists.list(param.type(), null, row -> values.get(row).get(param.index()))));
            }
        }
        return Collections.unmodifiableList(each);
    }

    /** Those of a type that a list has without a column to tell it. What is in a subquery may be read where no list is. */
    private static Set<Expression.Param> params(Expression expression) {
        Set<Expression.Param> params = new LinkedHashSet<>();
        Traversal.walk(expression, part -> {
            if (part instanceof Expression.Param param && ValueList.isNamed(param.type())) {
                params.add(param);
            }
        });
        return params;
    }
}
