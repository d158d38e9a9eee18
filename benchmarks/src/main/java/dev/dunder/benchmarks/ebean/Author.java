package dev.dunder.benchmarks.ebean;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** A row of {@code author}. */
@Entity(name = "Author")
@Table(name = "author")
@SuppressWarnings("NullAway.Init") // What is read is set.
public class Author {
    @Id
    long id;

    String name;
    String email;
    String country;

    @OneToMany(mappedBy = "author", fetch = FetchType.LAZY)
    @OrderBy("id")
    List<Entry> entries = new ArrayList<>();
}
