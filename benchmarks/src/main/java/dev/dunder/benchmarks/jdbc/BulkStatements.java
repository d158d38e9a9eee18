package dev.dunder.benchmarks.jdbc;

import dev.dunder.benchmarks.Values;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Many rows by one statement: an array for each column, or the text that {@code COPY} takes. */
final class BulkStatements {
    private final DataSource pool;

    BulkStatements(DataSource pool) {
        this.pool = pool;
    }

    /** The keys come in the order of the rows, as PostgreSQL inserts what is selected in its order. */
    List<Long> insert(List<Values.Draft> drafts) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into draft (author_id, headline, body, x, rating, published, pub_date)"
                                + " select author_id, headline, body, x, rating, published, pub_date"
                                + " from unnest(?::bigint[], ?::text[], ?::text[], ?::integer[], ?::double precision[],"
                                + " ?::boolean[], ?::timestamptz[]) with ordinality as given (author_id, headline, body,"
                                + " x, rating, published, pub_date, place) order by place returning id")) {
            array(statement, 1, "bigint", drafts, Values.Draft::authorId);
            array(statement, 2, "text", drafts, Values.Draft::headline);
            array(statement, 3, "text", drafts, Values.Draft::body);
            array(statement, 4, "integer", drafts, Values.Draft::x);
            array(statement, 5, "float8", drafts, Values.Draft::rating);
            array(statement, 6, "boolean", drafts, Values.Draft::published);
            array(statement, 7, "timestamptz", drafts, Values.Draft::pubDate);
            try (ResultSet result = statement.executeQuery()) {
                List<Long> keys = new ArrayList<>(drafts.size());
                while (result.next()) {
                    keys.add(result.getLong(1));
                }
                return keys;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    long copy(String text) {
        try (Connection connection = pool.getConnection()) {
            return connection.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy draft (author_id, headline, body, x, rating, published, pub_date) from stdin",
                            new StringReader(text));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long update(List<Long> ids, List<Integer> x) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update draft set x = given.x from unnest(?::bigint[], ?::integer[]) as given (id, x)"
                                + " where draft.id = given.id")) {
            array(statement, 1, "bigint", ids, Function.identity());
            array(statement, 2, "integer", x, Function.identity());
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> void array(
            PreparedStatement statement, int place, String type, List<T> rows, Function<T, ?> column)
            throws SQLException {
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        statement.setArray(place, statement.getConnection().createArrayOf(type, values));
    }
}
