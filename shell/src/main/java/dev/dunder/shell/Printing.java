package dev.dunder.shell;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the shell prints of a value: rows as a table, and how many more there are. */
final class Printing {
    /** What fits into a line of any terminal, with the name of the value before it. */
    private static final int SHORT = 60;

    private Printing() {}

    /** The text; null for what JShell prints by itself. */
    static @Nullable String of(@Nullable Object value) {
        Rows rows = Rows.of(value);
        return rows == null ? other(value) : rows.text(Terminal.width());
    }

    private static @Nullable String other(@Nullable Object value) {
        return switch (value) {
            case CompletableFuture<?> future -> future(future);
            case Database database -> "Database with " + models(database.models());
            case Schema schema -> "Schema of " + models(schema.models());
            case Model model -> model.describe() + "\nModel " + model.name();
            case String text when text.contains("\n") || text.length() > SHORT -> text(text);
            case null, default -> null;
        };
    }

    /** So many rows of a query set, and how many more there are. */
    static String rows(QuerySet<?> set, int most) {
        return Rows.of(set, most).text(Terminal.width());
    }

    /** One row, each value as a whole. */
    static String row(QuerySet<?> set, int number) {
        return new Table(List.of(Rows.map(set.at(number - 1)))).below(Terminal.width(), number);
    }

    static String number(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    /** As it is, and not as one would write it in Java: SQL is full of quotes. */
    private static String text(String text) {
        String plain = text.lines().map(LookupException::plain).collect(Collectors.joining("\n"));
        long lines = text.lines().count();
        return Lines.wrapped(plain, Terminal.width()) + "\na text of "
                + (lines == 1 ? text.length() + " characters" : lines + " lines");
    }

    private static String future(CompletableFuture<?> future) {
        if (!future.isDone()) {
            return "a future that is not there yet; join() waits for it";
        }
        if (future.isCompletedExceptionally()) {
            return "a future that failed: " + future.exceptionNow();
        }
        Object result = future.resultNow();
        String text = of(result);
        return text == null ? "a future that has " + result : text + ", of a future";
    }

    private static String models(Iterable<Model> models) {
        List<String> names = new ArrayList<>();
        models.forEach(model -> names.add(model.name()));
        return names.isEmpty() ? "no tables" : String.join(", ", names);
    }
}
