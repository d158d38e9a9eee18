package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Liquibase changelog, as far as it says which SQL is applied in which order: {@code include}, {@code includeAll},
 * {@code sqlFile} and {@code sql}. What Liquibase alone knows the SQL of is refused.
 */
final class Changelog {
    /** What is about rows, about undoing, or about whether something is run at all. */
    private static final Set<String> INDIFFERENT = Set.of("preConditions", "property", "tagDatabase", "rollback",
            "comment", "validCheckSum", "empty", "output", "loadData", "loadUpdateData", "insert",
            "update",
            "delete", "stop", "ext");

    private static final Pattern PARAMETER = Pattern.compile("\\$\\{[\\w.-]+\\}");

    private static final String INSTEAD = "Name a database that it has been applied to, --url, or the SQL that"
            + " 'liquibase update-sql' writes, --sql.";

    private static final int MOST_DEPTH = 100;

    private final List<SqlText> texts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Path> open = new ArrayList<>();

    private Changelog() {}

    /** What there is to apply, and what is left out, with the reason. */
    record Found(List<SqlText> texts, List<String> notes) {}

    /**
     * Reads one, and all that it includes.
     *
     * @throws DunderException if a file is missing or cannot be read, or a change is not SQL, with the file and the line
     */
    static Found read(Path file) {
        Changelog changelog = new Changelog();
        changelog.file(file);
        return new Found(List.copyOf(changelog.texts), List.copyOf(changelog.notes));
    }

    private void file(Path file) {
        if (!ChangelogNode.isChangelog(file)) {
            add(SqlText.of(file));
            return;
        }
        Path real = file.toAbsolutePath().normalize();
        if (open.contains(real) || open.size() > MOST_DEPTH) {
            throw new DunderException(file + " includes itself, by way of " + open.get(open.size() - 1) + ".");
        }
        open.add(real);
        for (ChangelogNode node : ChangelogNode.read(file).children()) {
            switch (node.name()) {
                case "include" -> file(found(file, node, "file"));
                case "includeAll" -> includeAll(file, node);
                case "changeSet" -> changeSet(file, node);
                default -> other(file, node);
            }
        }
        open.remove(open.size() - 1);
    }

    private void changeSet(Path file, ChangelogNode changeSet) {
        if (!Changesets.isOurs(changeSet.attribute("dbms")) || changeSet.is("ignore")) {
            return;
        }
        refuseModified(file, changeSet);
        for (ChangelogNode change : changeSet.children()) {
            if (!Changesets.isOurs(change.attribute("dbms"))) {
                continue;
            }
            switch (change.name()) {
                case "sqlFile" -> {
                    Path sql = found(file, change, "path");
                    add(new SqlText(sql, 1, null, delimiter(change)));
                }
                case "sql" -> {
                    ChangelogNode content = change.content();
                    if (content != null) {
                        add(new SqlText(file, content.textLine(), content.text().toString(), delimiter(change)));
                    }
                }
                case "modifySql" -> {
                }
                default -> other(file, change);
            }
        }
    }

    private static void refuseModified(Path file, ChangelogNode changeSet) {
        boolean sql = changeSet.children().stream().anyMatch(one -> Set.of("sql", "sqlFile").contains(one.name()));
        for (ChangelogNode change : changeSet.children()) {
            if (sql && change.name().equals("modifySql") && Changesets.isOurs(change.attribute("dbms"))) {
                throw new DunderException(file + ":" + change.line() + ": What modifySql makes of the SQL beside it"
                        + " only Liquibase knows. " + INSTEAD);
            }
        }
    }

    /** What stands for something else is not sent to the server as it is. */
    private void add(SqlText sql) {
        String text = sql.text();
        try {
            text = text == null ? Files.readString(sql.file()) : text;
        } catch (IOException failure) {
            throw Utf8.unreadable(sql.file().toString(), failure);
        }
        Matcher parameter = PARAMETER.matcher(text);
        if (parameter.find()) {
            long line = sql.line() + text.substring(0, parameter.start()).chars().filter(c -> c == '\n').count();
            throw new DunderException(sql.file() + ":" + line + ": What " + parameter.group() + " stands for only"
                    + " Liquibase knows. " + INSTEAD);
        }
        texts.add(sql);
    }

    private static @Nullable String delimiter(ChangelogNode change) {
        String delimiter = change.attribute("endDelimiter");
        return delimiter.isEmpty() ? null : delimiter;
    }

    private void other(Path file, ChangelogNode node) {
        if (INDIFFERENT.contains(node.name())) {
            notes.add("skipped: " + file + ":" + node.line() + ": " + node.name() + ", which makes no table");
            return;
        }
        throw new DunderException(file + ":" + node.line() + ": " + (node.name().isEmpty()
                ? "No change stands here: it has a name, and below it what it is made of, such as sql: {sql: …}."
                : node.name() + " is not SQL, and what becomes of it only Liquibase knows. " + INSTEAD));
    }

    private void includeAll(Path file, ChangelogNode node) {
        for (String unknown : List.of("filter", "resourceComparator")) {
            if (!node.attribute(unknown).isEmpty()) {
                throw new DunderException(file + ":" + node.line() + ": The " + unknown
                        + " of includeAll is a class that only Liquibase can ask. Name the files, --sql.");
            }
        }
        boolean optional = node.attribute("errorIfMissingOrEmpty").equalsIgnoreCase("false");
        Path folder = optional ? place(file, node, "path") : found(file, node, "path");
        if (folder == null) {
            return;
        }
        String ending = node.attribute("endsWithFilter");
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(one -> one.toString().endsWith(".sql") || ChangelogNode.isChangelog(one))
                    .filter(one -> one.toString().endsWith(ending))
                    .sorted(Comparator.comparing(one -> folder.relativize(one).toString())).toList();
        } catch (IOException failure) {
            throw new DunderException(folder + " cannot be read.", failure);
        }
        if (files.isEmpty() && !optional) {
            throw new DunderException(file + ":" + node.line() + ": There is nothing to include in " + folder + ".");
        }
        files.forEach(this::file);
    }

    /** By the changelog, or by one of the folders above it, which a class path or a search path would begin with. */
    private static @Nullable Path place(Path file, ChangelogNode node, String attribute) {
        String name = name(node, attribute);
        Path folder = file.toAbsolutePath().normalize().getParent();
        for (Path from = folder; from != null && !name.isEmpty(); from = from.getParent()) {
            Path there = from.resolve(name);
            if (Files.exists(there)) {
                return shown(file, there);
            }
            if (node.is("relativeToChangelogFile")) {
                break;
            }
        }
        return null;
    }

    private static String name(ChangelogNode node, String attribute) {
        return node.attribute(attribute).replaceFirst("^classpath:/*", "").replace('\\', '/');
    }

    private static Path found(Path file, ChangelogNode node, String attribute) {
        Path there = place(file, node, attribute);
        if (there != null) {
            return there;
        }
        String name = name(node, attribute);
        Path folder = file.toAbsolutePath().normalize().getParent();
        throw new DunderException(file + ":" + node.line() + ": There is no " + (name.isEmpty() ? attribute : name)
                + (node.is("relativeToChangelogFile")
                        ? " in " + folder + "."
                        : " in " + folder
                                + " or in a folder above it, from where Liquibase's search path would lead."));
    }

    /** As the changelog itself is named: by the working folder, or in full. */
    private static Path shown(Path file, Path there) {
        Path normal = there.normalize();
        Path here = Path.of("").toAbsolutePath();
        return file.isAbsolute() || !normal.startsWith(here) ? normal : here.relativize(normal);
    }
}
