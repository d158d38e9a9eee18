package dev.dunder.run;

import dev.dunder.lookups.DunderException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.conf.ParamType;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jooq.conf.StatementType;
import org.jooq.conf.ThrowExceptions;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * As a query of jOOQ's: its listeners hear of the statement, and its settings for statements hold. The query's text is that
 * of the plan, so nothing is rendered; the plan binds the values when jOOQ would, and reads the rows before jOOQ does, which
 * then finds none left to make records of.
 */
final class JooqExecution implements Execution {
    /** jOOQ would ask the result for its columns otherwise, to make records of no rows. */
    private static final List<Field<?>> NO_COLUMNS = List.of(DSL.inline(0));

    private static final String NO_DATA = "02000";

    private static final ExecuteListener NOBODY = new ExecuteListener() {
        private static final long serialVersionUID = 1;
    };

    /** What a thread has jOOQ execute: one configuration does for all, and has what jOOQ remembers from one to the next. */
    private static final ThreadLocal<@Nullable Call<?>> CURRENT = new ThreadLocal<>();

    private final DSLContext jooq;

    /** @param jooq whose listeners and settings these are; where it would connect does not matter */
    JooqExecution(Configuration jooq) {
        Settings settings = SettingsTools.clone(jooq.settings())
                .withStatementType(StatementType.PREPARED_STATEMENT)
                .withParamType(ParamType.INDEXED)
                // A part of the rows would be taken for all of them.
                .withMaxRows(0)
                .withLargeMaxRows(0L)
                .withThrowExceptions(ThrowExceptions.THROW_ALL);
        this.jooq = jooq.derive(settings)
                .set(new ConnectionProvider() {
                    @Override
                    public @Nullable Connection acquire() {
                        Call<?> call = CURRENT.get();
                        return call == null ? null : call.connection;
                    }

                    @Override
                    public void release(Connection connection) {}
                })
                .setAppending((ExecuteListenerProvider) () -> Objects.requireNonNullElse(CURRENT.get(), NOBODY))
                .dsl();
    }

    /** The same without its log of statements, as ours has them already. */
    static Configuration unheard(Configuration jooq) {
        return jooq.derive(SettingsTools.clone(jooq.settings()).withExecuteLogging(false));
    }

    @Override
    public <R extends @Nullable Object> R query(
            Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values, Reading<R> reading)
            throws SQLException {
        ResultQuery<Record> query = query(plan);
        Call<R> call = new Call<>(query, connection, plan, values, reading);
        Result<Record> unused = execute(call, query::fetch);
        return call.result();
    }

    @Override
    public long write(Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values)
            throws SQLException {
        Query query = jooq.query(DSL.raw(plan.sent()));
        return execute(new Call<>(query, connection, plan, values, null), query::executeLarge);
    }

    @Override
    public Cursor cursor(
            Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values, int chunk)
            throws SQLException {
        ResultQuery<Record> query = query(plan).fetchSize(chunk);
        org.jooq.Cursor<Record> rows = execute(new Call<>(query, connection, plan, values, null), query::fetchLazy);
        return new Cursor(plan, rows::close, Objects.requireNonNull(rows.resultSet()));
    }

    private ResultQuery<Record> query(PreparedPlan plan) {
        return jooq.resultQuery(DSL.raw(plan.sent())).coerce(NO_COLUMNS);
    }

    /** What the driver has refused is what fails, whatever listeners have made of it. */
    private <V extends @Nullable Object> V execute(Call<?> call, Supplier<V> execution) throws SQLException {
        Call<?> around = CURRENT.get();
        CURRENT.set(call);
        try {
            return execution.get();
        } catch (RuntimeException failure) {
            SQLException refused = call.refused();
            if (refused != null) {
                throw refused;
            }
            throw call.unreadable != null ? call.unreadable : failure;
        } finally {
            if (around == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(around);
            }
        }
    }

    /** One execution: its values and what becomes of its rows, between the listeners of jOOQ's users. */
    private static final class Call<R extends @Nullable Object> implements ExecuteListener {
        private static final long serialVersionUID = 1;

        private final transient Query query;
        private final transient Connection connection;
        private final transient PreparedPlan plan;
        private final transient List<? extends @Nullable Object> values;
        private final transient @Nullable Reading<R> reading;
        private final long begun = System.nanoTime();
        private transient @Nullable R result;
        private transient @Nullable ExecuteContext mine;
        private int seconds;
        private @Nullable DunderException unreadable;

        private interface Step {
            void run() throws SQLException;
        }

        /** @param reading null where rows are not read at once */
        Call(Query query, Connection connection, PreparedPlan plan, List<? extends @Nullable Object> values,
                @Nullable Reading<R> reading) {
            this.query = query;
            this.connection = connection;
            this.plan = plan;
            this.values = values;
            this.reading = reading;
        }

        @SuppressWarnings("NullAway") // Null where it was read as such.
        R result() {
            return result;
        }

        @Override
        public void start(ExecuteContext context) {
            if (isOurs(context)) {
                mine = context;
            }
        }

        @Override
        public void bindStart(ExecuteContext context) {
            step(context, () -> {
                PreparedStatement statement = Objects.requireNonNull(context.statement());
                seconds = statement.getQueryTimeout();
                plan.bind(statement, values);
            });
        }

        @Override
        public void executeEnd(ExecuteContext context) {
            // jOOQ would make a row of the number of rows that were written.
            if (context.resultSet() == null && reading != null) {
                step(context, () -> {
                    throw new SQLException("The statement has no rows to give.", NO_DATA);
                });
            }
        }

        @Override
        public void fetchStart(ExecuteContext context) {
            Reading<R> now = reading;
            if (now != null) {
                step(context, () -> result = now.read(Objects.requireNonNull(context.resultSet())));
            }
        }

        /** What the driver has refused; asked of jOOQ's context, as other listeners may keep us from being told. */
        @Nullable
        SQLException refused() {
            SQLException failure = mine == null ? null : mine.sqlException();
            return failure != null && seconds > 0 && plan.isStop(failure)
                    && System.nanoTime() - begun >= TimeUnit.SECONDS.toNanos(seconds)
                            // The driver stops such a statement as anybody else would, and says no more.
                            ? new SQLTimeoutException("jOOQ's query timeout was reached.", failure.getSQLState(),
                                    failure)
                            : failure;
        }

        /** Listeners may execute statements of their own meanwhile, which are not this one. */
        @SuppressWarnings("ReferenceEquality")
        private boolean isOurs(ExecuteContext context) {
            return context.query() == query;
        }

        /** Other listeners hear of a failure here as of any other of the driver's. */
        private void step(ExecuteContext context, Step step) {
            if (!isOurs(context)) {
                return;
            }
            try {
                step.run();
            } catch (SQLException failure) {
                context.sqlException(failure);
                throw new DataAccessException("The driver has refused.", failure);
            } catch (DunderException failure) {
                unreadable = failure;
                throw failure;
            }
        }
    }
}
