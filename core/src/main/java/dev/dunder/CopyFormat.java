package dev.dunder;

import dev.dunder.query.Statement;

/** What {@link QuerySet#copyOut(java.io.OutputStream, CopyFormat) copyOut(…)} writes rows as. */
public enum CopyFormat {
    /**
     * Comma-separated values in UTF-8, after a line with the names of the columns. A null is nothing at all, an empty text is
     * {@code ""}.
     */
    CSV(Statement.CopyOut.Format.CSV),

    /** A JSON object for each row, each on a line of its own, in UTF-8. */
    JSON(Statement.CopyOut.Format.JSON),

    /** PostgreSQL's own binary format, which {@code copy … from … with (format binary)} reads. */
    BINARY(Statement.CopyOut.Format.BINARY);

    private final Statement.CopyOut.Format format;

    CopyFormat(Statement.CopyOut.Format format) {
        this.format = format;
    }

    Statement.CopyOut.Format format() {
        return format;
    }
}
