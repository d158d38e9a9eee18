package dev.dunder.benchmarks;

import java.time.OffsetDateTime;
import java.util.List;

/** What is read and written, as plain records: hand-written JDBC reads these, and what others read is compared as these. */
public final class Values {
    private Values() {}

    /** A row of {@code author}. */
    public record Author(long id, String name, String email, String country) {}

    /** A row of {@code entry}. */
    public record Entry(
            long id,
            long authorId,
            String headline,
            String body,
            int x,
            double rating,
            boolean published,
            OffsetDateTime pubDate) {}

    /** An entry and its author. */
    public record Joined(Entry entry, Author author) {}

    /** An author and all entries of it, by their keys. */
    public record Parent(Author author, List<Entry> entries) {}

    /** What is computed of an author's entries. */
    public record Totals(long entries, double meanRating, int highestX) {}

    /** How many entries an author has, and how many comments these have. */
    public record Counted(long id, long entries, long comments) {}

    /** A row of {@code draft} that is to be stored. */
    public record Draft(
            long authorId,
            String headline,
            String body,
            int x,
            double rating,
            boolean published,
            OffsetDateTime pubDate) {}
}
