package dev.dunder.test;

import dev.dunder.Database;
import dev.dunder.Instance;
import dev.dunder.model.Model;
import dev.dunder.watch.TracedStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was sent.
 *
 * @param sql its text
 * @param model what its rows are of: the model of the first table that it reads or writes; empty where that is none
 * @param line the line of the user's code that asked for it; null where none did
 */
record SentQuery(String sql, String model, @Nullable StackTraceElement line) {
    /** What is no code of the user's: the library itself, and what calls it or is called by it. */
    private static final Set<String> PACKAGES = Set.of("dev.dunder", "dev.dunder.compose", "dev.dunder.convert",
            "dev.dunder.dialect.postgres",
            "dev.dunder.evaluate", "dev.dunder.fetch", "dev.dunder.jackson", "dev.dunder.jackson.common",
            "dev.dunder.jackson2",
            "dev.dunder.lookups", "dev.dunder.model", "dev.dunder.query", "dev.dunder.resolve", "dev.dunder.run",
            "dev.dunder.shell", "dev.dunder.spring", "dev.dunder.spring.autoconfigure", "dev.dunder.spring.web",
            "dev.dunder.sql",
            "dev.dunder.test", "dev.dunder.transaction", "dev.dunder.watch", "dev.dunder.work", "dev.dunder.write");

    private static final List<String> PREFIXES = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.junit.",
            "org.jooq.",
            "org.postgresql.", "com.zaxxer.", "org.springframework.", "tools.jackson.", "com.fasterxml.");

    static SentQuery of(TracedStatement sent, Database database) {
        String sql = sent.statement().sql();
        return new SentQuery(sql, model(sql, database), line(sent.stack()));
    }

    private static String model(String sql, Database database) {
        Map<String, String> models = new HashMap<>();
        for (Model model : database.models()) {
            models.putIfAbsent(model.tableName(), model.name());
        }
        return TablesOf.statement(sql).stream().filter(models::containsKey).map(models::get).findFirst().orElse("");
    }

    private static @Nullable StackTraceElement line(List<StackTraceElement> stack) {
        return stack.stream().filter(SentQuery::isOfUser).findFirst().orElse(null);
    }

    private static boolean isOfUser(StackTraceElement line) {
        String name = line.getClassName();
        int end = name.lastIndexOf('.');
        return !(end > 0 && PACKAGES.contains(name.substring(0, end))) && PREFIXES.stream().noneMatch(name::startsWith)
                && !isGenerated(name);
    }

    /** Generated instances have but methods that ask for a user. */
    private static boolean isGenerated(String name) {
        try {
            return Instance.class.isAssignableFrom(
                    Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException | LinkageError unknown) {
            return false;
        }
    }

    String where() {
        return line == null ? "" : line.getFileName() + ":" + line.getLineNumber();
    }
}
