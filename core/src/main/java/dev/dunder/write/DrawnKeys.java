package dev.dunder.write;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of the sequence that a column has its values from, for rows whose keys have to be known before they are stored. They
 * are drawn many at a time, more and more; those that are left are missing from the sequence then, as those of a transaction
 * that was rolled back. For one thread.
 */
final class DrawnKeys {
    private static final int FIRST = 32;
    private static final int MOST = 8_192;

    private final Session session;
    private final Attribute column;
    private List<@Nullable Object[]> drawn = new ArrayList<>();
    private int at;
    private int more = FIRST;

    DrawnKeys(Session session, Attribute column) {
        this.session = session;
        this.column = column;
    }

    /** The one of the row that is at hand. */
    Object current() {
        Object number = drawn.get(at)[0];
        if (number == null) {
            throw new LookupException("copyIn(…) cannot know the '" + column.name() + "' of a " + column.model().name()
                    + " before it is stored: the database has it from no sequence of the column's own. Give it, or use"
                    + " bulkCreate(…).");
        }
        return number;
    }

    /** Goes on to the next row. */
    void next() {
        at++;
        if (at >= drawn.size()) {
            drawn = draw();
            at = 0;
            more = Math.min(MOST, more * 2);
        }
    }

    private List<@Nullable Object[]> draw() {
        String table = Stream.of(column.model().table().getName())
                .map(part -> '"' + part.replace("\"", "\"\"") + '"').collect(Collectors.joining("."));
        Statement draw = new Statement.NextKeys(column.model(), new Expression.Param(0, SQLDataType.CLOB),
                new Expression.Param(1, SQLDataType.CLOB), new Expression.Param(2, SQLDataType.INTEGER));
        return session.rows(draw, List.of(table, column.column(), more));
    }
}
