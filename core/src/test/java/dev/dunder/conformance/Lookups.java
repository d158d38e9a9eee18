package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.lookups.Registry;
import dev.dunder.lookups.Transform;
import dev.dunder.lookups.Transforms;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    private Lookups() {}

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
}
