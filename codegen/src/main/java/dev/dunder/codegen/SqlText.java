package dev.dunder.codegen;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * SQL that is to be applied: a file, or a part of one.
 *
 * @param file where it stands
 * @param line where it begins there, from 1
 * @param text the part; null for all of the file
 * @param delimiter what statements end with; null for a semicolon, or what the file says itself
 */
record SqlText(Path file, int line, @Nullable String text, @Nullable String delimiter) {
    static SqlText of(Path file) {
        return new SqlText(file, 1, null, null);
    }
}
