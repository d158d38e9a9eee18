package dev.dunder.codegen;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java names for a database's names: each is legal, and no two in one class are the same. */
final class Identifiers {
    private final Set<String> taken;

    Identifiers(Set<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** {@code pub_date} as {@code PUB_DATE}. */
    String constant(String name) {
        return unique(legal(name).toUpperCase(Locale.ROOT));
    }

    /** {@code pub_date} as {@code pubDate}. */
    String method(String name) {
        String type = camelCase(name);
        return unique(legal(type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1)));
    }

    /** {@code blog_entry} as {@code BlogEntry}. */
    String type(String name) {
        return unique(camelCase(name));
    }

    private static String camelCase(String name) {
        StringBuilder out = new StringBuilder();
        for (String word : legal(name).split("_", -1)) {
            if (!word.isEmpty()) {
                out.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return legal(out.toString());
    }

    private static String legal(String name) {
        StringBuilder out = new StringBuilder();
        name.codePoints().forEach(c -> out.appendCodePoint(isVisible(c) ? c : '_'));
        if (out.isEmpty() || !Character.isJavaIdentifierStart(out.codePointAt(0))) {
            out.insert(0, '_');
        }
        String legal = out.toString();
        return legal.equals("_") || SourceVersion.isKeyword(legal) ? legal + "_" : legal;
    }

    /** Java ignores some marks in identifiers, and nobody sees them. */
    private static boolean isVisible(int c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private String unique(String name) {
        String free = name;
        while (!taken.add(free)) {
            free += "_";
        }
        return free;
    }
}
