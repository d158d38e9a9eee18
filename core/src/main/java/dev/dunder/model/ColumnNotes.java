package dev.dunder.model;

import org.jspecify.annotations.Nullable;

/**
 * What else is known of a column: what is told to people, and to those who write classes.
 *
 * @param written its type as the server writes it; null where that follows from its type here
 * @param defaulted whether it has a value where none is given
 * @param comment what is said of it
 */
record ColumnNotes(@Nullable String written, boolean defaulted, @Nullable String comment) {
    static final ColumnNotes NONE = new ColumnNotes(null, false, null);

    ColumnNotes commented(String text) {
        return new ColumnNotes(written, defaulted, text);
    }
}
