package dev.dunder.lookups;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.DataType;

/** The texts of a request as values. */
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
    private static final Pattern REFERS_BACK = Pattern.compile("\\\\[1-9]");
    private static final Pattern JSON_NUMBER = Pattern
            .compile("-?(0|[1-9]\\d{0,99})(\\.\\d{1,99})?([eE][-+]?\\d{1,3})?");

    private FilterValues() {}

    /** The value for an allowed lookup, once it is known to fit. */
    static Object read(Filters.Allowed allowed, List<String> values, Filters.Bounds limits) {
        DataType<?> type = allowed.parsed().path().type();
        boolean ofMembers = type.isArray()
                && (allowed.lookup().equals("contains") || !PATTERNS.contains(allowed.lookup()));
        boolean list = ofMembers || LISTS.contains(allowed.lookup());
        Object value = list
                ? list(allowed, type, members(values, limits))
                : single(allowed, type, only(values), limits);
        // Says whether the lookup takes it; what it makes of it is made again where the query is.
        allowed.parsed().given(value).operand(value);
        return value;
    }

    private static Object list(Filters.Allowed allowed, DataType<?> type, List<String> members) {
        return members.stream().map(member -> typed(allowed, type, member)).toList();
    }

    private static Object single(Filters.Allowed allowed, DataType<?> type, String text, Filters.Bounds limits) {
        if (text.isEmpty() && !(MAY_BE_EMPTY.contains(allowed.lookup()) && ColumnTypes.isText(type))) {
            throw new LookupException("A value is missing.");
        }
        if (allowed.lookup().equals("isnull")) {
            return switch (text) {
                case "true", "1" -> true;
                case "false", "0" -> false;
                default -> throw new LookupException("true or false is needed.");
            };
        }
        if (PATTERNS.contains(allowed.lookup())) {
            if (text.length() > limits.length()) {
                throw new LookupException("At most " + limits.length() + " characters are allowed.");
            }
            if (allowed.lookup().endsWith("regex") && REFERS_BACK.matcher(text).find()) {
                throw new LookupException("A regular expression must not refer back to its groups.");
            }
            if (allowed.lookup().endsWith("regex")) {
                RegexText.check(text);
            }
        }
        return typed(allowed, type, text);
    }

    private static Object typed(Filters.Allowed allowed, DataType<?> type, String text) {
        if (text.length() > LONGEST) {
            throw new LookupException("At most " + LONGEST + " characters are allowed.");
        }
        if (ColumnTypes.isJson(type) && JSON.contains(allowed.lookup())) {
            return json(text);
        }
        // A local time is given a zone by the server, and stays a text here.
        boolean local = ColumnTypes.isInstant(type) && TimeValues.local(text) != null;
        return TYPED.contains(allowed.lookup()) && !type.isArray() && !local ? Values.convert(type, text) : text;
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
            throw new LookupException("The parameter is given " + values.size() + " times, and takes one value.");
        }
        return values.get(0);
    }

    /** A parameter that comes once is a list with commas, one that comes several times is the list. */
    static List<String> members(List<String> values, Filters.Bounds limits) {
        if (values.get(0).length() > (long) LONGEST * limits.values()) {
            throw new LookupException("At most " + limits.values() + " values are allowed.");
        }
        List<String> members = values.size() > 1 ? values : Arrays.asList(values.get(0).split(",", -1));
        if (members.size() > limits.values()) {
            throw new LookupException("At most " + limits.values() + " values are allowed.");
        }
        if (members.stream().anyMatch(String::isEmpty)) {
            throw new LookupException("A value is missing.");
        }
        return members;
    }
}
