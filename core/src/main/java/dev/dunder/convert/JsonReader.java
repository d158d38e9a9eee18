package dev.dunder.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that the server has written as maps, lists, texts, numbers, booleans and nulls. Numbers keep all of their digits:
 * whole ones are an Integer, a Long or a BigInteger, whichever has room, others a BigDecimal.
 */
final class JsonReader {
    /** Deeper ones overflow the stack. */
    private static final int DEEPEST = 1_000;

    private static final int LONGEST_LONG = 18;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static @Nullable Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.blanks();
        if (reader.at < text.length()) {
            throw unreadable();
        }
        return value;
    }

    private static Unfit unreadable() {
        return new Unfit("is no JSON");
    }

    private @Nullable Object value(int depth) {
        if (depth > DEEPEST) {
            throw new Unfit("nests more than " + DEEPEST + " deep");
        }
        blanks();
        char first = at < text.length() ? text.charAt(at) : ' ';
        return switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw unreadable();
        }
        at += word.length();
        return value;
    }

    /** Of keys that are there twice the last counts, as it does to the server. */
    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        blanks();
        if (take('}')) {
            return Map.of();
        }
        do {
            blanks();
            String key = string();
            blanks();
            expect(':');
            members.put(key, value(depth + 1));
            blanks();
        } while (take(','));
        expect('}');
        return Collections.unmodifiableMap(members);
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> members = new ArrayList<>();
        at++;
        blanks();
        if (take(']')) {
            return List.of();
        }
        do {
            members.add(value(depth + 1));
            blanks();
        } while (take(','));
        expect(']');
        return Collections.unmodifiableList(members);
    }

    private String string() {
        expect('"');
        int end = at;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
            end++;
        }
        StringBuilder read = new StringBuilder(text.substring(at, end));
        at = end;
        while (!take('"')) {
            if (at + 1 >= text.length()) {
                throw unreadable();
            }
            char c = text.charAt(at++);
            read.append(c == '\\' ? escaped(text.charAt(at++)) : c);
        }
        return read.toString();
    }

    private char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                if (at > text.length()) {
                    throw unreadable();
                }
                yield (char) Integer.parseInt(text, at - 4, at, 16);
            }
            default -> c;
        };
    }

    private Number number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            boolean whole = digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
            return whole ? whole(digits) : new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw unreadable();
        }
    }

    private static Number whole(String digits) {
        if (digits.length() > LONGEST_LONG) {
            BigInteger whole = new BigInteger(digits);
            return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
        }
        long whole = Long.parseLong(digits);
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw unreadable();
        }
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
