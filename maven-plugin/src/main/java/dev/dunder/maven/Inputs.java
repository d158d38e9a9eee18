package dev.dunder.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What classes are made of: the files, what the generator is told and which one it is; and the classes themselves. */
final class Inputs {
    private static final Pattern INCLUDING = Pattern.compile("^\\s*\\\\i(r|nclude|nclude_relative)?\\s",
            Pattern.MULTILINE);

    private final Run generator;
    private final List<Path> files;
    private final List<Path> outputs;

    Inputs(Run generator, List<Path> files, List<Path> outputs) {
        this.generator = generator;
        this.files = files;
        this.outputs = outputs;
    }

    /** Whether files alone say what classes are made of: a changelog names others, and so does what psql would include. */
    static boolean sayAll(List<File> sql) throws IOException {
        for (File file : sql) {
            if (!file.isDirectory() && !file.getName().endsWith(".sql")) {
                return false;
            }
            for (Path one : files(file.toPath())) {
                if (INCLUDING.matcher(Files.readString(one, StandardCharsets.ISO_8859_1)).find()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether they are the same that were kept. */
    boolean areThoseOf(Path mark) throws IOException {
        return Files.exists(mark) && Files.readString(mark).equals(digest());
    }

    void keep(Path mark) throws IOException {
        Files.createDirectories(mark.toAbsolutePath().getParent());
        Files.writeString(mark, digest());
    }

    private String digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            generator.arguments().forEach(argument -> add(digest, argument));
            for (Path part : generator.classPath()) {
                // A jar by its date; in a build with many modules it is a folder of classes.
                for (Path file : files(part)) {
                    add(digest, file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis());
                }
            }
            for (Path file : files) {
                contents(digest, file);
            }
            for (Path output : outputs) {
                contents(digest, output);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }

    private static void contents(MessageDigest digest, Path path) throws IOException {
        for (Path file : files(path)) {
            add(digest, file.toString());
            digest.update(Files.readAllBytes(file));
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
