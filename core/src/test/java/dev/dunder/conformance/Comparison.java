package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/**
 * Compares what came with what was recorded. Numbers are equal by their value, whatever class they are of; those with a
 * fraction nearly, as the last digits depend on the class.
 *
 * @param zone the zone of recorded times that have none
 * @param keysOnly whether instances are compared by their keys alone: after a write they have what Python was given, and it
 *     is the tables that count
 */
record Comparison(ZoneId zone, boolean keysOnly) {
    private static final double NEARLY = 1e-9;

    /** What is different; null where nothing is. */
    @Nullable
    String difference(JsonNode expected, @Nullable Object actual) {
        return equal(expected, actual) ? null : "expected " + cut(expected) + ", but was " + cut(text(actual));
    }

    /** As lists; as multisets where the order does not matter. */
    @Nullable
    String difference(List<JsonNode> expected, List<? extends @Nullable Object> actual, boolean ordered) {
        if (expected.size() != actual.size()) {
            return "expected " + expected.size() + " rows " + cut(expected) + ", but were " + actual.size() + " "
                    + cut(text(actual));
        }
        List<@Nullable Object> rest = new ArrayList<>(actual);
        for (int i = 0; i < expected.size(); i++) {
            int place = ordered ? 0 : place(expected.get(i), rest);
            if (place < 0 || !equal(expected.get(i), rest.get(place))) {
                return "expected row " + (i + 1) + " " + cut(expected.get(i)) + ", but "
                        + (ordered ? "was " + cut(text(rest.get(place))) : "is not among " + cut(text(rest)));
            }
            rest.remove(place);
        }
        return null;
    }

    private int place(JsonNode expected, List<@Nullable Object> among) {
        for (int i = 0; i < among.size(); i++) {
            if (equal(expected, among.get(i))) {
                return i;
            }
        }
        return -1;
    }

    static String cut(Object thing) {
        String text = String.valueOf(thing);
        return text.length() > 400 ? text.substring(0, 400) + "…" : text;
    }

    static String text(@Nullable Object actual) {
        return actual instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(actual);
    }

    boolean equal(JsonNode expected, @Nullable Object actual) {
        if (actual instanceof JSONB json) {
            return json(expected, Json.read(json.data()));
        }
        if (actual instanceof JSON json) {
            return json(expected, Json.read(json.data()));
        }
        return switch (expected.getNodeType()) {
            case NULL, MISSING -> actual == null;
            case BOOLEAN -> actual instanceof Boolean flag && flag == expected.booleanValue();
            case NUMBER -> actual instanceof Number number && numbers(expected.numberValue(), number);
            case STRING -> actual instanceof String text && text.equals(expected.textValue());
            case ARRAY -> members(expected, actual, true);
            default -> {
                Map.Entry<String, JsonNode> first = expected.properties().iterator().next();
                yield tagged(first.getKey(), first.getValue(), actual);
            }
        };
    }

