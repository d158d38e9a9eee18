package dev.dunder.benchmarks.ebean;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** A row of {@code draft}. */
@Entity(name = "Draft")
@Table(name = "draft")
@SuppressWarnings("NullAway.Init") // What is written is set.
public class Draft {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    @Column(name = "author_id")
    long authorId;

    String headline;
    String body;
    int x;
    double rating;
    boolean published;

    @Column(name = "pub_date")
    OffsetDateTime pubDate;
}
