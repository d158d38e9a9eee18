package dev.dunder.test;

import dev.dunder.DatabaseException;
import dev.dunder.Database;
import dev.dunder.lookups.DunderException;
import dev.dunder.test.TableFacts.Check;
import dev.dunder.test.TableFacts.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jooq.DataType;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Finds values for columns, such as the table's checks and unique keys allow. The server is asked which do: nothing here reads
 * SQL.
 *
 * @param database whose server
 * @param facts of the table
 * @param known what other columns have
 * @param types what the model's values are, by column
 */
record ValueSearch(
        Database database, TableFacts facts, Map<Column, @Nullable Object> known, Map<Column, DataType<?>> types) {
    /** How many combinations are tried before it is given up. */
    private static final int MOST = 1_000;

    /** For another constant in each row. */
    private static final AtomicInteger TURNS = new AtomicInteger();

    Map<Column, Object> of(List<Column> lacking) {
        int turn = TURNS.getAndIncrement() & Integer.MAX_VALUE;
        Map<Column, Object> found = new LinkedHashMap<>();
        for (Set<Column> together : together(lacking)) {
            found.putAll(search(List.copyOf(together), found, turn));
        }
        return found;
    }

    /** Columns that some rule is about together are looked for together. */
    private List<Set<Column>> together(List<Column> lacking) {
        List<Set<Column>> groups = new ArrayList<>();
        lacking.forEach(one -> groups.add(new LinkedHashSet<>(Set.of(one))));
        List<List<String>> rules = new ArrayList<>(facts.unique());
        facts.checks().forEach(check -> rules.add(check.columns()));
        for (List<String> rule : rules) {
            List<Set<Column>> touched = groups.stream()
                    .filter(group -> group.stream().anyMatch(one -> rule.contains(one.name()))).toList();
            if (touched.size() > 1) {
                touched.subList(1, touched.size()).forEach(touched.get(0)::addAll);
                groups.removeAll(touched.subList(1, touched.size()));
            }
        }
        return groups;
    }

    private Map<Column, Object> search(List<Column> columns, Map<Column, Object> found, int turn) {
        List<Check> checks = facts.checks().stream().filter(check -> speaksOf(check.columns(), columns)).toList();
        List<List<String>> unique = facts.unique().stream().filter(key -> speaksOf(key, columns)).toList();
        boolean free = checks.isEmpty() && unique.isEmpty() && columns.stream().noneMatch(Column::isDomain);
        List<List<Object>> candidates = new ArrayList<>();
        for (Column column : columns) {
            List<String> said = new ArrayList<>(column.domains());
            checks.forEach(check -> said.add(check.condition()));
            boolean numbered = unique.stream().anyMatch(key -> key.contains(column.name()));
            candidates.add(OwnValues.of(types.get(column), Candidates.of(column, said, numbered ? next(column) : null),
                    turn));
        }
        int tried = 0;
        for (Combinations each = new Combinations(candidates); each.hasNext() && tried < MOST; tried++) {
            Map<Column, Object> values = each.next(columns);
            if (free || isAllowed(values, found, checks, unique)) {
                return values;
            }
        }
        throw new DunderException(
                "No value was found for " + columns.stream().map(Column::name).collect(Collectors.joining(", "))
                        + " of " + facts.name() + " that satisfies " + rules(columns, checks, unique)
                        + ". Give it one: with(\"" + columns.get(0).name() + "\", …).");
    }

    private String rules(List<Column> columns, List<Check> checks, List<List<String>> unique) {
        List<String> all = new ArrayList<>();
        checks.forEach(check -> all.add(check.name() + ": " + check.condition()));
        columns.forEach(column -> column.domains().forEach(rule -> all.add(column.type() + ": " + rule)));
        unique.forEach(key -> all.add("unique " + key));
        columns.forEach(column -> {
            DataType<?> type = types.get(column);
            if (type != null && OwnValues.are(type)) {
                all.add("being a " + type.getType().getSimpleName());
            }
        });
        return String.join("; ", all);
    }

    private static boolean speaksOf(List<String> names, List<Column> columns) {
        return columns.stream().anyMatch(column -> names.contains(column.name()));
    }

    /** The number behind the highest, of a column of whole numbers; null for other columns. */
    private @Nullable Long next(Column column) {
        return switch (column.base()) {
            case "int2", "int4", "int8", "numeric", "float4", "float8" ->
                database.dsl().connectionResult(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement("select cast(floor(coalesce(max("
                            + TableFacts.quoted(column.name()) + "), 0)) as bigint) + 1 from " + facts.name());
                            ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                });
            default -> null;
        };
    }

    /** What the server says of values: an error is a no. */
    private boolean isAllowed(Map<Column, Object> values, Map<Column, Object> found, List<Check> checks,
            List<List<String>> unique) {
        List<String> columns = new ArrayList<>();
        List<@Nullable String> binds = new ArrayList<>();
        for (Column column : facts.columns().values()) {
            Object value = values.containsKey(column)
                    ? values.get(column)
                    : found.containsKey(column) ? found.get(column) : known.get(column);
            if (value != null) {
                value = OwnValues.stored(types.get(column), value);
            }
            if (value != null && !isText(value)) {
                // What cannot be told as a text is left to the insert.
                continue;
            }
            // A domain that takes no null is not asked about one.
            String type = value == null && column.isDomain() ? "text" : column.type();
            columns.add("cast(cast(? as text) as " + type + ") as " + TableFacts.quoted(column.name()));
            binds.add(value == null ? null : value.toString());
        }
        List<String> rules = new ArrayList<>();
        checks.forEach(check -> rules.add("(" + check.condition().replace("?", "??") + ") is not false"));
        for (List<String> key : unique) {
            String same = key.stream().map(TableFacts::quoted).map(name -> "u." + name + " = t." + name)
                    .collect(Collectors.joining(" and "));
            rules.add("not exists (select 1 from " + facts.name() + " u where " + same + ")");
        }
        String sql = "select " + (rules.isEmpty() ? "true" : String.join(" and ", rules)) + ", t.* from (select "
                + String.join(", ", columns) + ") as t";
        try {
            // A savepoint, for a cast or a check that fails.
            return database.atomic(() -> database.dsl().connectionResult(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < binds.size(); i++) {
                        statement.setString(i + 1, binds.get(i));
                    }
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next() && rows.getBoolean(1);
                    }
                }
            }));
        } catch (DataAccessException | DatabaseException refused) {
            return false;
        }
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                || value instanceof Temporal
                || value instanceof UUID;
    }
}
