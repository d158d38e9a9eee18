package dev.dunder.lookups;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** The values of a request, texts of parameters or parts of a tree, as values for a lookup. */
final class FilterValues {
    /** A number of a million digits would take minutes to read. */
    private static final int LONGEST = 4_000;

    private static final Set<String> LISTS = Set.of("in", "range", "has_keys", "has_any_keys");
    private static final Set<String> TYPED = Set.of("exact", "gt", "gte", "lt", "lte", "in", "range");
    private static final Set<String> JSON = Set.of("exact", "gt", "gte", "lt", "lte", "in", "range", "contains",
            "contained_by");
    private static final Set<String> MAY_BE_EMPTY = Set.of("exact", "iexact");
    private static final Set<String> PATTERNS = Set.of("iexact", "contains", "icontains", "startswith", "istartswith",
            "endswith", "iendswith", "regex", "iregex", "search", "trigram_similar", "trigram_word_similar",
            "trigram_strict_word_similar");
    private static final Set<String> KEYS = Set.of("has_key", "has_keys", "has_any_keys");
    private static final Pattern REFERS_BACK = Pattern.compile("\\\\[1-9]");
    private static final Pattern JSON_NUMBER = Pattern
            .compile("-?(0|[1-9]\\d{0,99})(\\.\\d{1,99})?([eE][-+]?\\d{1,3})?");

    private FilterValues() {}

    // ---- What a lookup takes ----

    /** Whether it takes several values. */
    static boolean isList(DataType<?> type, String lookup) {
        boolean ofMembers = type.isArray() && (lookup.equals("contains") || !PATTERNS.contains(lookup))
                && !lookup.equals("isnull");
        return ofMembers || LISTS.contains(lookup);
    }

    /** Whether it takes a text, whatever the column is. */
    static boolean isPattern(DataType<?> type, String lookup) {
        return KEYS.contains(lookup) || (PATTERNS.contains(lookup) && !isDocument(type, lookup) && !isRange(type)
                && !isList(type, lookup) && !ColumnTypes.isHstore(type));
    }

    /** Whether it takes any JSON value. */
    static boolean isDocument(DataType<?> type, String lookup) {
        return ColumnTypes.isJson(type) && JSON.contains(lookup);
    }

    /** Whether it takes what the column holds. */
    static boolean isTyped(String lookup) {
        return TYPED.contains(lookup);
    }

    static boolean isRange(DataType<?> type) {
        return ColumnTypes.isRange(type) || ColumnTypes.isMultirange(type);
    }

    // ---- Texts of parameters ----

    /** The value for an allowed lookup, once it is known to fit. */
    static Object read(Filters.Allowed allowed, List<String> values, FilterLimits limits) {
        return labelled(allowed, () -> texts(allowed, values, limits));
    }

    /** Where one of some labels is needed it is said which there are. */
    private static Object labelled(Filters.Allowed allowed, Supplier<Object> value) {
        try {
            return value.get();
        } catch (FilterRefusal refusal) {
            throw refusal;
        } catch (LookupException unfit) {
            DataType<?> member = allowed.type().getArrayComponentDataType();
            List<String> labels = TYPED.contains(allowed.lookup())
                    ? EnumLabels.of(member == null ? allowed.type() : member)
                    : null;
            throw labels == null ? unfit : FilterRefusal.unlabelled(unfit, labels);
        }
    }

    private static Object texts(Filters.Allowed allowed, List<String> values, FilterLimits limits) {
        DataType<?> type = allowed.type();
        Object value = isList(type, allowed.lookup())
                ? members(values, limits).stream().map(member -> typed(allowed, type, member)).toList()
                : single(allowed, type, only(values), limits);
        return checked(allowed, value);
    }

    /** Says whether the lookup takes it; what it makes of it is made again where the query is. */
    private static Object checked(Filters.Allowed allowed, Object value) {
        allowed.parsed().given(value).operand(value);
        return value;
    }

