package dev.dunder.watch;

import dev.dunder.lookups.LookupException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes statements to the log {@code dev.dunder.statements}: those that are answered at debug level, those that fail at info.
 * Every database has one. Safe to share between threads.
 */
public final class StatementLog implements StatementListener {
    private static final Logger LOG = LoggerFactory.getLogger("dev.dunder.statements");
    private static final int LONGEST_VALUE = 200;

    /** A listener. */
    public StatementLog() {}

    @Override
    public void executed(ExecutedStatement statement) {
        Level level = statement.failure() == null ? Level.DEBUG : Level.INFO;
        if (!LOG.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line = LOG.atLevel(level);
        String name = statement.name() == null ? "" : LookupException.plain(statement.name()) + ": ";
        String values = statement.values().isEmpty()
                ? ""
                : statement.values().stream().map(StatementLog::text).collect(Collectors.joining(", ", " [", "]"));
        if (statement.failure() == null) {
            line.log("{}{} rows in {}: {}{}", name, statement.rows(), statement.duration(),
                    LookupException.plain(statement.sql()),
                    values);
        } else {
            // The kind only: what the server says may quote values.
            line.log("{}failed with {} after {}: {}{}", name, statement.failure().getClass().getSimpleName(),
                    statement.duration(), LookupException.plain(statement.sql()), values);
        }
    }

    /** Values are data: they must not forge lines, nor fill the disk. */
    private static String text(@Nullable Object value) {
        String text = value instanceof Object[] members
                ? java.util.Arrays.deepToString(members)
                : value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
        return LookupException.plain(
                text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text);
    }
}
