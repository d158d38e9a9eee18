package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of SQL that make a schema, in the order that they are applied in: those that are named as they are named, and those of
 * a folder as Flyway does where they are called as it wants, else by their names, as Liquibase's {@code includeAll} does; and what
 * a changelog of Liquibase's names.
 */
final class Migrations {
    /** Flyway's: versioned, baseline and repeatable ones, and those that undo. */
    private static final Pattern FLYWAY = Pattern.compile("(?<kind>[VBUR])(?<version>[0-9._]*)__(?<name>.*)\\.sql");

    /** Flyway's callbacks. */
    private static final Pattern CALLBACK = Pattern.compile("(before|after|create)[A-Z]\\w*(__.*)?\\.sql");

    /** What is applied, and what is not, with the reason. */
    record Found(List<SqlText> files, List<String> notes) {}

    private record Migration(Path file, char kind, List<BigInteger> version, String name) {}

    private final List<SqlText> files = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Migrations() {}

    static Found of(List<Path> given) {
        Migrations migrations = new Migrations();
        for (Path one : given) {
            if (Files.isDirectory(one)) {
                migrations.folder(one);
            } else if (Files.isReadable(one)) {
                Changelog.Found found = Changelog.read(one);
                migrations.files.addAll(found.texts());
                migrations.notes.addAll(found.notes());
            } else {
                throw new DunderException(
                        "There is no file or folder " + one + " (" + one.toAbsolutePath().normalize() + ").");
            }
        }
        return new Found(List.copyOf(migrations.files), List.copyOf(migrations.notes));
    }

    private void folder(Path folder) {
        List<Path> found = sqlFiles(folder);
        if (found.isEmpty()) {
            throw new DunderException("There is no file of SQL in " + folder + ".");
        }
        if (found.stream().noneMatch(file -> migration(file) != null)) {
            found.forEach(one -> files.add(SqlText.of(one)));
            return;
        }
        List<Migration> flyway = new ArrayList<>();
        for (Path file : found) {
            Migration migration = migration(file);
            if (migration != null && migration.kind() != 'U') {
                flyway.add(migration);
            } else if (migration == null) {
                notes.add("skipped: " + file + ", as " + (CALLBACK.matcher(name(file)).matches()
                        ? "it is a callback"
                        : "it is not called as Flyway wants, and others in " + folder + " are"));
            }
        }
        ordered(flyway);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> sqlFiles(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> name(file).endsWith(".sql") && Files.isRegularFile(file))
                    .sorted(Comparator.comparing(file -> folder.relativize(file).toString())).toList();
        } catch (IOException failure) {
            throw new DunderException(folder + " cannot be read.", failure);
        }
    }

    private static @Nullable Migration migration(Path file) {
        Matcher name = FLYWAY.matcher(name(file));
        if (!name.matches()) {
            return null;
        }
        char kind = name.group("kind").charAt(0);
        List<BigInteger> version = new ArrayList<>();
        for (String part : name.group("version").split("[._]", -1)) {
            if (!part.isEmpty()) {
                version.add(new BigInteger(part));
            }
        }
        return version.isEmpty() == (kind == 'R') ? new Migration(file, kind, version, name.group("name")) : null;
    }

    /** The newest baseline stands for all before it; what is repeatable comes last. */
    private void ordered(List<Migration> flyway) {
        flyway.stream().filter(one -> one.kind() == 'V' || one.kind() == 'B').sorted(Migrations::compare)
                .forEach(one -> {
                    boolean before = flyway.stream().anyMatch(base -> base.kind() == 'B' && !base.equals(one)
                            && (compare(base, one) > 0 || (compare(base, one) == 0 && one.kind() == 'V')));
                    if (before) {
                        notes.add("skipped: " + one.file() + ", which a baseline stands for");
                    } else {
                        files.add(SqlText.of(one.file()));
                    }
                });
        flyway.stream().filter(one -> one.kind() == 'R').sorted(Comparator.comparing(Migration::name))
                .forEach(one -> files.add(SqlText.of(one.file())));
    }

    private static int compare(Migration one, Migration other) {
        for (int i = 0; i < Math.max(one.version().size(), other.version().size()); i++) {
            int compared = part(one, i).compareTo(part(other, i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static BigInteger part(Migration migration, int place) {
        return place < migration.version().size() ? migration.version().get(place) : BigInteger.ZERO;
    }
}
