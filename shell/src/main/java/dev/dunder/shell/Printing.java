package dev.dunder.shell;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
            case Collection<?> members -> members(members);
            case Map<?, ?> map -> map(map);
            case Optional<?> optional -> optional(optional);
            case String text when text.contains("\n") || text.length() > SHORT -> text(text);
            case null, default -> null;
        };
    }

    /** One row of a query set or a list, each value as a whole. */
    static String row(Object source, int number) {
        if (number < 1) {
            throw new LookupException("Rows are counted from 1, not from " + number + ".");
        }
        Object row;
        if (source instanceof QuerySet<?> set) {
            row = set.at(number - 1);
        } else {
            List<?> list = Rows.list(source);
            if (number > list.size()) {
                throw new LookupException("There is no row " + number + " among " + number(list.size()) + ".");
            }
            row = list.get(number - 1);
        }
        return new Table(List.of(Rows.map(row))).below(Terminal.width(), number);
    }

    /** Null for what fits into a line. */
    private static @Nullable String members(Collection<?> members) {
        return String.valueOf(members).length() <= SHORT
                ? null
                : Rows.of(new ArrayList<@Nullable Object>(members), Rows.USUAL).text(Terminal.width());
    }

    private static @Nullable String map(Map<?, ?> map) {
        if (String.valueOf(map).length() <= SHORT) {
            return null;
        }
        String titled = new Table(List.of(Rows.map(map))).below(Terminal.width(), 1);
        return titled.substring(titled.indexOf('\n') + 1) + "a map of " + map.size();
    }

    private static @Nullable String optional(Optional<?> optional) {
        String text = optional.isEmpty() ? null : of(optional.get());
        return text == null ? null : text + ", of an Optional";
    }

    static String number(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    /** As it is, and not as one would write it in Java: SQL is full of quotes. */
    private static String text(String text) {
        long lines = text.lines().count();
        return Lines.wrapped(text, Terminal.width()) + "\na text of "
                + (lines == 1 ? text.length() + " characters" : lines + " lines");
    }

    private static String future(CompletableFuture<?> future) {
        if (!future.isDone()) {
            return "a future that is not there yet; join() waits for it";
        }
        if (future.isCancelled()) {
            return "a future that was cancelled";
        }
        if (future.isCompletedExceptionally()) {
            return "a future that failed: " + future.exceptionNow();
        }
        Object result = future.resultNow();
        String text = of(result);
        return text == null ? "a future that has " + Table.text(result) : text + ", of a future";
    }

    private static String models(Iterable<Model> models) {
        List<String> names = new ArrayList<>();
        models.forEach(model -> names.add(model.name()));
        return names.isEmpty() ? "no tables" : String.join(", ", names);
    }
}
