package dev.dunder.benchmarks;

/** How much data there is, and how much of it a workload takes. */
public enum Size {
    /** What is measured. */
    FULL(10_000, 20),
    /** What tests look at. */
    SMALL(200, 20);

    static final int COMMENTS_OF_ENTRY = 2;

    private final int authors;
    private final int entriesOfAuthor;

    Size(int authors, int entriesOfAuthor) {
        this.authors = authors;
        this.entriesOfAuthor = entriesOfAuthor;
    }

    int authors() {
        return authors;
    }

    int entries() {
        return authors * entriesOfAuthor;
    }

    int comments() {
        return entries() * COMMENTS_OF_ENTRY;
    }

    /** A large list, which leaves entries before and after it. */
    int manyEntries() {
        return entries() / 20;
    }

    int drafts() {
        return authors / 10;
    }
}
