package dev.dunder.lookups;

import java.nio.charset.StandardCharsets;

/** Names as PostgreSQL keeps them: {@code Identifiers.fits("pub_date")}. */
public final class Identifiers {
    /** How many bytes of a name PostgreSQL keeps: it cuts longer ones, and two that were cut alike would be one. */
    public static final int LONGEST = 63;

    private Identifiers() {}

    /**
     * Whether PostgreSQL keeps a name as it is: of {@code "é".repeat(32)}, which are 64 bytes, it would cut the last.
     *
     * @param name a name
     * @return false if it has more bytes than {@link #LONGEST}
     */
    public static boolean fits(String name) {
        return bytes(name) <= LONGEST;
    }

    /**
     * How many bytes a name has.
     *
     * @param name a name
     * @return its length in the database's encoding
     */
    public static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
