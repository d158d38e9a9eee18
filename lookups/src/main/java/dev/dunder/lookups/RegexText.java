package dev.dunder.lookups;

import java.util.Set;

/**
 * Reads a regular expression as far as to know that PostgreSQL will compile it, and soon. What it does not know it refuses:
 * collating elements, options inside of the expression, codes of characters, and repetitions of repetitions without end.
 */
final class RegexText {
    /** The server makes a copy of what is repeated for each time. */
    private static final int MOST_STATES = 1_000;

    private static final int MOST_TIMES = 255;
    private static final int DEEPEST = 20;
    private static final Set<String> CLASSES = Set.of("alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower",
            "print", "punct", "space", "upper", "xdigit");

    private final String text;
    private int at;
    private int depth;

    private RegexText(String text) {
        this.text = text;
    }

    static void check(String text) {
        RegexText reading = new RegexText(text);
        reading.alternatives();
        if (reading.at < text.length()) {
            throw wrong();
        }
    }

    private static LookupException wrong() {
        return new LookupException("This is no regular expression that can be searched for.");
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean take(char c) {
        boolean there = is(c);
        at += there ? 1 : 0;
        return there;
    }

    private char next() {
        if (at == text.length()) {
            throw wrong();
        }
        return text.charAt(at++);
    }

    /** How many states it has. */
    private int alternatives() {
        if (++depth > DEEPEST) {
            throw wrong();
        }
        int states = branch();
        while (take('|')) {
            states += branch();
        }
        depth--;
        return states;
    }

    private int branch() {
        int states = 1;
        while (at < text.length() && !is('|') && !is(')')) {
            states += repeated();
            if (states > MOST_STATES) {
                throw new LookupException("A regular expression has fewer repetitions in repetitions.");
            }
        }
        return states;
    }

    private int repeated() {
        int states = atom();
        boolean constraint = states == 0;
        if (at == text.length() || "*+?{".indexOf(text.charAt(at)) < 0) {
            return states;
        }
        if (constraint) {
            throw wrong();
        }
        int times = take('{') ? times() : star();
        take('?');
        if (at < text.length() && "*+?{".indexOf(text.charAt(at)) >= 0) {
            throw wrong();
        }
        return Math.multiplyExact(states, Math.max(1, times));
    }

    private int star() {
        at++;
        return 2;
    }

    private int times() {
        int least = number();
        int most = take(',') ? is('}') ? least + 1 : number() : least;
        if (!take('}') || least > most || most > MOST_TIMES + 1) {
            throw wrong();
        }
        return most;
    }

    private int number() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - start < 4) {
            at++;
        }
        int number = at == start ? MOST_TIMES + 1 : Integer.parseInt(text.substring(start, at));
        if (number > MOST_TIMES) {
            throw wrong();
        }
        return number;
    }

    /** How many states it has; none where it is a place and no character. */
    private int atom() {
        char c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> {
                bracket();
                yield 1;
            }
            case '\\' -> escape();
            case '^', '$' -> 0;
            case '*', '+', '?', '{' -> throw wrong();
            default -> 1;
        };
    }

    private int group() {
        boolean constraint = false;
        if (take('?')) {
            constraint = !take(':');
            if (constraint) {
                take('<');
                if (!take('=') && !take('!')) {
                    throw wrong();
                }
            }
        }
        int states = alternatives();
        if (!take(')')) {
            throw wrong();
        }
        // It is a place itself, but is searched for at each.
        return constraint && states > MOST_STATES / DEEPEST ? MOST_STATES : constraint ? 0 : states;
    }

    private int escape() {
        char c = next();
        if ("AmMyYZ".indexOf(c) >= 0) {
            return 0;
        }
        if ("dswDSWnrtfvaeB".indexOf(c) >= 0) {
            return 1;
        }
        if (Character.isLetterOrDigit(c)) {
            throw wrong();
        }
        return 1;
    }

    private void bracket() {
        take('^');
        boolean first = true;
        while (first || !is(']')) {
            first = false;
            int member = member();
            if (is('-') && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                int end = member();
                if (member < 0 || end < 0 || member > end) {
                    throw wrong();
                }
                if (is('-') && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                    throw wrong();
                }
            }
        }
        at++;
    }

    /** A character; -1 for a class of them. */
    private int member() {
        char c = next();
        if (c == '[' && at < text.length() && ".=:".indexOf(text.charAt(at)) >= 0) {
            int end = text.indexOf(":]", at + 1);
            if (!take(':') || end < 0 || !CLASSES.contains(text.substring(at, end))) {
                throw wrong();
            }
            at = end + 2;
            return -1;
        }
        if (c == '\\') {
            char escaped = next();
            if ("dsw".indexOf(escaped) >= 0) {
                return -1;
            }
            if (Character.isLetterOrDigit(escaped)) {
                throw wrong();
            }
            return escaped;
        }
        if (Character.isHighSurrogate(c) && at < text.length()) {
            return Character.toCodePoint(c, text.charAt(at++));
        }
        return c;
    }
}
