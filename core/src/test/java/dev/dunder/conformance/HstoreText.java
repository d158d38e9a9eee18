package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An hstore as PostgreSQL writes it. */
final class HstoreText {
    private static final Pattern PAIR = Pattern
            .compile("\"((?:[^\"\\\\]|\\\\.)*)\"=>(?:NULL|\"((?:[^\"\\\\]|\\\\.)*)\")(?:, )?");

    private HstoreText() {}

    static Map<String, @Nullable String> parse(String text) {
        Map<String, @Nullable String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2);
            pairs.put(plain(matcher.group(1)), value == null ? null : plain(value));
        }
        return pairs;
    }

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    static Map<String, @Nullable String> of(JsonNode dictionary) {
        Map<String, @Nullable String> pairs = new LinkedHashMap<>();
        Json.map(dictionary).forEach((key, value) -> pairs.put(key, value.isNull() ? null : value.asText()));
        return pairs;
    }
}
