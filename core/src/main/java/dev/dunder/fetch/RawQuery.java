package dev.dunder.fetch;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.SqlTypes;
import dev.dunder.query.Expression;
import dev.dunder.query.TypeRules;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.PreparedPlan;
import dev.dunder.run.RawRows;
import dev.dunder.run.Session;
import dev.dunder.sql.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the user's own, whose rows become instances of a model by the names of their columns.
 *
 * @param model the model
 * @param plan the statement
 * @param values what is bound
 */
public record RawQuery(Model model, Plan plan, List<@Nullable Object> values) {
    /** What the driver calls columns that count by themselves. */
    private static final Map<String, String> COUNTING = Map.of("smallserial", "int2", "serial", "int4", "bigserial",
            "int8");

    public static RawQuery of(Model model, String sql, @Nullable Object... values) {
        if (!LookupException.given(sql, "a statement").codePoints().allMatch(RawQuery::isCharacter)) {
            throw new LookupException("A statement has no NUL and no half of a surrogate pair in it.");
        }
        List<Expression.Param> binds = new ArrayList<>();
        List<@Nullable Object> bound = new ArrayList<>();
        for (Object value : LookupException.given(values, "the values")) {
            DataType<?> as = value == null ? SQLDataType.OTHER : TypeRules.of(value);
            if (as == null) {
                throw new LookupException(Values.describe(value) + " does not say which type it has in the database."
                        + " raw(…) takes numbers, texts, dates, UUIDs and the like, and arrays of those.");
            }
            binds.add(new Expression.Param(binds.size(), as));
            bound.add(value == null ? null : Values.convert(as, value));
        }
        return new RawQuery(model, new Plan(sql, List.copyOf(binds), List.of()),
                Collections.unmodifiableList(bound));
    }

    /** The server refuses NUL, and the driver does not send half of a surrogate pair. */
    private static boolean isCharacter(int c) {
        return c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
    }

    List<RowState> rows(Session database, DatabaseChoice where) {
        Map<String, Attribute> byColumn = model.attributes().stream()
                .collect(Collectors.toMap(Attribute::column, one -> one, (first, second) -> first));
        RawRows found = database.raw(new PreparedPlan(plan, database.driver()), values, new ByColumn(byColumn));
        int attributes = model.attributes().size();
        Set<String> names = new LinkedHashSet<>(model.attributes().stream().map(Attribute::name).toList());
        Set<String> seen = new LinkedHashSet<>();
        int[] places = new int[found.names().size()];
        for (int i = 0; i < places.length; i++) {
            String column = found.names().get(i);
            Attribute attribute = byColumn.get(column);
            if (!seen.add(column) || (attribute == null && !names.add(column))) {
                throw new LookupException("Two columns of this raw(…) query are called " + LookupException.quote(column)
                        + ". Name one of them with AS.");
            }
            places[i] = attribute == null ? names.size() - 1 : attribute.index();
        }
        refuseWithoutKey(model, seen);
        RowColumns columns = new RowColumns(model.name(), List.copyOf(names), () -> RowColumns.types(model));
        return found.rows().stream().map(row -> {
            @Nullable
            Object[] all = new @Nullable Object[names.size()];
            Arrays.fill(all, 0, attributes, RowState.NOT_LOADED);
            for (int i = 0; i < places.length; i++) {
                all[places[i]] = row[i];
            }
            return RowState.stored(model, columns, all, where);
        }).toList();
    }

    private static void refuseWithoutKey(Model model, Set<String> columns) {
        for (Attribute part : model.primaryKey()) {
            if (!columns.contains(part.column())) {
                throw new DunderException("A raw(…) query of " + model.name() + " selects its primary key, and '"
                        + part.column() + "' is not among its columns: " + String.join(", ", columns) + ".");
            }
        }
    }

    private record ByColumn(Map<String, Attribute> attributes) implements RawRows.Typing {
        @Override
        public @Nullable DataType<?> known(String name) {
            Attribute attribute = attributes.get(name);
            return attribute == null ? null : attribute.type();
        }

        @Override
        public DataType<?> named(String name) {
            String plain = COUNTING.getOrDefault(name, name).toLowerCase(Locale.ROOT);
            return plain.contains("\"")
                    ? SQLDataType.OTHER
                    : plain.startsWith("_") ? SqlTypes.of(plain.substring(1) + "[]") : SqlTypes.of(plain);
        }
    }
}
