package dev.dunder.run;

import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does and to which table, as OpenTelemetry has it: {@code SELECT entry}.
 *
 * @param operation the first word of the statement
 * @param collection the table that it is about
 * @param models those that it was said with; null where it is of a query's rows
 */
record StatementKind(String operation, String collection, @Nullable Schema models) {
    /** The same, of none or one. */
    List<Schema> written() {
        return models == null ? List.of() : List.of(models);
    }

    static StatementKind of(Statement statement) {
        return switch (statement) {
            case Query query -> of("SELECT", query.model());
            case Statement.Count count -> of("SELECT", count.query().model());
            case Statement.Exists exists -> of("SELECT", exists.query().model());
            case Statement.Aggregation aggregation -> of("SELECT", aggregation.query().model());
            case Statement.Explain explain -> of("EXPLAIN", explain.query().model());
            case Statement.Insert insert -> of("INSERT", insert.model());
            case Statement.InsertRows insert -> of("INSERT", insert.model());
            case Statement.InsertDefaults insert -> of("INSERT", insert.model());
            case Statement.NextKeys keys -> of("SELECT", keys.model());
            case Statement.Update update -> of("UPDATE", update.rows().model());
            case Statement.UpdateRows update -> of("UPDATE", update.rows().model());
            case Statement.Delete delete -> of("DELETE", delete.rows().model());
            case Statement.CopyIn copy -> of("COPY", copy.model());
            case Statement.CopyOut copy -> of("COPY", copy.query().model());
        };
    }

    private static StatementKind of(String operation, Model model) {
        return new StatementKind(operation, String.join(".", model.table().getName()), model.schema());
    }
}
