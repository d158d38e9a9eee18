package dev.dunder.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that stay in the server until they are asked for. For one thread at a time; to be closed. */
public final class Cursor implements AutoCloseable {
    private final PreparedPlan plan;
    private final Closing statement;
    private final ResultSet result;
    private boolean ended;

    /** Ends a statement. */
    interface Closing {
        void close() throws SQLException;
    }

    Cursor(PreparedPlan plan, Closing statement, ResultSet result) {
        this.plan = plan;
        this.statement = statement;
        this.result = result;
    }

    /**
     * The next rows.
     *
     * @param most how many at most; at the size of the cursor's chunks it is one trip to the server
     * @return their values; none after the last
     * @throws SQLException if the server or the driver fails
     */
    public List<@Nullable Object[]> next(int most) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(Math.min(most, 1_000));
        while (!ended && rows.size() < most) {
            if (result.next()) {
                rows.add(plan.row(result));
            } else {
                ended = true;
            }
        }
        return rows;
    }

    /**
     * Whether the last row has been read.
     *
     * @return true if there is nothing more to ask for
     */
    public boolean ended() {
        return ended;
    }

    /** Ends the statement; the connection stays open. */
    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
