package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The folder that classes are written to: what is the same stays untouched, and only what was written here is taken away. */
final class Output {
    /** The first line of every file, by which it is known. */
    static final String HEAD = "// Written by dunder's generator: what is changed here is lost when it runs again.\n";

    private final Path folder;
    private final Manifest before;

    /**
     * How many files there were of each kind.
     *
     * @param written new ones, and those that have changed
     * @param same those that were left alone
     * @param removed those whose table is gone
     */
    record Written(int written, int same, int removed) {}

    Output(Path root, String packageName) {
        this.folder = root.resolve(packageName.replace('.', '/'));
        this.before = Manifest.read(folder);
    }

    /**
     * Writes files.
     *
     * @param sources their texts
     * @param manifest what they were made of
     * @throws DunderException if one would take the place of what somebody else has written
     */
    Written write(Map<String, String> sources, Manifest manifest) {
        try {
            Files.createDirectories(folder);
            sources.keySet().forEach(this::refuseOthers);
            int written = 0;
            for (Map.Entry<String, String> source : sources.entrySet()) {
                written += write(source.getKey(), source.getValue()) ? 1 : 0;
            }
            int removed = 0;
            for (String name : gone(sources.keySet())) {
                removed += Files.deleteIfExists(folder.resolve(name)) ? 1 : 0;
            }
            boolean unused = write(Manifest.FILE, manifest.text());
            return new Written(written, sources.size() - written, removed);
        } catch (IOException failure) {
            throw new DunderException("The classes cannot be written to " + folder + ".", failure);
        }
    }

    private Path file(String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException failure) {
            throw new DunderException("There can be no file " + name + " where the system's encoding is "
                    + System.getProperty("sun.jnu.encoding")
                    + ". Run the generator with LC_ALL=C.UTF-8, or name the class"
                    + " by model.… in the overrides.", failure);
        }
    }

    private void refuseOthers(String name) {
        String there = read(name);
        if (there != null && !isOurs(name, there)) {
            throw new DunderException(folder.resolve(name) + " is there already, and the generator has not written it."
                    + " Choose another package, or name the class by model.… in the overrides.");
        }
    }

    /** Those of earlier versions had no first line to know them by. */
    private static boolean isOurs(String name, String text) {
        String type = name.replace(".java", "");
        return text.startsWith(HEAD) || text.contains(" extends Instance<" + type + ">")
                || text.contains("* The models of the generated tables.");
    }

    private @Nullable String read(String name) {
        Path file = file(name);
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException failure) {
            throw new DunderException(file + " cannot be read.", failure);
        }
    }

    private boolean write(String name, String text) throws IOException {
        if (text.equals(read(name))) {
            return false;
        }
        Files.writeString(file(name), text);
        return true;
    }

    private Set<String> gone(Set<String> kept) {
        Set<String> gone = new TreeSet<>(before.files().keySet());
        gone.removeAll(kept);
        gone.removeIf(name -> {
            String text = read(name);
            return text == null || !isOurs(name, text);
        });
        return gone;
    }

    /**
     * What would be written otherwise than it is there, by name.
     *
     * @return nothing where the classes are as the database is
     */
    List<String> drift(Map<String, String> sources, Manifest manifest) {
        List<String> moved = new ArrayList<>();
        Set<String> keys = new TreeSet<>(before.facts().keySet());
        keys.addAll(manifest.facts().keySet());
        for (String key : keys) {
            String was = before.facts().get(key);
            String is = manifest.facts().get(key);
            if (was == null) {
                moved.add(key + ": " + is + " in the database, and not in the classes");
            } else if (is == null) {
                moved.add(key + ": " + was + " in the classes, and not in the database");
            } else if (!was.equals(is)) {
                moved.add(key + ": " + is + " in the database, and " + was + " in the classes");
            }
        }
        List<String> files = files(sources);
        // What the tables tell is told already; a file that differs all the same was edited, or is another version's.
        return moved.isEmpty() ? files : before.facts().isEmpty() ? List.of(noneYet()) : moved;
    }

    private String noneYet() {
        return folder + " has no classes yet: generate them first";
    }

    private List<String> files(Map<String, String> sources) {
        List<String> moved = new ArrayList<>();
        sources.forEach((name, text) -> {
            String there = read(name);
            if (there == null) {
                moved.add("file " + name + " is missing");
            } else if (!there.equals(text)) {
                moved.add("file " + name + (Manifest.digest(there).equals(before.files().get(name))
                        ? ": it would be written otherwise: comments, the overrides or the generator's version have changed"
                        : ": it was edited, and would be written otherwise"));
            }
        });
        gone(sources.keySet()).forEach(name -> moved.add("file " + name + " is of a table that is gone"));
        return moved;
    }
}
