package dev.dunder.benchmarks.ebean;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** A row of {@code comment}, as far as it is counted. */
@Entity(name = "Comment")
@Table(name = "comment")
@SuppressWarnings("NullAway.Init") // What is read is set.
public class Comment {
    @Id
    long id;

    @ManyToOne
    @JoinColumn(name = "entry_id")
    Entry entry;
}
