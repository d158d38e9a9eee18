package dev.dunder.model;

/** What a model's rows are kept in. */
public enum TableKind {
    /** A table. */
    TABLE("table"),
    /** A table whose rows are in its partitions. */
    PARTITIONED_TABLE("partitioned table"),
    /** One of these. It is a model only when it was named. */
    PARTITION("partition"),
    /** A table that is elsewhere. */
    FOREIGN_TABLE("foreign table"),
    /** A view. */
    VIEW("view"),
    /** A view whose rows are stored. */
    MATERIALIZED_VIEW("materialized view");

    private final String label;

    TableKind(String label) {
        this.label = label;
    }

    /**
     * Whether its rows are what a query makes of other tables.
     *
     * @return true for both kinds of views
     */
    public boolean isView() {
        return this == VIEW || this == MATERIALIZED_VIEW;
    }

    @Override
    public String toString() {
        return label;
    }

    static TableKind of(String letter, boolean partition) {
        if (partition) {
            return PARTITION;
        }
        return switch (letter) {
            case "p" -> PARTITIONED_TABLE;
            case "v" -> VIEW;
            case "m" -> MATERIALIZED_VIEW;
            case "f" -> FOREIGN_TABLE;
            default -> TABLE;
        };
    }
}
