package dev.dunder.plans;

import dev.dunder.watch.StatementListener.Statement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import org.jooq.JSONB;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a statement costs the server.
 *
 * @param rows how many rows it gives
 * @param buffers how many pages it reads, from the cache or from the disk
 * @param plans the plans that were chosen, and how long they took here
 */
record ServerWork(long rows, long buffers, String plans) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Of several statements together. */
    static ServerWork of(String url, List<Statement> statements) {
        ServerWork all = new ServerWork(0, 0, "");
        try (Connection connection = DriverManager.getConnection(url)) {
            for (Statement statement : statements) {
                all = all.and(of(connection, statement.sql(), statement.values()));
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return all;
    }

    private static ServerWork of(Connection connection, String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = connection
                .prepareStatement("explain (analyze, buffers, format json) " + sql)) {
            for (int i = 0; i < values.size(); i++) {
                bind(statement, i + 1, values.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                JsonNode explained = JSON.readTree(rows.getString(1)).get(0);
                JsonNode plan = explained.get("Plan");
                return new ServerWork(plan.get("Actual Rows").asLong(), pages(plan), String.format(Locale.ROOT,
                        "%s%n%s ms%n%s", sql, explained.get("Execution Time").asString(), outline(plan, 1)));
            }
        }
    }

    private static void bind(PreparedStatement statement, int place, Object value) throws SQLException {
        if (value instanceof JSONB json) {
            statement.setObject(place, json.data(), Types.OTHER);
        } else if (value instanceof Object[] list) {
            String type = statement.getParameterMetaData().getParameterTypeName(place).replaceFirst("^_", "");
            statement.setArray(place, statement.getConnection().createArrayOf(type, list));
        } else {
            statement.setObject(place, value);
        }
    }

    private static long pages(JsonNode plan) {
        return plan.get("Shared Hit Blocks").asLong() + plan.get("Shared Read Blocks").asLong();
    }

    private static String outline(JsonNode plan, int depth) {
        StringBuilder text = new StringBuilder("  ".repeat(depth));
        for (String part : List.of("Node Type", "Relation Name", "Index Name")) {
            text.append(plan.has(part) ? plan.get(part).asString() + " " : "");
        }
        text.append(String.format(Locale.ROOT, "%s times %s rows, %d pages%n", plan.get("Actual Loops").asString(),
                plan.get("Actual Rows").asString(), pages(plan)));
        if (plan.has("Plans")) {
            plan.get("Plans").forEach(part -> text.append(outline(part, depth + 1)));
        }
        return text.toString();
    }

    private ServerWork and(ServerWork other) {
        return new ServerWork(rows + other.rows, buffers + other.buffers, plans + other.plans);
    }
}
