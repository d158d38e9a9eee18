package dev.dunder.codegen;

import java.util.Map;
import java.util.regex.Pattern;

/** What many of a thing are called in English, as far as rules go; a line of configuration says it where they do not. */
final class Inflector {
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("person", "people"), Map.entry("child", "children"), Map.entry("man", "men"),
            Map.entry("woman", "women"), Map.entry("foot", "feet"), Map.entry("tooth", "teeth"),
            Map.entry("mouse", "mice"), Map.entry("goose", "geese"), Map.entry("leaf", "leaves"),
            Map.entry("half", "halves"), Map.entry("shelf", "shelves"), Map.entry("life", "lives"),
            Map.entry("knife", "knives"), Map.entry("index", "indexes"), Map.entry("quiz", "quizzes"),
            Map.entry("hero", "heroes"), Map.entry("criterion", "criteria"), Map.entry("echo", "echoes"),
            Map.entry("potato", "potatoes"), Map.entry("bus", "buses"), Map.entry("gas", "gases"),
            Map.entry("lens", "lenses"), Map.entry("alias", "aliases"), Map.entry("atlas", "atlases"));

    /** Many of them are called as one is, or as what they are many of is already. */
    private static final Pattern SAME = Pattern.compile(
            "(.*(series|species|news|data|media|info|information|equipment|metadata|staff|feedback|people|children|men|criteria)"
                    // Whom somebody is the manager of, and who was invited by somebody.
                    + "|of|(?!watershed|hundred|.*eed).{4,}ed)");

    private final Map<String, String> own;

    Inflector(Map<String, String> own) {
        this.own = Map.copyOf(own);
    }

    /** {@code film_category} as {@code film_categories}: of several words it is the last that is many. */
    String plural(String name) {
        String said = own.get(name);
        if (said != null) {
            return said;
        }
        if (!Character.isLetter(name.codePointBefore(name.length()))) {
            return name;
        }
        int start = lastWord(name);
        return name.substring(0, start) + word(name.substring(start));
    }

    private static int lastWord(String name) {
        int start = name.lastIndexOf('_') + 1;
        for (int i = name.length() - 1; i > start; i--) {
            if (Character.isUpperCase(name.charAt(i)) && Character.isLowerCase(name.charAt(i - 1))) {
                return i;
            }
        }
        return start;
    }

    private String word(String word) {
        String lower = word.toLowerCase(java.util.Locale.ROOT);
        String known = own.getOrDefault(lower, IRREGULAR.get(lower));
        if (known != null) {
            return word.charAt(0) + known.substring(1);
        }
        if (SAME.matcher(lower).matches() || isPlural(lower)) {
            return word;
        }
        if (lower.endsWith("is") && lower.length() > 3) {
            return word.substring(0, word.length() - 2) + "es";
        }
        if (lower.endsWith("y") && lower.length() > 1 && "aeiou".indexOf(lower.charAt(lower.length() - 2)) < 0) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        boolean hisses = lower.matches(".*(s|x|z|ch|sh)");
        return word + (hisses ? "es" : "s");
    }

    /** Tables may be called like all of their rows: {@code users}, but not {@code status}, {@code address} or {@code analysis}. */
    private static boolean isPlural(String word) {
        return word.endsWith("s") && !word.matches(".*(ss|us|is)");
    }
}
