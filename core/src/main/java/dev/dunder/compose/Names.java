package dev.dunder.compose;

import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What users may call what they make, and how they name what is there. */
public final class Names {
    /** Letters, digits and underscores, as many as PostgreSQL keeps of a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private Names() {}

    /**
     * A name that something may have.
     *
     * @param name as it was given
     * @return the name
     * @throws LookupException if nothing can be called so
     */
    public static String checked(String name) {
        if (!NAME.matcher(LookupException.given(name, "a name")).matches()) {
            throw new LookupException("Cannot call something " + LookupException.quote(name)
                    + ": a name is of letters, digits and underscores, does not begin with a digit, and is at most 63 long.");
        }
        return name;
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
