package dev.dunder.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.impl.DSL;

/**
 * The name of a type as the server or a user writes it, as parts of a statement: whatever it says, it is a name, quoted as jOOQ
 * quotes it, and brackets.
 */
final class TypeName {
    /** A name, in its schema or not; a length, which is not said; and whether it is of arrays. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?:(?<schema>[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\")\\.)?"
                    + "(?<name>[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\")"
                    + "(?:\\([^()]*\\))?(?<arrays>(?:\\[\\])*)");

    /** What the grammar has words for is another type by that name, or one of a certain length where none is said. */
    private static final Map<String, String> GRAMMAR = Map.of("character", "bpchar", "char", "bpchar", "bit", "varbit");

    private TypeName() {}

    /** The parts of a template; none where it is more than a name. */
    static Object[] of(String written) {
        String plain = written.startsWith("bit varying")
                ? "varbit" + written.substring("bit varying".length())
                : written;
        Matcher name = WRITTEN.matcher(plain);
        if (!name.matches()) {
            return new Object[0];
        }
        String schema = name.group("schema");
        String own = unquoted(name.group("name"));
        List<Object> parts = new ArrayList<>();
        parts.add(schema == null
                ? DSL.quotedName(name.group("name").startsWith("\"") ? own : GRAMMAR.getOrDefault(own, own))
                : DSL.quotedName(unquoted(schema), own));
        if (!name.group("arrays").isEmpty()) {
            parts.add("[]");
        }
        return parts.toArray();
    }

    private static String unquoted(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }
}
