package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The contents of a pack's tables. Loads only what differs from what is there, and compares what is there with what should
 * be by loading that beside it, so that the server knows what is equal.
 */
final class Loader implements AutoCloseable {
    private static final String ACTUAL = "public";
    private static final String EXPECTED = "expected";

    private final Connection connection;
    private final Pack pack;
    /** What each table holds, as text, of each schema; no entry where that is unknown. */
    private final Map<String, Map<String, String>> loaded = new HashMap<>();
    private final Map<String, Set<String>> columns = new LinkedHashMap<>();
    /** How the rows of each table are compared: as text, but for what the server writes in several ways. */
    private final Map<String, String> compared = new LinkedHashMap<>();

    Loader(String url, Pack pack) throws SQLException {
        this.pack = pack;
        this.connection = DriverManager.getConnection(url);
        createExtensions();
        execute("create schema " + EXPECTED + "; " + pack.schemaSql() + "; set session_replication_role = replica");
        readColumns();
        for (String table : columns.keySet()) {
            // Neither keys nor defaults: rows are only compared here.
            execute("create table " + table(EXPECTED, table) + " (like " + table(ACTUAL, table) + ")");
        }
        for (String schema : List.of(ACTUAL, EXPECTED)) {
            Map<String, String> empty = new HashMap<>();
            columns.keySet().forEach(table -> empty.put(table, ""));
            loaded.put(schema, empty);
        }
    }

    /** What the applications' migrations make beside their tables, as far as this server has it. */
    private void createExtensions() {
        for (String extension : List.of("hstore", "pg_trgm", "unaccent", "pgcrypto")) {
            try {
                execute("create extension if not exists " + extension);
            } catch (SQLException missing) {
                // The cases that need it will fail, and say so.
            }
        }
    }

    /** All tables, and the columns of each that can be written. */
    private void readColumns() throws SQLException {
        String sql = "select table_name, column_name, is_generated, data_type from information_schema.columns"
                + " where table_schema = 'public' order by table_name, ordinal_position";
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                Set<String> ofTable = columns.computeIfAbsent(rows.getString(1), none -> new LinkedHashSet<>());
                if (!"ALWAYS".equals(rows.getString(3))) {
                    ofTable.add(rows.getString(2));
                }
                String column = "r." + quoted(rows.getString(2));
                // A day may be a day or 24 hours, which Python does not tell apart.
                String text = "interval".equals(rows.getString(4)) ? "extract(epoch from " + column + ")" : column;
                compared.merge(rows.getString(1), text, (one, other) -> one + ", " + other);
            }
        }
    }

    /** Makes the tables hold what a state says. */
    void load(String state) throws SQLException {
        load(ACTUAL, state(state));
    }

    /** The numbers that sequences were at; new keys are counted on from there. */
    void sequences(JsonNode values) throws SQLException {
        for (Map.Entry<String, JsonNode> one : Json.map(values).entrySet()) {
            String number = one.getValue().isNull() ? "1, false" : one.getValue().asLong() + ", true";
            execute("select setval('" + table(ACTUAL, one.getKey()) + "', " + number + ")");
        }
    }

    /** The tables that do not hold what a state says; what they hold is known to be that, or unknown then. */
    List<String> differing(String state) throws SQLException {
        load(EXPECTED, state(state));
        List<String> differing = new ArrayList<>();
        String sql = columns.keySet().stream().map(this::comparison).collect(Collectors.joining(" union all "));
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                differing.add(rows.getString(1));
            }
        }
        Map<String, String> now = loaded(ACTUAL);
        now.clear();
        now.putAll(loaded(EXPECTED));
        differing.forEach(now::remove);
        compared.forEach((table, how) -> {
            if (how.contains("extract(")) {
                now.remove(table);
            }
        });
        return differing;
    }

    /** What the tables hold is not known any more. */
    void forget() {
        loaded(ACTUAL).clear();
    }

    private String comparison(String table) {
        String row = "select row(" + compared.get(table) + ")::text from ";
        String actual = row + table(ACTUAL, table) + " r";
        String expected = row + table(EXPECTED, table) + " r";
        return "select '" + table.replace("'", "''") + "' where exists ((" + actual + " except all " + expected
                + ") union all (" + expected + " except all " + actual + "))";
    }

    private Map<String, String> loaded(String schema) {
        return loaded.computeIfAbsent(schema, none -> new HashMap<>());
    }

    private JsonNode state(String hash) {
        JsonNode state = pack.states().get(hash);
        return state == null ? Json.MAPPER.createObjectNode() : state;
    }

    private void load(String schema, JsonNode tables) throws SQLException {
        StringBuilder sql = new StringBuilder();
        Map<String, String> before = loaded(schema);
        for (String table : columns.keySet()) {
            JsonNode content = tables.path(table);
            String text = content.isMissingNode() ? "" : content.toString();
            String old = before.put(table, text);
            if (!text.equals(old)) {
                if (!"".equals(old)) {
                    sql.append("delete from ").append(table(schema, table)).append(";\n");
                }
                if (!text.isEmpty()) {
                    sql.append(insert(schema, table, content)).append(";\n");
                }
            }
        }
        if (!sql.isEmpty()) {
            try {
                execute(sql.toString());
            } catch (SQLException failure) {
                before.clear();
                throw failure;
            }
        }
    }

    private String insert(String schema, String table, JsonNode content) {
        List<String> names = Json.texts(content.get("columns"));
        // In the copy to compare with, columns that are computed are plain ones, and are given.
        boolean all = schema.equals(EXPECTED);
        Set<String> writable = columns.get(table);
        List<Integer> places = IntStream.range(0, names.size())
                .filter(i -> all || writable.contains(names.get(i))).boxed().toList();
        String list = places.stream().map(i -> quoted(names.get(i))).collect(Collectors.joining(", "));
        String rows = Json.list(content.get("rows")).stream()
                .map(row -> places.stream().map(i -> StateValues.literal(row.get(i)))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(",\n"));
        return "insert into " + table(schema, table) + " (" + list + ")" + (all ? "" : " overriding system value")
                + " values " + rows;
    }

    private static String table(String schema, String table) {
        return schema + "." + quoted(table);
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
