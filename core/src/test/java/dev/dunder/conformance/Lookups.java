package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.lookups.Registry;
import dev.dunder.lookups.Transform;
import dev.dunder.lookups.Transforms;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a test registered on a type of field, or on a field. */
final class Lookups {
    private static final Map<String, Transform> TRANSFORMS = List.of(
            Transforms.LOWER, Transforms.UPPER, Transforms.LENGTH, Transforms.TRIM, Transforms.LTRIM, Transforms.RTRIM,
            Transforms.REVERSE, Transforms.MD5, Transforms.SHA1, Transforms.SHA224, Transforms.SHA256,
            Transforms.SHA384, Transforms.SHA512, Transforms.ORD, Transforms.CHR, Transforms.ABS, Transforms.CEIL,
            Transforms.FLOOR, Transforms.ROUND, Transforms.SIGN, Transforms.SQRT, Transforms.EXP, Transforms.LN,
            Transforms.ACOS, Transforms.ASIN, Transforms.ATAN, Transforms.COS, Transforms.COT, Transforms.SIN,
            Transforms.TAN, Transforms.DEGREES, Transforms.RADIANS).stream()
            .collect(Collectors.toMap(Transform::name, Function.identity()));

    /** The names of Django's classes of lookups that are expressions too, and what they are called in a path. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Exact", "exact"), Map.entry("IExact", "iexact"), Map.entry("Contains", "contains"),
            Map.entry("IContains", "icontains"), Map.entry("StartsWith", "startswith"),
            Map.entry("IStartsWith", "istartswith"), Map.entry("EndsWith", "endswith"),
            Map.entry("IEndsWith", "iendswith"), Map.entry("Regex", "regex"), Map.entry("IRegex", "iregex"),
            Map.entry("GreaterThan", "gt"), Map.entry("GreaterThanOrEqual", "gte"), Map.entry("LessThan", "lt"),
            Map.entry("LessThanOrEqual", "lte"), Map.entry("In", "in"), Map.entry("Range", "range"),
            Map.entry("IsNull", "isnull"), Map.entry("HasKey", "has_key"), Map.entry("HasKeys", "has_keys"),
            Map.entry("HasAnyKeys", "has_any_keys"));

    private Lookups() {}

    /** Null where a class is none of a lookup. */
    static @Nullable String named(String className) {
        return NAMES.get(className);
    }

    /**
     * Those that are not there without being asked for. Django passes what is on a field on to whatever is made of the field;
     * here it is for all values that it accepts.
     */
    static Registry registry(JsonNode registered) {
        Registry registry = Registry.standard();
        for (JsonNode one : registered) {
            Transform transform = TRANSFORMS.get(one.get("lookup").asText());
            if (transform != null) {
                registry = registry.with(transform);
            }
        }
        return registry;
    }

    /** A key within keys, which Django says by an expression that is not evaluated; ours is a path. Null for anything else. */
    static @Nullable String keys(JsonNode value) {
        JsonNode transform = value.path("$expr");
        if (transform.path("name").asText().equals("KeyTransform")) {
            JsonNode document = transform.path("args").path(1);
            String outer = document.isTextual() ? document.asText() : keys(document);
            return outer == null ? null : outer + "__" + transform.path("args").path(0).asText();
        }
        return value.path("$F").isTextual() ? value.get("$F").asText() : null;
    }
}