    private static Object single(Filters.Allowed allowed, DataType<?> type, String text, FilterLimits limits) {
        if (allowed.lookup().equals("isnull") && !text.isEmpty()) {
            return switch (text) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> throw FilterRefusal.invalid("true or false is needed.");
            };
        }
        pattern(allowed, type, text, limits);
        return typed(allowed, type, text);
    }

    /** Refuses the text of a pattern that costs too much, or is none. */
    private static void pattern(Filters.Allowed allowed, DataType<?> type, String text, FilterLimits limits) {
        if (text.isEmpty() && !(MAY_BE_EMPTY.contains(allowed.lookup()) && ColumnTypes.isText(type))) {
            throw FilterRefusal.missing();
        }
        if (!PATTERNS.contains(allowed.lookup())) {
            return;
        }
        if (text.length() > limits.length()) {
            throw FilterRefusal.large("At most " + limits.length() + " characters are allowed.");
        }
        if (allowed.lookup().endsWith("regex")) {
            if (REFERS_BACK.matcher(text).find()) {
                throw FilterRefusal.invalid("A regular expression must not refer back to its groups.");
            }
            RegexText.check(text);
        }
    }

    private static Object typed(Filters.Allowed allowed, DataType<?> type, String text) {
        refuseLong(text);
        return isDocument(type, allowed.lookup()) ? json(text) : converted(allowed, type, text);
    }

    private static Object converted(Filters.Allowed allowed, DataType<?> type, Object value) {
        // What the server gives a zone stays a text here.
        return TYPED.contains(allowed.lookup()) && !type.isArray() && ZonedValues.bind(type, value) == null
                ? Values.convert(type, value)
                : value;
    }

    private static void refuseLong(String text) {
        if (text.length() > LONGEST) {
            throw FilterRefusal.large("At most " + LONGEST + " characters are allowed.");
        }
    }

    /** What JSON would take for a number or a truth is one, all else a text; in quotes these are texts, too. */
    private static Object json(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        if (JSON_NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    static String only(List<String> values) {
        if (values.size() > 1) {
            throw FilterRefusal.repeated(
                    "The parameter is given " + values.size() + " times, and takes one value.");
        }
        return values.get(0);
    }

    /** A parameter that comes once is a list with commas, one that comes several times is the list. */
    static List<String> members(List<String> values, FilterLimits limits) {
        if (values.get(0).length() > (long) LONGEST * limits.values()) {
            throw tooMany(limits);
        }
        List<String> members = values.size() > 1 ? values : Arrays.asList(values.get(0).split(",", -1));
        if (members.size() > limits.values()) {
            throw tooMany(limits);
        }
        if (members.stream().anyMatch(String::isEmpty)) {
            throw FilterRefusal.missing();
        }
        return members;
    }

    private static FilterRefusal tooMany(FilterLimits limits) {
        return FilterRefusal.large("At most " + limits.values() + " values are allowed.");
    }

    // ---- Parts of a tree ----

    /** The value for an allowed lookup, once it is known to fit. */
    static Object read(Filters.Allowed allowed, @Nullable Object given, FilterLimits limits) {
        return labelled(allowed, () -> parts(allowed, given, limits));
    }

    private static Object parts(Filters.Allowed allowed, @Nullable Object given, FilterLimits limits) {
        DataType<?> type = allowed.type();
        String lookup = allowed.lookup();
        if (given == null) {
            throw FilterRefusal.missing("A value is missing; null asks for nothing.");
        }
        if (lookup.equals("isnull")) {
            if (!(given instanceof Boolean)) {
                throw FilterRefusal.invalid("true or false is needed.");
            }
            return given;
        }
        boolean ends = isRange(type) && listed(given) != null;
        if (!isList(type, lookup) && !ends) {
            return checked(allowed, part(allowed, type, given, limits));
        }
        Collection<?> members = listed(given);
        if (members == null) {
            throw FilterRefusal.invalid("A list is needed.");
        }
        if (members.size() > limits.values()) {
            throw tooMany(limits);
        }
        if (members.isEmpty()) {
            throw FilterRefusal.missing();
        }
        List<Object> values = new ArrayList<>();
        for (Object member : members) {
            if (member == null) {
                throw FilterRefusal.missing();
            }
            values.add(ends || type.isArray() ? scalar(member) : part(allowed, type, member, limits));
        }
        return checked(allowed, values);
    }

    private static Object part(Filters.Allowed allowed, DataType<?> type, Object given, FilterLimits limits) {
        if (isDocument(type, allowed.lookup())) {
            return new Documents(limits).copy(given, 0);
        }
        if (ColumnTypes.isHstore(type) && given instanceof Map<?, ?>) {
            return new Documents(limits).copy(given, 0);
        }
        Object value = scalar(given);
        if (value instanceof String text) {
            pattern(allowed, type, text, limits);
        } else if (isPattern(type, allowed.lookup())) {
            throw FilterRefusal.invalid("A text is needed.");
        }
        return converted(allowed, type, value);
    }

    /** What JSON has, and what a GraphQL scalar may be read as; nothing that a query would take for more than a value. */
    private static Object scalar(Object given) {
        if (given instanceof String text) {
            refuseLong(text);
            return text;
        }
        boolean plain = given instanceof Number || given instanceof Boolean || given instanceof UUID
                || given.getClass().getName().startsWith("java.time.");
        if (!plain) {
            throw FilterRefusal.invalid(given instanceof Map<?, ?>
                    ? "A value is needed, not an object."
                    : listed(given) != null ? "One value is needed, not a list." : "A value of JSON's is needed.");
        }
        return given;
    }

    static @Nullable Collection<?> listed(@Nullable Object given) {
        return switch (given) {
            case Collection<?> members -> members;
            case Object[] members -> Arrays.asList(members);
            case null, default -> null;
        };
    }

    /** Copies a document, as far as it is not too large. */
    private static final class Documents {
        private final FilterLimits limits;
        private int nodes;

        Documents(FilterLimits limits) {
            this.limits = limits;
        }

        Object copy(Object given, int depth) {
            if (++nodes > limits.values()) {
                throw tooMany(limits);
            }
            if (depth > limits.nesting()) {
                throw FilterRefusal.large("A value nests at most " + limits.nesting() + " deep.");
            }
            Collection<?> members = listed(given);
            if (members != null) {
                List<@Nullable Object> copy = new ArrayList<>();
                for (Object member : members) {
                    copy.add(member == null ? null : copy(member, depth + 1));
                }
                return copy;
            }
            if (given instanceof Map<?, ?> entries) {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : entries.entrySet()) {
                    if (!(entry.getKey() instanceof String name)) {
                        throw FilterRefusal.invalid("The names of an object are texts.");
                    }
                    refuseLong(name);
                    copy.put(name, entry.getValue() == null ? null : copy(entry.getValue(), depth + 1));
                }
                return copy;
            }
            return scalar(given);
        }
    }
}
