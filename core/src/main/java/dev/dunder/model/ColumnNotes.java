package dev.dunder.model;

import org.jspecify.annotations.Nullable;

/**
 * What else is known of a column: what is told to people, and to those who write classes.
 *
 * @param written its type as the server writes it; null where that follows from its type here
 * @param defaulted whether it has a value where none is given
 * @param numbered whether the server alone gives it values, and each row another
 * @param comment what is said of it
 */
record ColumnNotes(@Nullable String written, boolean defaulted, boolean numbered, @Nullable String comment) {
    static final ColumnNotes NONE = new ColumnNotes(null, false, false, null);

    ColumnNotes commented(String text) {
        return new ColumnNotes(written, defaulted, numbered, text);
    }

    ColumnNotes withDefault() {
        return new ColumnNotes(written, true, numbered, comment);
    }

    /** The server gives it values, and nobody else does. */
    ColumnNotes ofServer() {
        return new ColumnNotes(written, true, true, comment);
    }
}
