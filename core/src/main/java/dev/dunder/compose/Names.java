package dev.dunder.compose;

import dev.dunder.lookups.Identifiers;
import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.List;

/** What users may call what they make, and how they name what is there. */
public final class Names {
    private Names() {}

    /**
     * A name that something may have.
     *
     * @param name as it was given
     * @return the name
     * @throws LookupException if nothing can be called so
     */
    public static String checked(String name) {
        if (!isName(LookupException.given(name, "a name"))) {
            throw new LookupException("Cannot call something " + LookupException.quote(name)
                    + ": a name is of letters, digits and underscores, does not begin with a digit, and is at most "
                    + Identifiers.LONGEST + " long.");
        }
        return name;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty() && Identifiers.fits(name);
    }

    /**
     * The names of one column or several.
     *
     * @param first one
     * @param more further ones
     * @return all
     */
    public static List<String> paths(String first, String... more) {
        List<String> paths = new ArrayList<>(List.of(LookupException.given(first, "the name of a column")));
        paths.addAll(LookupException.allGiven(more, "the name of a column"));
        return paths;
    }
}
