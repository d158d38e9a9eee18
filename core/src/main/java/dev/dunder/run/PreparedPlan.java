package dev.dunder.run;

import dev.dunder.query.Expression;
import dev.dunder.sql.Plan;
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
    private final String sent;
    private final @Nullable StatementKind kind;

    /**
     * Prepares a plan.
     *
     * @param plan the plan
     * @param driver chooses the codecs
     */
    public PreparedPlan(Plan plan, Driver driver) {
        this(plan, driver, null);
    }

    PreparedPlan(Plan plan, Driver driver, @Nullable StatementKind kind) {
        this.driver = driver;
        this.plan = plan;
        this.sent = plan.sql();
        this.kind = kind;
        this.binds = plan.binds().stream().map(Expression.Param::type).map(driver::bindCodec).toArray(Codec[]::new);
        this.columns = plan.columns().stream().map(driver::codec).toArray(Codec[]::new);
    }

    private PreparedPlan(PreparedPlan other, String sent) {
        this.driver = other.driver;
        this.plan = other.plan;
        this.binds = other.binds;
        this.columns = other.columns;
        this.sent = sent;
        this.kind = other.kind;
    }

    /** The same, sent as another text that says the same to the server. */
    PreparedPlan sent(String text) {
        return text.equals(sent) ? this : new PreparedPlan(this, text);
    }

    /** What it does; null of a statement of the user's own. */
    @Nullable
    StatementKind kind() {
        return kind;
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

    /** The statement as it is sent. */
    String sent() {
        return sent;
    }

    /** Whether a failure says that somebody has stopped the statement. */
    boolean isStop(SQLException failure) {
        return driver.isStop(failure);
    }

    /** Binds the values that the plan's binds refer to. */
    void bind(PreparedStatement statement, List<? extends @Nullable Object> values) throws SQLException {
        try {
            for (int i = 0; i < binds.length; i++) {
                binds[i].bind(statement, i + 1, values.get(plan.binds().get(i).index()));
            }
        } catch (RuntimeException failure) {
            throw Session.unreadable(failure);
        }
    }

    /** All rows, each an array of as many values as the plan has columns. */
    List<@Nullable Object[]> rows(ResultSet result) throws SQLException {
        // Many statements have one row.
        List<@Nullable Object[]> rows = new ArrayList<>(2);
        try {
            while (result.next()) {
                rows.add(row(result));
            }
        } catch (RuntimeException failure) {
            throw Session.unreadable(failure);
        }
        return rows;
    }

    /** The rows of a statement of which only its result says what its columns are. */
    RawRows raw(ResultSet result, RawRows.Typing typing) throws SQLException {
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
        return new RawRows(List.copyOf(names), List.copyOf(types), reading.rows(result));
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
