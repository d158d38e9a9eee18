package dev.dunder.lookups;

import dev.dunder.lookups.FilterDescription.Condition;
import dev.dunder.lookups.FilterDescription.ValueType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is allowed as an input type of GraphQL, and one more for each relation. */
final class FilterGraphQl {
    private static final Pattern NAME = Pattern.compile("(?!__)[_A-Za-z][_0-9A-Za-z]*");
    private static final Set<String> OPERATORS = Set.of(FilterTree.AND, FilterTree.OR, FilterTree.NOT);
    private static final Set<String> NO_LABELS = Set.of("true", "false", "null");
    private static final Set<String> BUILT_IN = Set.of("Int", "Float", "String", "Boolean");

    private final FilterDescription description;
    private final String name;

    FilterGraphQl(FilterDescription description, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new LookupException("GraphQL has no types called " + LookupException.quote(name) + ".");
        }
        this.description = description;
        this.name = name;
    }

    String input() {
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> enums = new LinkedHashMap<>();
        for (List<String> relations : places()) {
            String type = type(relations);
            text.append("input ").append(type).append(" {\n");
            field(text, FilterTree.AND, "[" + type + "!]");
            field(text, FilterTree.OR, "[" + type + "!]");
            field(text, FilterTree.NOT, type);
            for (Condition condition : description.conditions()) {
                String field = condition.relations().equals(relations) ? fieldName(condition) : null;
                if (field != null) {
                    String value = value(condition, enums);
                    field(text, field, condition.list() ? "[" + value + "!]" : value);
                }
            }
            for (List<String> further : places()) {
                if (further.size() == relations.size() + 1 && further.subList(0, relations.size()).equals(relations)) {
                    field(text, further.getLast(), type(further));
                }
            }
            text.append("}\n\n");
        }
        enums.forEach((type, labels) -> {
            text.append("enum ").append(type).append(" {\n");
            labels.forEach(label -> text.append("  ").append(label).append('\n'));
            text.append("}\n\n");
        });
        return text.toString().stripTrailing() + "\n";
    }

    List<String> scalars() {
        Set<String> scalars = new TreeSet<>();
        for (Condition condition : description.conditions()) {
            String scalar = scalar(condition.type());
            if (fieldName(condition) != null && !BUILT_IN.contains(scalar)) {
                scalars.add(scalar);
            }
        }
        return List.copyOf(scalars);
    }

    /** The relations that conditions lead over, each with those that lead to it, and the model itself first. */
    private Set<List<String>> places() {
        Set<List<String>> places = new LinkedHashSet<>(Set.of(List.of()));
        for (Condition condition : description.conditions()) {
            List<String> relations = condition.relations();
            for (int i = 1; i <= relations.size() && fieldName(condition) != null; i++) {
                places.add(relations.subList(0, i));
            }
        }
        return places;
    }

    private String type(List<String> relations) {
        return relations.isEmpty() ? name : name + "_" + String.join(PathParser.SEPARATOR, relations);
    }

    /** What it is called behind its relations; null where that cannot be said in GraphQL. */
    private static @Nullable String fieldName(Condition condition) {
        List<String> relations = condition.relations();
        String prefix = relations.isEmpty()
                ? ""
                : String.join(PathParser.SEPARATOR, relations) + PathParser.SEPARATOR;
        boolean spelled = relations.stream()
                .allMatch(one -> NAME.matcher(one).matches() && !OPERATORS.contains(one));
        for (String whole : condition.names()) {
            String rest = whole.startsWith(prefix) ? whole.substring(prefix.length()) : "";
            if (spelled && NAME.matcher(rest).matches() && !OPERATORS.contains(rest)) {
                return rest;
            }
        }
        return null;
    }

    private static void field(StringBuilder text, String field, String type) {
        text.append("  ").append(field).append(": ").append(type).append('\n');
    }

    private String value(Condition condition, Map<String, List<String>> enums) {
        if (condition.type() != ValueType.ENUM) {
            return scalar(condition.type());
        }
        String type = name + "_" + condition.path();
        boolean spelled = NAME.matcher(type).matches() && condition.labels().stream()
                .allMatch(label -> NAME.matcher(label).matches() && !NO_LABELS.contains(label));
        if (!spelled || condition.labels().isEmpty() || places().stream().anyMatch(one -> type(one).equals(type))) {
            return "String";
        }
        enums.put(type, condition.labels());
        return type;
    }

    private static String scalar(ValueType type) {
        return switch (type) {
            case STRING, DURATION, ENUM, RANGE -> "String";
            case BOOLEAN -> "Boolean";
            case INT -> "Int";
            case LONG -> "Long";
            case INTEGER -> "BigInteger";
            case DECIMAL -> "BigDecimal";
            case FLOAT -> "Float";
            case DATE -> "Date";
            case TIME -> "LocalTime";
            case DATE_TIME -> "DateTime";
            case LOCAL_DATE_TIME -> "LocalDateTime";
            case UUID -> "UUID";
            case JSON, ANY -> "JSON";
        };
    }
}
