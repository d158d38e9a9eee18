package dev.dunder.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.SourceVersion;

/** Java names for a database's names: each is legal, and no two in one place are the same. */
final class Identifiers {
    private final Set<String> taken = new HashSet<>();

    /** {@code pub_date} as {@code PUB_DATE}, {@code pubDate} too. */
    String constant(String name) {
        return unique(legal(String.join("_", words(name)).toUpperCase(Locale.ROOT)), none -> false);
    }

    /** {@code pub_date} as {@code pubDate}. */
    static String methodName(String name) {
        String type = camelCase(words(name));
        int first = Character.charCount(type.codePointAt(0));
        return legal(type.substring(0, first).toLowerCase(Locale.ROOT) + type.substring(first));
    }

    /** The name of a class; no two differ only in case, as they would be one file to some systems. */
    String type(String typeName) {
        String free = typeName;
        while (!taken.add(free.toLowerCase(Locale.ROOT))) {
            free += "_";
        }
        return free;
    }

    /** {@code blog_entry} as {@code BlogEntry}. */
    static String typeName(String name) {
        return legal(camelCase(words(name)));
    }

    /** The name, unless it is taken: then with as many underscores as it needs. */
    String unique(String name, Predicate<String> reserved) {
        String free = name;
        while (reserved.test(free) || !taken.add(free)) {
            free += "_";
        }
        return free;
    }

    boolean isFree(String name) {
        return !taken.contains(name);
    }

    /** {@code first_name}, {@code firstName} and {@code FIRST NAME} are all made of {@code first} and {@code name}. */
    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int[] letters = name.codePoints().toArray();
        for (int i = 0; i < letters.length; i++) {
            boolean part = isPart(letters[i]);
            boolean starts = part && i > 0 && isPart(letters[i - 1]) && Character.isUpperCase(letters[i])
                    && (!Character.isUpperCase(letters[i - 1])
                            || (i + 1 < letters.length && Character.isLowerCase(letters[i + 1])));
            if (!part || starts) {
                finish(word, words);
            }
            if (part) {
                word.appendCodePoint(letters[i]);
            }
        }
        finish(word, words);
        return words.isEmpty() ? List.of("unnamed") : words;
    }

    private static void finish(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }

    /** Java ignores some marks in identifiers, and nobody sees them. */
    private static boolean isPart(int c) {
        return c != '_' && Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    private static String camelCase(List<String> words) {
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            int first = Character.charCount(word.codePointAt(0));
            out.append(word.substring(0, first).toUpperCase(Locale.ROOT)).append(word.substring(first));
        }
        return out.toString();
    }

    private static String legal(String name) {
        String legal = Character.isJavaIdentifierStart(name.codePointAt(0)) ? name : "_" + name;
        return SourceVersion.isKeyword(legal) ? legal + "_" : legal;
    }
}
