package dev.dunder.lookups;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A lookup that cannot be: an unknown name, an unknown lookup, or a value that does not fit the column.
 *
 * <pre>
 * Cannot resolve 'athor' in 'athor__name' on entry. Did you mean 'author'? Choices: author, body, headline, id, x.
 *   athor__name
 *   ^^^^^
 * </pre>
 *
 * <p>{@link #path()} is the string that failed and {@link #position()} the place in it, in {@code char}s from 0.
 */
public class LookupException extends DunderException {
    private static final long serialVersionUID = 1;

    /** Longer strings are cut in messages: whoever sent 10,000 characters needs no echo of them. */
    private static final int SHOWN = 200;

    /** A database may have thousands of tables. */
    private static final int MOST_CHOICES = 50;

    private final String path;
    private final int position;

    /**
     * An error that is not about a place in a string.
     *
     * @param message what was wrong and what would have been right
     */
    public LookupException(String message) {
        this(message, "", 0);
    }

    private LookupException(String message, String path, int position) {
        super(message);
        this.path = path;
        this.position = position;
    }

    private LookupException(LookupException original) {
        super(original.messageText(), original);
        this.path = original.path;
        this.position = original.position;
    }

    /** An error about the part of {@code path} from {@code from} to {@code to}; the message gets a caret line. */
    static LookupException at(String path, int from, int to, String message) {
        if (path.length() > SHOWN || !path.codePoints().allMatch(LookupException::isPlain)) {
            return new LookupException(message, path, from);
        }
        String carets = " ".repeat(from) + "^".repeat(Math.max(1, to - from));
        return new LookupException(message + "\n  " + path + "\n  " + carets, path, from);
    }

    /**
     * A name that is not there, with the closest ones that are.
     *
     * @param name what was asked for
     * @param where where it was looked for, such as {@code on entry}
     * @param choices the names that are there
     * @return the exception, to be thrown
     */
    public static LookupException unknown(@Nullable String name, String where, Collection<String> choices) {
        return new LookupException("Cannot resolve " + quote(name) + " " + where + "." + suggestion(name, choices));
    }

    /** "Did you mean …? Choices: …." with a leading space; the closest name first, all names in order. */
    static String suggestion(@Nullable String name, Collection<String> choices) {
        String closest = name == null ? null : Similar.closest(name, choices);
        Collection<String> sorted = new TreeSet<>(choices);
        String more = sorted.size() > MOST_CHOICES ? " and " + (sorted.size() - MOST_CHOICES) + " more" : "";
        return (closest == null ? "" : " Did you mean " + quote(closest) + "?")
                + (sorted.isEmpty()
                        ? ""
                        : " Choices: " + sorted.stream().limit(MOST_CHOICES).map(LookupException::plain)
                                .collect(Collectors.joining(", ")) + more + ".");
    }

    /**
     * A text from outside as it may stand in a message: in quotes, cut where it is long, with control characters and
     * other marks that could forge a log line or its direction escaped.
     *
     * @param text any string
     * @return the quoted text
     */
    public static String quote(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        return "'" + plain(cut(text)) + "'";
    }

    /**
     * A text from outside with control characters, line separators, and marks that are not seen or turn the direction of
     * writing, spelled out: it can neither forge a line of a log nor look like another.
     *
     * @param text any string
     * @return the text on one line
     */
    public static String plain(String text) {
        if (text.codePoints().allMatch(LookupException::isPlain)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return out.toString();
    }

    /**
     * What may not be null.
     *
     * @param given what was given
     * @param what what messages call it, such as {@code the name of a model}
     * @param <V> its type
     * @return what was given
     * @throws LookupException if it is null
     */
    public static <V> V given(@Nullable V given, String what) {
        if (given == null) {
            throw new LookupException("Null was given for " + what + ", which it cannot be.");
        }
        return given;
    }

    /**
     * Several of what may not be null, such as what a method takes at its end.
     *
     * @param given what was given
     * @param what what messages call one of them, such as {@code the name of a column}
     * @param <V> their type
     * @return what was given
     * @throws LookupException if it is null, or one of them is
     */
    public static <V> List<V> allGiven(V[] given, String what) {
        List<V> all = Arrays.asList(given(given, what));
        all.forEach(one -> given(one, what));
        return List.copyOf(all);
    }

    /** A text from outside, no longer than messages show it. */
    static String cut(String text) {
        return text.codePointCount(0, text.length()) > SHOWN
                ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…"
                : text;
    }

    private static boolean isPlain(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }

    /**
     * The lookup string that failed.
     *
     * @return the whole string, empty where the error is not about one
     */
    public String path() {
        return path;
    }

    /**
     * Where in {@link #path()} it failed.
     *
     * @return an index in {@code char}s, from 0
     */
    public int position() {
        return position;
    }

    /**
     * This error, said of a path: what a lookup says of a value does not know yet where the value was given.
     *
     * @param lookupPath the path
     * @return the error to throw
     */
    public LookupException in(String lookupPath) {
        return path.isEmpty() ? at(lookupPath, 0, lookupPath.length(), messageText()) : this;
    }

    /**
     * This error, with what the path stands in instead of the path alone; of what is long, the part around it.
     *
     * @param whole all that was said
     * @param place where the path begins in it
     * @return the error to throw; this one if it shows no path
     */
    public LookupException inside(String whole, int place) {
        String message = messageText();
        int end = message.indexOf('\n');
        int carets = (int) message.chars().skip(Math.max(end, 0)).filter(c -> c == '^').count();
        if (end < 0 || carets == 0) {
            return this;
        }
        int at = place + position;
        int from = whole.length() <= SHOWN ? 0 : Math.max(0, at - SHOWN / 2);
        int to = whole.length() <= SHOWN ? whole.length() : Math.min(whole.length(), at + carets + SHOWN / 2);
        String before = from == 0 ? "" : "…";
        String shown = before + whole.substring(from, to) + (to == whole.length() ? "" : "…");
        return new LookupException(message.substring(0, end) + "\n  " + shown + "\n  "
                + " ".repeat(before.length() + at - from) + "^".repeat(carets), path, position);
    }

    /**
     * This error, with something more to say; the caret line stays the last.
     *
     * @param advice a sentence with a blank before it
     * @return the error to throw
     */
    public LookupException with(String advice) {
        String message = messageText();
        int end = message.indexOf('\n');
        return new LookupException(
                end < 0 ? message + advice : message.substring(0, end) + advice + message.substring(end), path,
                position);
    }

    @Override
    public LookupException again() {
        return new LookupException(this);
    }

    /** The closest of some names to one that was not found, by edit distance. */
    private static final class Similar {
        static @Nullable String closest(String name, Collection<String> choices) {
            String best = null;
            // A third of the letters may be wrong; more than that is another word.
            int bestDistance = Math.max(1, name.length() / 3) + 1;
            if (name.length() > SHOWN) {
                return null;
            }
            for (String choice : new TreeSet<>(choices)) {
                // Of a table in another schema people remember the table's name.
                String said = name.contains(".") ? choice : choice.substring(choice.lastIndexOf('.') + 1);
                int distance = distance(name.toLowerCase(Locale.ROOT), said.toLowerCase(Locale.ROOT));
                if (distance < bestDistance) {
                    best = choice;
                    bestDistance = distance;
                }
            }
            return best;
        }

        /** Optimal string alignment: insert, delete, replace, or swap two neighbours. */
        private static int distance(String a, String b) {
            int[][] d = new int[a.length() + 1][b.length() + 1];
            for (int i = 0; i <= a.length(); i++) {
                d[i][0] = i;
            }
            for (int j = 0; j <= b.length(); j++) {
                d[0][j] = j;
            }
            for (int i = 1; i <= a.length(); i++) {
                for (int j = 1; j <= b.length(); j++) {
                    int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                    d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                    if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                    }
                }
            }
            return d[a.length()][b.length()];
        }
    }
}
