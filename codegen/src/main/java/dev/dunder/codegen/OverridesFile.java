package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file of properties, each with its number, so that what is wrong can be pointed at.
 *
 * @param name of the file
 * @param lines by their keys
 */
record OverridesFile(String name, SortedMap<String, Line> lines) {
    /** A value, and where it begins, from 1. */
    record Line(int number, String value) {}

    static OverridesFile none() {
        return new OverridesFile("", new TreeMap<>());
    }

    static OverridesFile read(Path file) {
        SortedMap<String, Line> lines = new TreeMap<>();
        OverridesFile all = new OverridesFile(file.toString(), lines);
        List<String> texts;
        try {
            texts = Utf8.withoutMark(Files.readString(file)).lines().toList();
        } catch (CharacterCodingException failure) {
            throw Utf8.unreadable(file.toString(), failure);
        } catch (IOException failure) {
            throw new DunderException("The overrides cannot be read from " + file + ".", failure);
        }
        for (int i = 0; i < texts.size(); i++) {
            int number = i + 1;
            StringBuilder logical = new StringBuilder(texts.get(i));
            while (goesOn(logical) && i + 1 < texts.size()) {
                i++;
                logical.append('\n').append(texts.get(i));
            }
            Properties read = all.parsed(number, logical.toString());
            for (String key : read.stringPropertyNames()) {
                Line before = lines.put(key, new Line(number, read.getProperty(key).strip()));
                if (before != null) {
                    throw all.wrong(number, key, "It is said in line " + before.number() + " already.");
                }
            }
        }
        return all;
    }

    /** After a backslash that is not the second of two; of a comment there is no next line. */
    private static boolean goesOn(CharSequence line) {
        String text = line.toString();
        String start = text.stripLeading();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\\') {
            end--;
        }
        return !start.startsWith("#") && !start.startsWith("!") && (text.length() - end) % 2 == 1;
    }

    private Properties parsed(int number, String line) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(line));
        } catch (IOException | IllegalArgumentException failure) {
            throw new DunderException(name + ":" + number + ": It is no line of properties: " + failure.getMessage(),
                    failure);
        }
        return read;
    }

    @Nullable
    String value(String key) {
        Line line = lines.get(key);
        return line == null ? null : line.value();
    }

    /** The values of keys that begin so, by what comes after it. */
    Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        lines.tailMap(prefix).forEach((key, line) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), line.value());
            }
        });
        return found;
    }

    DunderException wrong(String key, String why) {
        Line line = lines.get(key);
        return wrong(line == null ? 0 : line.number(), key, why);
    }

    private DunderException wrong(int number, String key, String why) {
        return new DunderException(name + ":" + number + ": " + key + ": " + why);
    }
}
