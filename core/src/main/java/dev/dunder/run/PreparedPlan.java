package dev.dunder.run;

import dev.dunder.query.Expression;
import dev.dunder.sql.Plan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A plan, ready to be executed with any values on any connection: the codecs for its binds and columns are chosen.
 *
 * <p>Immutable and safe to share between threads; this is what is cached.
 */
public final class PreparedPlan {
    private final Plan plan;
    private final Driver driver;
    private final Codec[] binds;
    private final Codec[] columns;

    /**
     * Prepares a plan.
     *
     * @param plan the plan
     * @param driver chooses the codecs
     */
    public PreparedPlan(Plan plan, Driver driver) {
        this.driver = driver;
        this.plan = plan;
        this.binds = plan.binds().stream().map(Expression.Param::type).map(driver::bindCodec).toArray(Codec[]::new);
        this.columns = plan.columns().stream().map(driver::codec).toArray(Codec[]::new);
    }

    /**
     * The statement.
     *
     * @return its text, with a {@code ?} for each bind
     */
    public String sql() {
        return plan.sql();
    }

    /**
     * The values that are bound.
     *
     * @param values the values that the plan's binds refer to
     * @return in the order of the text
     */
    public List<@Nullable Object> bound(List<? extends @Nullable Object> values) {
        List<@Nullable Object> bound = new ArrayList<>(binds.length);
        plan.binds().forEach(param -> bound.add(values.get(param.index())));
        return Collections.unmodifiableList(bound);
    }

    /**
     * Sends the statement and reads all rows.
     *
     * @param connection where; it is left as it was
     * @param values the values that the plan's binds refer to
     * @return the rows, each an array of as many values as the plan has columns
     * @throws SQLException if the server or the driver refuses
     */
    public List<@Nullable Object[]> rows(Connection connection, List<? extends @Nullable Object> values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, values);
                ResultSet result = statement.executeQuery()) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        }
    }

    /**
     * Sends a statement of which only its result says what its columns are.
     *
     * @param connection where; it is left as it was
     * @param values the values that the plan's binds refer to
     * @param typing knows the types of columns
     * @return the rows
     * @throws SQLException if the server or the driver refuses
     */
    public RawRows raw(Connection connection, List<? extends @Nullable Object> values, RawRows.Typing typing)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, values);
                ResultSet result = statement.executeQuery()) {
            ResultSetMetaData columns = result.getMetaData();
            List<String> names = new ArrayList<>();
            List<DataType<?>> types = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String name = columns.getColumnLabel(i);
                DataType<?> known = typing.known(name);
                names.add(name);
                types.add(known != null ? known : typing.named(columns.getColumnTypeName(i)));
            }
            PreparedPlan reading = new PreparedPlan(new Plan(plan.sql(), plan.binds(), List.copyOf(types)), driver);
            List<@Nullable Object[]> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(reading.row(result));
            }
            return new RawRows(List.copyOf(names), List.copyOf(types), rows);
        }
    }

    /**
     * Sends a statement that has no rows to give.
     *
     * @param connection where; it is left as it was
     * @param values the values that the plan's binds refer to
     * @return how many rows it wrote
     * @throws SQLException if the server or the driver refuses
     */
    public long write(Connection connection, List<? extends @Nullable Object> values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, values)) {
            return statement.executeLargeUpdate();
        }
    }

    /**
     * Sends the statement and reads its rows as they are asked for. The driver keeps them on the server only outside of
     * auto-commit, so the connection must be in a transaction.
     *
     * @param connection where
     * @param values the values that the plan's binds refer to
     * @param chunk how many rows are fetched at a time
     * @return the rows, to be closed
     * @throws SQLException if the server or the driver refuses
     */
    public Cursor cursor(Connection connection, List<? extends @Nullable Object> values, int chunk)
            throws SQLException {
        PreparedStatement statement = prepare(connection, values);
        try {
            statement.setFetchSize(chunk);
            return new Cursor(this, statement, statement.executeQuery());
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    private PreparedStatement prepare(Connection connection, List<? extends @Nullable Object> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(plan.sql());
        try {
            for (int i = 0; i < binds.length; i++) {
                binds[i].bind(statement, i + 1, values.get(plan.binds().get(i).index()));
            }
            return statement;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    @Nullable
    Object[] row(ResultSet result) throws SQLException {
        @Nullable
        Object[] row = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            row[i] = columns[i].read(result, i + 1);
        }
        return row;
    }
}
