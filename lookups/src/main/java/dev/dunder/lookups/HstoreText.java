package dev.dunder.lookups;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code "a"=>"b", c=>NULL} and the like. */
final class HstoreText {
    private final String text;
    private int at;
    private boolean quoted;

    private HstoreText(String text) {
        this.text = text;
    }

    /** The texts by their keys, of which the first one counts that is there twice; null if it is not written so. */
    static @Nullable Map<String, @Nullable String> read(String given) {
        HstoreText reading = new HstoreText(given.strip());
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        while (reading.at < reading.text.length()) {
            if (!map.isEmpty() && !reading.take(',')) {
                return null;
            }
            reading.blanks();
            String key = reading.word();
            reading.blanks();
            if (key == null || !reading.take('=') || !reading.take('>')) {
                return null;
            }
            reading.blanks();
            String value = reading.word();
            if (value == null) {
                return null;
            }
            boolean isNull = !reading.quoted && value.equalsIgnoreCase("null");
            if (!map.containsKey(key)) {
                map.put(key, isNull ? null : value);
            }
            reading.blanks();
        }
        return Collections.unmodifiableMap(map);
    }

    private @Nullable String word() {
        StringBuilder word = new StringBuilder();
        quoted = take('"');
        int start = at;
        while (at < text.length() && (quoted ? text.charAt(at) != '"' : " ,\"=>\t\r\n".indexOf(text.charAt(at)) < 0)) {
            if (text.charAt(at) == '\\') {
                if (!quoted) {
                    return null;
                }
                at++;
            }
            if (at < text.length()) {
                word.append(text.charAt(at));
            }
            at++;
        }
        return (quoted ? take('"') : at > start) ? word.toString() : null;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
