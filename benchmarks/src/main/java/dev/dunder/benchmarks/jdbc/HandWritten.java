package dev.dunder.benchmarks.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.benchmarks.Concurrency;
import dev.dunder.benchmarks.Contender;
import dev.dunder.benchmarks.Values;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statements as texts, and a loop over each result. */
public final class HandWritten implements Contender<Values.Entry, Values.Joined, Values.Parent>, Contender.BulkInserting, Contender.Copying, Contender.BulkUpdating<Long>, Contender.Coalescing<Values.Entry>, Contender.Paging<Values.Entry>, Contender.Streaming {
    private static final String ENTRY = "select id, author_id, headline, body, x, rating, published, pub_date from entry ";

    private final HikariDataSource pool;
    private final Concurrency concurrency = new Concurrency();
    private final BulkStatements bulk;

    public HandWritten(HikariDataSource pool) {
        this.pool = pool;
        this.bulk = new BulkStatements(pool);
    }

    @Override
    public Values.Entry entry(long id) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(ENTRY + "where id = ?")) {
            statement.setLong(1, id);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new IllegalStateException("No entry " + id);
                }
                return entry(result, 0);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<Values.Entry> entries(long after, int count) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(ENTRY + "where id > ? order by id limit ?")) {
            statement.setLong(1, after);
            statement.setInt(2, count);
            try (ResultSet result = statement.executeQuery()) {
                List<Values.Entry> entries = new ArrayList<>();
                while (result.next()) {
                    entries.add(entry(result, 0));
                }
                return entries;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<Values.Joined> joined(long after, int count) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select e.id, e.author_id, e.headline, e.body, e.x, e.rating, e.published, e.pub_date,"
                                + " a.id, a.name, a.email, a.country from entry e join author a on a.id = e.author_id"
                                + " where e.id > ? order by e.id limit ?")) {
            statement.setLong(1, after);
            statement.setInt(2, count);
            try (ResultSet result = statement.executeQuery()) {
                List<Values.Joined> entries = new ArrayList<>();
                while (result.next()) {
                    entries.add(new Values.Joined(entry(result, 0), author(result, 8)));
                }
                return entries;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<Values.Parent> parents(long after, int count) {
        try (Connection connection = pool.getConnection()) {
            List<Values.Parent> parents = new ArrayList<>();
            Map<Long, List<Values.Entry>> entries = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "select id, name, email, country from author where id > ? order by id limit ?")) {
                statement.setLong(1, after);
                statement.setInt(2, count);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        List<Values.Entry> children = new ArrayList<>();
                        Values.Author author = author(result, 0);
                        entries.put(author.id(), children);
                        parents.add(new Values.Parent(author, children));
                    }
                }
            }
            Array keys = connection.createArrayOf("bigint", entries.keySet().toArray());
            try (PreparedStatement statement = connection
                    .prepareStatement(ENTRY + "where author_id = any (?) order by id")) {
                statement.setArray(1, keys);
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        Values.Entry entry = entry(result, 0);
                        entries.computeIfAbsent(entry.authorId(), author -> new ArrayList<>()).add(entry);
                    }
                }
            }
            return parents;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public Values.Totals totals(long author) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection
                        .prepareStatement("select count(*), avg(rating), max(x) from entry where author_id = ?")) {
            statement.setLong(1, author);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return new Values.Totals(result.getLong(1), result.getDouble(2), result.getInt(3));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<Values.Counted> counted(int count) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select a.id, (select count(*) from entry e where e.author_id = a.id),"
                                + " (select count(*) from entry e join comment c on c.entry_id = e.id"
                                + " where e.author_id = a.id) from author a order by a.id limit ?")) {
            statement.setInt(1, count);
            try (ResultSet result = statement.executeQuery()) {
                List<Values.Counted> authors = new ArrayList<>();
                while (result.next()) {
                    authors.add(new Values.Counted(result.getLong(1), result.getLong(2), result.getLong(3)));
                }
                return authors;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public long insert(Values.Draft draft) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into draft (author_id, headline, body, x, rating, published, pub_date)"
                                + " values (?, ?, ?, ?, ?, ?, ?) returning id")) {
            statement.setLong(1, draft.authorId());
            statement.setString(2, draft.headline());
            statement.setString(3, draft.body());
            statement.setInt(4, draft.x());
            statement.setDouble(5, draft.rating());
            statement.setBoolean(6, draft.published());
            statement.setObject(7, draft.pubDate());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public List<Values.Entry> atOnce(List<Long> ids) {
        return concurrency.all(ids, this::entry);
    }

    @Override
    public List<Values.Entry> numbered(int page, int size) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(ENTRY + "order by id limit ? offset ?")) {
            statement.setInt(1, size);
            statement.setInt(2, (page - 1) * size);
            try (ResultSet result = statement.executeQuery()) {
                List<Values.Entry> entries = new ArrayList<>();
                while (result.next()) {
                    entries.add(entry(result, 0));
                }
                return entries;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public Object before(int page, int size) {
        return numbered(page - 1, size).getLast().id();
    }

    @Override
    public List<Values.Entry> following(Object before, int size) {
        return entries((Long) before, size);
    }

    @Override
    public long streamed() {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(ENTRY + "order by id")) {
                statement.setFetchSize(1_000);
                long length = 0;
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        length += entry(result, 0).headline().length();
                    }
                }
                return length;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By hand each has a statement of its own. */
    @Override
    public List<Values.Entry> coalesced(List<Long> ids) {
        return atOnce(ids);
    }

    @Override
    public List<Long> insertAll(List<Values.Draft> drafts) {
        return bulk.insert(drafts);
    }

    @Override
    public long copyIn(Batch batch) {
        return bulk.copy(batch.text());
    }

    @Override
    public List<Long> drafts(List<Long> ids) {
        return ids;
    }

    @Override
    public long updateAll(List<Long> ids, List<Integer> x) {
        return bulk.update(ids, x);
    }

    private static Values.Entry entry(ResultSet result, int before) throws SQLException {
        return new Values.Entry(
                result.getLong(before + 1),
                result.getLong(before + 2),
                result.getString(before + 3),
                result.getString(before + 4),
                result.getInt(before + 5),
                result.getDouble(before + 6),
                result.getBoolean(before + 7),
                result.getObject(before + 8, OffsetDateTime.class));
    }

    private static Values.Author author(ResultSet result, int before) throws SQLException {
        return new Values.Author(
                result.getLong(before + 1),
                result.getString(before + 2),
                result.getString(before + 3),
                result.getString(before + 4));
    }

    @Override
    public Values.Entry entryOf(Values.Entry entry) {
        return entry;
    }

    @Override
    public Values.Joined joinedOf(Values.Joined joined) {
        return joined;
    }

    @Override
    public Values.Parent parentOf(Values.Parent parent) {
        return parent;
    }

    @Override
    public void close() {
        concurrency.close();
        pool.close();
    }
}
