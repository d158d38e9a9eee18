package dev.dunder.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.benchmarks.dunder.DynamicDunder;
import dev.dunder.benchmarks.dunder.GeneratedDunder;
import dev.dunder.benchmarks.jdbc.HandWritten;
import dev.dunder.benchmarks.jooq.PlainJooq;

/** Who is measured. */
public enum Library {
    /** What the others are compared with. */
    JDBC("hand-written JDBC"),
    /** Models from the catalog, instances that are rows. */
    DUNDER("dunder"),
    /** Generated models and typed paths. */
    GENERATED("dunder, generated"),
    /** Without generated classes, rows mapped to records. */
    JOOQ("jOOQ");

    private final String title;

    Library(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Takes the pool, and closes it. */
    Contender<?, ?, ?> open(HikariDataSource pool) {
        return switch (this) {
            case JDBC -> new HandWritten(pool);
            case DUNDER -> new DynamicDunder(pool);
            case GENERATED -> new GeneratedDunder(pool);
            case JOOQ -> new PlainJooq(pool);
        };
    }
}
