package dev.dunder.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The database with its rows, and which of them a workload asks for at each turn.
 *
 * @param url where it is, user and password included
 * @param size how many rows there are
 */
record Dataset(String url, Size size) {
    private static final OffsetDateTime START = OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** Prime to all numbers of rows: turns go through them in no order that a cache would know. */
    private static final long STEP = 7_919;

    /** A new database on the tests' server, filled. */
    static Dataset create(Size size) {
        Dataset dataset = new Dataset(TestServer.newDatabase(), size);
        dataset.execute(resource("schema.sql"));
        dataset.execute(resource("data.sql")
                .replace("${authors}", String.valueOf(size.authors()))
                .replace("${entries}", String.valueOf(size.entries()))
                .replace("${comments}", String.valueOf(size.comments()))
                .replace("${authors_next}", String.valueOf(size.authors() + 1))
                .replace("${entries_next}", String.valueOf(size.entries() + 1))
                .replace("${comments_next}", String.valueOf(size.comments() + 1)));
        dataset.execute("vacuum analyze");
        // It is not the disk that is measured.
        dataset.execute("do $$ begin execute format("
                + "'alter database %I set synchronous_commit = off', current_database()); end $$");
        return dataset;
    }

    /** The pool that every library is given. */
    HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(Concurrency.CONNECTIONS);
        return new HikariDataSource(config);
    }

    /** The drafts as they are before each iteration. */
    void reset() {
        execute("truncate draft restart identity");
        execute("insert into draft (author_id, headline, body, x, rating, published, pub_date)"
                + " select author_id, headline, body, x, rating, published, pub_date from entry"
                + " where id <= " + size.drafts() + " order by id");
    }

    // ---- What is asked for at a turn ----

    long entry(long turn) {
        return 1 + turn * STEP % size.entries();
    }

    long author(long turn) {
        return 1 + turn * STEP % size.authors();
    }

    /** After which entry so many are there. */
    long before(long turn, int count) {
        return turn * STEP % (size.entries() - count);
    }

    /** After which author so many are there. */
    long beforeAuthors(long turn, int count) {
        return turn * STEP % (size.authors() - count);
    }

    Values.Draft draft(long turn) {
        return new Values.Draft(
                author(turn),
                "Draft " + turn,
                "0123456789".repeat(20),
                (int) (turn % 1_000),
                turn % 50 / 10.0,
                turn % 3 != 0,
                START.plusMinutes(turn));
    }

    /** As many drafts as are stored before, so many times. */
    List<Values.Draft> drafts(long turn, int times) {
        int count = size.drafts() * times;
        return IntStream.range(0, count).mapToObj(i -> draft(turn * count + i)).toList();
    }

    /** Drafts as values and as the text that {@code COPY} takes; none of these values needs escaping. */
    Contender.Batch batch(long turn, int times) {
        List<Values.Draft> drafts = drafts(turn, times);
        String text = drafts.stream()
                .map(draft -> draft.authorId() + "\t" + draft.headline() + "\t" + draft.body() + "\t" + draft.x() + "\t"
                        + draft.rating() + "\t" + (draft.published() ? "t" : "f") + "\t" + draft.pubDate() + "\n")
                .collect(Collectors.joining());
        return new Contender.Batch(drafts, text);
    }

    // ---- What was written ----

    /** Those with these keys, in the order of these. */
    List<Values.Draft> stored(List<Long> ids) {
        Map<Long, Values.Draft> byKey = new HashMap<>();
        String sql = "select author_id, headline, body, x, rating, published, pub_date, id from draft where id = any (?)";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Values.Draft draft = new Values.Draft(
                            result.getLong(1),
                            result.getString(2),
                            result.getString(3),
                            result.getInt(4),
                            result.getDouble(5),
                            result.getBoolean(6),
                            result.getObject(7, OffsetDateTime.class));
                    byKey.put(result.getLong(8), draft);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return ids.stream().map(id -> Objects.requireNonNull(byKey.get(id), () -> "No draft " + id)).toList();
    }

    /** The keys of those that were stored last, in their order. */
    List<Long> lastKeys(long count) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(
                        "select id from (select id from draft order by id desc limit ?) last order by id")) {
            statement.setLong(1, count);
            try (ResultSet result = statement.executeQuery()) {
                List<Long> keys = new ArrayList<>();
                while (result.next()) {
                    keys.add(result.getLong(1));
                }
                return keys;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Dataset.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
