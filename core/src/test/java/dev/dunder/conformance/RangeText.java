package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range as PostgreSQL writes it. */
record RangeText(Comparison comparison, String text) {
    private static final Pattern RANGE = Pattern.compile("([\\[(])\"?([^\",]*)\"?,\"?([^\",]*)\"?([\\])])");

    boolean equal(JsonNode expected) {
        if (expected.path("empty").asBoolean()) {
            return text.equals("empty");
        }
        Matcher matcher = RANGE.matcher(text);
        return matcher.matches()
                && bound(expected.get("lower"), matcher.group(2))
                && bound(expected.get("upper"), matcher.group(3))
                && (matcher.group(1) + matcher.group(4)).equals(expected.get("bounds").asText());
    }

    private boolean bound(JsonNode expected, @Nullable String actual) {
        if (expected.isNull() || actual == null || actual.isEmpty()) {
            return expected.isNull() && (actual == null || actual.isEmpty());
        }
        if (expected.isNumber()) {
            return Comparison.numbers(expected.numberValue(), new BigDecimal(actual));
        }
        Map.Entry<String, JsonNode> tagged = expected.properties().iterator().next();
        String wanted = tagged.getValue().asText();
        return switch (tagged.getKey()) {
            case "$decimal" -> new BigDecimal(wanted).compareTo(new BigDecimal(actual)) == 0;
            case "$datetime" -> comparison.time(wanted, new Values(comparison.zone(), other -> null)
                    .of(Json.MAPPER.createObjectNode()
                            .put("$datetime", actual.replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00"))));
            default -> wanted.equals(actual);
        };
    }
}
