package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Dunder;
import dev.dunder.Q;
import dev.dunder.conformance.Expressions.Named;
import java.util.List;

/** Comparisons of several expressions with as many values, which with us are said one by one. */
final class Tuples {
    private Tuples() {}

    /** Whether a class of Django's is one of these comparisons. */
    static boolean compares(String className) {
        return className.startsWith("Tuple");
    }

    static Q<Object> condition(Named named) {
        List<JsonNode> left = named.expressions().several(named.given(0, "lhs"));
        JsonNode given = named.given(1, "rhs");
        List<JsonNode> right = named.expressions().several(given);
        return switch (named.name()) {
            case "TupleExact" -> equal(named, left, right);
            case "TupleIn" -> in(named, left, right);
            case "TupleGreaterThan" -> beyond(named, left, right, "gt", false);
            case "TupleGreaterThanOrEqual" -> beyond(named, left, right, "gt", true);
            case "TupleLessThan" -> beyond(named, left, right, "lt", false);
            case "TupleLessThanOrEqual" -> beyond(named, left, right, "lt", true);
            case "TupleIsNull" -> isNull(named, left, given.asBoolean());
            default -> throw new Inexpressible("the comparison " + named.name());
        };
    }

    private static Q<Object> in(Named named, List<JsonNode> left, List<JsonNode> right) {
        Q<Object> any = Dunder.q("pk__in", List.of());
        for (JsonNode tuple : right) {
            any = any.or(equal(named, left, named.expressions().several(tuple)));
        }
        return any;
    }

    private static Q<Object> equal(Named named, List<JsonNode> left, List<JsonNode> right) {
        if (left.size() != right.size()) {
            throw new IllegalArgumentException(left.size() + " expressions with " + right.size() + " values");
        }
        Q<Object> all = Dunder.q();
        for (int i = 0; i < left.size(); i++) {
            all = all.and(one(named, left.get(i), "exact", right.get(i)));
        }
        return all;
    }

    /** The first that differs tells. */
    private static Q<Object> beyond(Named named, List<JsonNode> left, List<JsonNode> right, String lookup,
            boolean orEqual) {
        Q<Object> equal = equal(named, left, right);
        Q<Object> any = orEqual ? equal : Dunder.q("pk__in", List.of());
        for (int i = 0; i < left.size(); i++) {
            any = any.or(equal(named, left.subList(0, i), right.subList(0, i))
                    .and(one(named, left.get(i), lookup, right.get(i))));
        }
        return any;
    }

    private static Q<Object> isNull(Named named, List<JsonNode> left, boolean isNull) {
        Q<Object> all = Dunder.q();
        for (JsonNode expression : left) {
            all = all.and(named.expressions().argument(expression).lookup("isnull", false));
        }
        return isNull ? all.not() : all;
    }

    private static Q<Object> one(Named named, JsonNode left, String lookup, JsonNode right) {
        return named.expressions().argument(left).lookup(lookup, named.expressions().replay().value(right));
    }
}
