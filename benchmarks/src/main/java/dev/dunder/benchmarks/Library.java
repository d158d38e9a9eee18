package dev.dunder.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.benchmarks.dunder.DynamicDunder;
import dev.dunder.benchmarks.dunder.GeneratedDunder;
import dev.dunder.benchmarks.ebean.EbeanQueries;
import dev.dunder.benchmarks.hibernate.HibernateSessions;
import dev.dunder.benchmarks.jdbc.HandWritten;
import dev.dunder.benchmarks.jdbi.JdbiHandles;
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
    JOOQ("jOOQ"),
    /** Entities, and a session for each question. */
    HIBERNATE("Hibernate"),
    /** Texts, and records by their constructors. */
    JDBI("jdbi"),
    /** Entities that the build has enhanced. */
    EBEAN("Ebean");

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
            case HIBERNATE -> new HibernateSessions(pool);
            case JDBI -> new JdbiHandles(pool);
            case EBEAN -> new EbeanQueries(pool);
        };
    }
}
