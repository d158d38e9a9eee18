package dev.dunder.plans;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Questions, and how they are asked. */
abstract class Questions {
    /** Some keys, and the same in SQL. */
    static final List<Integer> SOME = IntStream.range(0, 100).mapToObj(n -> 1 + n * 97).toList();
    static final String KEYS = SOME.stream().map(String::valueOf).collect(Collectors.joining(",", "any('{", "}')"));

    private final Database database;

    Questions(Database database) {
        this.database = database;
    }

    abstract List<Question> all();

    static Question question(String name, Runnable asked, String... byHand) {
        return new Question(name, asked, List.of(byHand));
    }

    QuerySet<Row> objects(String model) {
        return database.objects(model);
    }

    QuerySet<Row> authors() {
        return objects("author");
    }

    QuerySet<Row> entries() {
        return objects("entry");
    }

    QuerySet<Row> tags() {
        return objects("tag");
    }

    QuerySet<Row> comments() {
        return objects("comment");
    }
}
