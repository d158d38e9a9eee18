package dev.dunder.benchmarks.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.BatchSize;

/** A row of {@code author}. */
@Entity(name = "Author")
@Table(name = "author")
@SuppressWarnings("NullAway.Init") // What is read is set.
class Author {
    @Id
    long id;

    String name;
    String email;
    String country;

    @OneToMany(mappedBy = "author", fetch = FetchType.LAZY)
    @OrderBy("id")
    @BatchSize(size = 100)
    List<Entry> entries = new ArrayList<>();
}
