/** What tests of programs with dunder need: databases, assertions of statements, rows, and texts of SQL that are approved. */
module dev.dunder.test {
    requires transitive dev.dunder;
    requires transitive org.junit.jupiter.api;
    requires org.postgresql.jdbc;
    requires static transitive org.jspecify;

    exports dev.dunder.test;
}
