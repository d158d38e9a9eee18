/** Query sets in Django's lookup language, on jOOQ and PostgreSQL. */
module dev.dunder {
    requires transitive com.zaxxer.hikari;
    requires transitive dev.dunder.lookups;
    requires transitive java.sql;
    requires transitive org.jooq;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires static com.google.errorprone.annotations;
    requires static micrometer.observation;
    requires static transitive org.jspecify;

    exports dev.dunder;
    exports dev.dunder.model;
    exports dev.dunder.transaction;
    exports dev.dunder.watch;
}
