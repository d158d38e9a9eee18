package dev.dunder.spring.autoconfigure;

import org.jooq.Constants;

/** Spring Boot manages the version of jOOQ, and its is older than that which dunder is made for. */
final class JooqVersion {
    private static final int LEAST_MINOR = 21;

    private JooqVersion() {}

    static void check() {
        check(version());
    }

    /** What the jar at hand says: the constant itself is copied into whatever is compiled with it. */
    private static String version() {
        try {
            return String.valueOf(Constants.class.getField("FULL_VERSION").get(null));
        } catch (ReflectiveOperationException unknown) {
            return "";
        }
    }

    static void check(String version) {
        String[] parts = version.split("\\.", -1);
        if (parts.length < 2 || !parts[0].equals("3") || !parts[1].matches("[0-9]{1,4}")) {
            return;
        }
        if (Integer.parseInt(parts[1]) < LEAST_MINOR) {
            throw new IllegalStateException("dunder needs jOOQ 3." + LEAST_MINOR
                    + " or newer, and Spring Boot has chosen "
                    + version + ". Set the property jooq.version in the build: <jooq.version>3.21.9</jooq.version> with"
                    + " Maven, ext['jooq.version'] = '3.21.9' with Gradle.");
        }
    }
}
