package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.exception.SQLDialectNotSupportedException;
import org.jooq.impl.DefaultDataType;

/** Types by the names that PostgreSQL has for them. */
public final class SqlTypes {
    private static final Pattern TYPE = Pattern.compile(
            "(?<name>[a-z_][a-z0-9_.]*( (?!not\\b)[a-z]+)*)"
                    + "( ?\\( ?(?<precision>\\d+) ?(, ?(?<scale>-?\\d+) ?)?\\))?"
                    + "(?<more>( [a-z]+)*?)"
                    + "(?<array>( ?\\[\\d*\\])*)"
                    + "(?<required> not null)?");

    private SqlTypes() {}

    /**
     * A type by its name.
     *
     * @param type such as {@code varchar(20) not null} or {@code int4[]}
     * @return the type, as it is read; one without a Java class where the name is unknown
     * @throws DunderException if it is no name
     */
    public static DataType<?> of(String type) {
        Matcher matcher = TYPE.matcher(type.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw new DunderException("'" + type + "' is not the name of a PostgreSQL type.");
        }
        DataType<?> found = Types.readable(element(matcher));
        for (int dimension = matcher.group("array").replaceAll("[^\\[]", "").length(); dimension > 0; dimension--) {
            found = found.getArrayDataType();
        }
        return found.nullable(matcher.group("required") == null);
    }

    private static DataType<?> element(Matcher matcher) {
        String name = matcher.group("name") + matcher.group("more");
        String precision = matcher.group("precision");
        DataType<?> type = named(name);
        if (precision == null) {
            return type;
        }
        int first = Integer.parseInt(precision);
        String scale = matcher.group("scale");
        if (type.hasLength()) {
            return type.length(first);
        }
        return type.hasScale() ? type.precision(first, scale == null ? 0 : Integer.parseInt(scale)) : type;
    }

    private static DataType<?> named(String name) {
        try {
            return DefaultDataType.getDataType(SQLDialect.POSTGRES, name);
        } catch (SQLDialectNotSupportedException unknown) {
            // As jOOQ's catalog has them: no Java class, and their own name.
            return new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, name);
        }
    }
}