    private boolean tagged(String tag, JsonNode content, @Nullable Object actual) {
        String text = content.asText();
        return switch (tag) {
            case "$date" -> LocalDate.parse(text).equals(actual);
            case "$time" -> LocalTime.parse(text).equals(actual);
            case "$datetime" -> time(text, actual);
            case "$decimal" -> actual instanceof Number number && numbers(decimal(text), number);
            case "$float" -> actual instanceof Number number
                    && String.valueOf(number.doubleValue()).equalsIgnoreCase(text.replace("inf", "Infinity"));
            case "$duration" -> duration(content.asLong(), actual);
            case "$uuid" -> UUID.fromString(text).equals(actual);
            case "$bytes" -> actual instanceof byte[] bytes
                    && Arrays.equals(bytes, Base64.getDecoder().decode(text));
            case "$str64" -> actual instanceof String string && string.equals(new String(
                    Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
            case "$list", "$tuple" -> members(content, actual, true);
            case "$set" -> members(content, actual, false);
            case "$dict" -> dictionary(content, actual);
            case "$map" -> actual instanceof Map<?, ?> map && pairs(content, map);
            case "$row" ->
                actual instanceof Row row && List.copyOf(row.names()).equals(Json.texts(content.get("fields")))
                        && members(content.get("values"), row, true);
            case "$range" -> actual instanceof String range && new RangeText(this, range).equal(content);
            case "$ip" -> text.equals(actual);
            case "$obj" -> actual instanceof Row row && new Instances(this).equal(content, row);
            default -> false;
        };
    }

    private static Number decimal(String text) {
        return text.equalsIgnoreCase("nan") ? (Number) Double.NaN : new BigDecimal(text);
    }

    static boolean numbers(Number expected, Number actual) {
        double a = expected.doubleValue();
        double b = actual.doubleValue();
        if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.compare(a, b) == 0;
        }
        BigDecimal left = new BigDecimal(expected.toString());
        BigDecimal right = new BigDecimal(actual.toString());
        boolean whole = left.stripTrailingZeros().scale() <= 0 && right.stripTrailingZeros().scale() <= 0;
        return left.compareTo(right) == 0 || (!whole || expected instanceof Double) && near(a, b);
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= NEARLY * Math.max(Math.abs(a), Math.abs(b)) || Math.abs(a - b) < 1e-12;
    }

    boolean time(String text, @Nullable Object actual) {
        Object expected = new Values(zone, other -> null).of(Json.MAPPER.createObjectNode().put("$datetime", text));
        return switch (actual) {
            case OffsetDateTime time -> ((OffsetDateTime) Objects.requireNonNull(expected)).isEqual(time);
            case LocalDateTime time ->
                ((OffsetDateTime) Objects.requireNonNull(expected)).toLocalDateTime().equals(time);
            case null, default -> false;
        };
    }

    private static boolean duration(long micros, @Nullable Object actual) {
        Duration duration = switch (actual) {
            case Duration given -> given;
            case YearToSecond interval -> interval.toDuration();
            case null, default -> null;
        };
        return duration != null && duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000 == micros;
    }

    private boolean members(JsonNode expected, @Nullable Object actual, boolean ordered) {
        List<? extends @Nullable Object> members = switch (actual) {
            case List<?> list -> list;
            case Object[] array -> Arrays.asList(array);
            case Row row -> row.values();
            case null, default -> null;
        };
        return members != null && difference(Json.list(expected), members, ordered) == null;
    }

    private boolean dictionary(JsonNode expected, @Nullable Object actual) {
        return switch (actual) {
            case Row row -> dictionary(expected, row.toMap());
            case Map<?, ?> map -> map.keySet().equals(Json.map(expected).keySet())
                    && map.entrySet().stream()
                            .allMatch(one -> equal(expected.get(String.valueOf(one.getKey())), one.getValue()));
            // An hstore travels as text.
            case String text -> HstoreText.parse(text).equals(HstoreText.of(expected));
            case null, default -> false;
        };
    }

    private boolean pairs(JsonNode expected, Map<?, ?> actual) {
        List<List<?>> pairs = new ArrayList<>();
        actual.forEach((key, value) -> pairs.add(Arrays.asList(key, value)));
        return difference(Json.list(expected), pairs, false) == null;
    }

    /** Two JSON values, the first with tags. */
    private boolean json(JsonNode expected, JsonNode actual) {
        if (expected.isObject() && expected.size() == 1) {
            Map.Entry<String, JsonNode> only = expected.properties().iterator().next();
            return switch (only.getKey()) {
                case "$dict" -> only.getValue().size() == actual.size() && actual.isObject()
                        && only.getValue().properties().stream().allMatch(member -> actual.has(member.getKey())
                                && json(member.getValue(), actual.get(member.getKey())));
                case "$list", "$tuple" -> json(only.getValue(), actual);
                case "$decimal", "$float" -> actual.isNumber() && tagged(only.getKey(), only.getValue(),
                        actual.numberValue());
                default -> actual.isTextual() && only.getValue().asText().equals(actual.asText());
            };
        }
        if (expected.isArray()) {
            if (!actual.isArray() || expected.size() != actual.size()) {
                return false;
            }
            for (int i = 0; i < expected.size(); i++) {
                if (!json(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return expected.isNumber() && actual.isNumber()
                ? numbers(expected.numberValue(), actual.numberValue())
                : expected.equals(actual) || expected.isMissingNode() && actual.isNull();
    }
}
