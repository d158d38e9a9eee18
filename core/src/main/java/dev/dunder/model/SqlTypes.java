package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Types by the names that PostgreSQL has for them, and by the classes of their values. */
public final class SqlTypes {
    private static final Pattern TYPE = Pattern.compile(
            "(?<name>[a-z_][a-z0-9_.]*( (?!not\\b)[a-z]+)*)"
                    + "( ?\\( ?(?<precision>[0-9]+) ?(, ?(?<scale>-?[0-9]+) ?)?\\))?"
                    + "(?<more>( [a-z]+)*?)"
                    + "(?<array>( ?\\[[0-9]*\\])*)"
                    + "(?<required> not null)?");

    /** One name, with a schema or without: all that a type may be called that is not the server's own. */
    private static final Pattern NAME = Pattern.compile("([a-z_][a-z0-9_]*\\.)?[a-z_][a-z0-9_]*");

    private static final int LONGEST = 200;

    /** The most that the server takes. */
    private static final int MOST_CHARACTERS = 10_485_760;

    private static final int MOST_BITS = 83_886_080;
    private static final int MOST_DIGITS = 1_000;
    private static final int MOST_DIMENSIONS = 6;

    /** Of several words, and those of jOOQ's names that the server has in other words. */
    private static final Map<String, String> SPELLED = Map.ofEntries(
            Map.entry("double precision", "float8"),
            Map.entry("character varying", "varchar"),
            Map.entry("char varying", "varchar"),
            Map.entry("character", "char"),
            Map.entry("national character", "char"),
            Map.entry("national char", "char"),
            Map.entry("national character varying", "varchar"),
            Map.entry("bit varying", "varbit"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("time with time zone", "timetz"),
            Map.entry("time without time zone", "time"),
            Map.entry("interval year to month", "interval"),
            Map.entry("interval day to second", "interval"),
            Map.entry("interval hour to second", "interval"),
            Map.entry("interval day to minute", "interval"));

    private SqlTypes() {}

    /**
     * A type by its name.
     *
     * @param type such as {@code varchar(20) not null} or {@code int4[]}
     * @return the type, as it is read; one without a Java class where the name is unknown
     * @throws DunderException if it is no name, or has a length that the server does not take
     */
    @SuppressWarnings("NullAway") // names that come from elsewhere may be null all the same
    public static DataType<?> of(String type) {
        if (type == null || type.length() > LONGEST) {
            throw new DunderException("The name of a PostgreSQL type is needed, not "
                    + (type == null ? "null." : "a text of " + type.length() + " characters."));
        }
        Matcher matcher = TYPE.matcher(type.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw unknown(type);
        }
        DataType<?> found = JavaTypes.readable(element(type, matcher));
        int dimensions = matcher.group("array").replaceAll("[^\\[]", "").length();
        if (dimensions > MOST_DIMENSIONS) {
            throw unknown(type);
        }
        for (int dimension = dimensions; dimension > 0; dimension--) {
            found = found.getArrayDataType();
        }
        return found.nullable(matcher.group("required") == null);
    }

    /**
     * The type whose values are of a class.
     *
     * {@snippet :
     * SqlTypes.of(Long.class); // int8
     * SqlTypes.of(String[].class); // text[]
     * }
     *
     * @param java the class; of an array for arrays
     * @return the type; null where there is none
     */
    public static @Nullable DataType<?> of(Class<?> java) {
        ServerType known = ServerType.of(LookupException.given(java, "a class"));
        if (known != null) {
            return known.type();
        }
        ServerType member = java.isArray() ? ServerType.of(java.getComponentType()) : null;
        return member == null ? null : member.type().getArrayDataType();
    }

    /**
     * What the server calls the type whose values are of a class.
     *
     * @param java the class of a value
     * @return such as {@code int8}; null where there is no such type
     */
    public static @Nullable String nameOf(Class<?> java) {
        ServerType known = ServerType.of(LookupException.given(java, "a class"));
        return known == null ? null : known.sqlName();
    }

    private static DunderException unknown(String type) {
        return new DunderException(LookupException.quote(type) + " is not the name of a PostgreSQL type.");
    }

    private static DataType<?> element(String given, Matcher matcher) {
        String name = matcher.group("name") + matcher.group("more");
        DataType<?> type = named(given, name);
        if (matcher.group("precision") == null) {
            return type;
        }
        if (CatalogTypes.isBits(type)) {
            return type.length(number(given, matcher.group("precision"), 1, MOST_BITS));
        }
        int first = number(given, matcher.group("precision"), 0, MOST_CHARACTERS);
        String scale = matcher.group("scale");
        int second = scale == null ? 0 : number(given, scale, -MOST_DIGITS, MOST_DIGITS);
        if (type.hasLength()) {
            number(given, matcher.group("precision"), 1, MOST_CHARACTERS);
            return type.length(first);
        }
        if (!type.hasScale()) {
            return type;
        }
        return CatalogTypes.numeric(number(given, matcher.group("precision"), 1, MOST_DIGITS), second);
    }

    private static int number(String given, String digits, int least, int most) {
        boolean isShort = digits.length() <= String.valueOf(most).length() + 1;
        long number = isShort ? Long.parseLong(digits) : Long.MAX_VALUE;
        if (number < least || number > most) {
            throw new DunderException(LookupException.quote(given) + " is not a PostgreSQL type: " + digits.length()
                    + " digits say a size that is not from " + least + " to " + most + ".");
        }
        return (int) number;
    }

    private static DataType<?> named(String given, String name) {
        String plain = SPELLED.getOrDefault(name, name);
        if (!NAME.matcher(plain).matches()) {
            throw unknown(given);
        }
        return CatalogTypes.named(plain);
    }
}
