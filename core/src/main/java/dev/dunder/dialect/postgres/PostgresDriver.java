package dev.dunder.dialect.postgres;

import dev.dunder.DatabaseException;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Schema;
import dev.dunder.query.Statement;
import dev.dunder.run.Codec;
import dev.dunder.run.CopyRows;
import dev.dunder.run.Driver;
import dev.dunder.run.ListedRows;
import dev.dunder.run.SessionZone;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;

/** PostgreSQL by its own JDBC driver. */
public final class PostgresDriver implements Driver {
    /** The one there is; it has nothing to remember. */
    public static final Driver INSTANCE = new PostgresDriver();

    private PostgresDriver() {}

    @Override
    public void check(Connection connection) throws SQLException {
        ConnectionCheck.check(connection);
    }

    @Override
    public void check(Configuration jooq) {
        if (jooq.family() != SQLDialect.POSTGRES) {
            throw new DunderException("This jOOQ writes for " + jooq.dialect().getName()
                    + ". dunder's is PostgreSQL: DSL.using(pool, SQLDialect.POSTGRES).");
        }
    }

    @Override
    public SessionZone zone(ZoneId zone) {
        return new PostgresZone(zone);
    }

    @Override
    public long statementTimeout(Connection connection) throws SQLException {
        return StatementTimeoutSetting.of(connection);
    }

    @Override
    public boolean isFailed(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
    }

    @Override
    public Restoring heal(Connection connection) throws SQLException {
        PGConnection driver = connection.unwrap(PGConnection.class);
        AutoSave before = driver.getAutosave();
        driver.setAutosave(AutoSave.CONSERVATIVE);
        return () -> driver.setAutosave(before);
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        // The driver returns once the server has passed the signal on.
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    @Override
    public DatabaseException failure(
            SQLException failure, @Nullable String sql, Function<DatabaseException.Violated, List<String>> columns) {
        return PostgresFailures.of(failure, sql, columns);
    }

    @Override
    public DatabaseException withValues(DatabaseException told) {
        return PostgresFailures.withValues(told);
    }

    @Override
    public boolean isStop(SQLException failure) {
        return PostgresFailures.isStop(failure);
    }

    @Override
    public boolean isLost(SQLException failure) {
        return PostgresFailures.isLost(failure);
    }

    @Override
    public boolean isUncertain(SQLException failure) {
        return PostgresFailures.isUncertain(failure);
    }

    @Override
    public boolean isStale(SQLException failure) {
        return PostgresFailures.isStale(failure);
    }

    @Override
    public Codec codec(DataType<?> type) {
        return Codecs.of(type);
    }

    @Override
    public Codec bindCodec(DataType<?> type) {
        return Codecs.ofBind(type);
    }

    @Override
    public Field<?> bound(DataType<?> type, @Nullable Object value) {
        return UntypedBinding.value(type, value);
    }

    @Override
    public Field<?> literal(DataType<?> type, @Nullable Object value) {
        return Literals.of(type, value);
    }

    @Override
    public CopyRows copyRows(List<DataType<?>> columns) {
        return new CopyText(columns);
    }

    @Override
    public long copyIn(Connection connection, String sql, CopyRows rows) throws SQLException {
        return PostgresCopy.in(connection, sql, (CopyText) rows);
    }

    @Override
    public long copyOut(Connection connection, String sql, Statement.CopyOut.Format format, Sink sink)
            throws SQLException {
        return PostgresCopy.out(connection, sql, format, sink);
    }

    @Override
    public DatabaseException inRow(DatabaseException told, Statement.CopyIn copy, long before) {
        return PostgresCopy.inRow(told, copy, before);
    }

    @Override
    public DatabaseException ofRow(DatabaseException told, ListedRows rows) {
        return FailedRow.of(told, rows);
    }

    @Override
    public Schema schema(Connection connection) throws SQLException {
        try {
            return Schema.reflect(DSL.using(connection, SQLDialect.POSTGRES));
        } catch (DataAccessException failure) {
            SQLException told = failure.getCause(SQLException.class);
            if (told != null) {
                throw told;
            }
            throw failure;
        }
    }

    @Override
    public Configuration jooq() {
        return new DefaultConfiguration().set(SQLDialect.POSTGRES);
    }
}
