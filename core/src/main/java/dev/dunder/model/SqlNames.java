package dev.dunder.model;

import dev.dunder.lookups.Identifiers;
import dev.dunder.lookups.LookupException;
import org.jooq.Name;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL takes for a name. It would cut longer ones, and a NUL ends the connection. */
final class SqlNames {
    private SqlNames() {}

    static void check(@Nullable String name, String what) {
        String given = checkText(name, what);
        int bytes = Identifiers.bytes(given);
        if (bytes > Identifiers.LONGEST) {
            throw new LookupException(LookupException.quote(given) + " is too long for " + what + ": it has " + bytes
                    + " bytes, and PostgreSQL's names have at most " + Identifiers.LONGEST + ".");
        }
    }

    static void check(Name table) {
        String[] parts = table.getName();
        if (parts.length == 0) {
            check("", "the name of a table");
        }
        for (String part : parts) {
            check(part, "the name of a table");
        }
    }

    static String checkText(@Nullable String name, String what) {
        String given = LookupException.given(name, what);
        if (given.isEmpty()) {
            throw new LookupException("An empty text cannot be " + what + ".");
        }
        if (given.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw new LookupException(LookupException.quote(given) + " cannot be " + what
                    + ": PostgreSQL stores no NUL and no half of a character.");
        }
        return given;
    }
}
