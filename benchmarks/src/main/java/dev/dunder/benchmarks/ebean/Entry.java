package dev.dunder.benchmarks.ebean;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** A row of {@code entry}. */
@Entity(name = "Entry")
@Table(name = "entry")
@SuppressWarnings("NullAway.Init") // What is read is set.
public class Entry {
    @Id
    long id;

    @ManyToOne
    @JoinColumn(name = "author_id")
    Author author;

    String headline;
    String body;
    int x;
    double rating;
    boolean published;

    @Column(name = "pub_date")
    OffsetDateTime pubDate;

    /** By a method, as only what is within the class sees that it is not there yet. */
    Author author() {
        return author;
    }
}
