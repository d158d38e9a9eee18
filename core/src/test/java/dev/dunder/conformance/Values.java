package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Recorded values as Java has them.
 *
 * @param zone the zone of times that have none
 * @param other what to make of values that are no plain ones: query sets, instances, expressions
 */
record Values(ZoneId zone, Function<JsonNode, @Nullable Object> other) {
    @Nullable
    Object of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.numberValue();
            case STRING -> value.textValue();
            case ARRAY -> list(value);
            default -> tagged(value);
        };
    }

    private List<@Nullable Object> list(JsonNode members) {
        List<@Nullable Object> list = new ArrayList<>();
        members.forEach(member -> list.add(of(member)));
        return list;
    }

    private @Nullable Object tagged(JsonNode value) {
        Map.Entry<String, JsonNode> first = value.properties().iterator().next();
        JsonNode content = first.getValue();
        return switch (first.getKey()) {
            case "$date" -> LocalDate.parse(content.asText());
            case "$datetime" -> dateTime(content.asText());
            case "$time" -> LocalTime.parse(content.asText());
            case "$decimal" -> decimal(content.asText());
            case "$duration" -> Duration.of(content.asLong(), ChronoUnit.MICROS);
            case "$uuid" -> UUID.fromString(content.asText());
            case "$bytes" -> Base64.getDecoder().decode(content.asText());
            case "$str64" -> new String(Base64.getDecoder().decode(content.asText()), StandardCharsets.UTF_8);
            case "$float" -> Double.valueOf(content.asText().replace("nan", "NaN").replace("inf", "Infinity"));
            case "$list", "$tuple", "$set" -> list(content);
            case "$dict" -> map(content);
            case "$map" -> pairs(content);
            case "$row" -> list(content.get("values"));
            case "$range" -> StateValues.range(content);
            case "$ip" -> content.asText();
            case "$tz" -> ZoneId.of(content.asText());
            default -> other.apply(value);
        };
    }

    private static Object decimal(String text) {
        return text.equalsIgnoreCase("nan") || text.endsWith("Infinity")
                ? Double.valueOf(text.replaceFirst("(?i)nan", "NaN"))
                : new BigDecimal(text);
    }

    private OffsetDateTime dateTime(String text) {
        boolean zoned = text.matches(".*T.*([+-]\\d\\d:\\d\\d(:\\d\\d)?|Z)");
        return zoned ? OffsetDateTime.parse(text) : LocalDateTime.parse(text).atZone(zone).toOffsetDateTime();
    }

    private Map<String, @Nullable Object> map(JsonNode object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Json.map(object).forEach((name, member) -> map.put(name, of(member)));
        return map;
    }

    private Map<String, @Nullable Object> pairs(JsonNode pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        pairs.forEach(pair -> map.put(pair.get(0).asText(), of(pair.get(1))));
        return map;
    }
}
