package dev.dunder.test;

import dev.dunder.Database;

/** The PostgreSQL that is started once for all tests, and ends with their JVM. */
final class Embedded {
    private static final class Holder {
        static final Database SERVER = Database.embedded();

        static final String URL = SERVER.dsl().connectionResult(connection -> connection.getMetaData().getURL());
    }

    private Embedded() {}

    static String url() {
        return Holder.URL;
    }
}
