/** Django's lookup strings as jOOQ conditions. */
module dev.dunder.lookups {
    requires transitive java.sql;
    requires transitive org.jooq;
    requires static transitive org.jspecify;

    exports dev.dunder.lookups;
}
