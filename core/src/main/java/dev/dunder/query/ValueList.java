package dev.dunder.query;

import dev.dunder.lookups.CompositeType;
import dev.dunder.lookups.StoredValues;
import dev.dunder.model.Attribute;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A list of values that is bound, of which the server must know what they are before it compares them.
 *
 * @param values the list; of what is listed as texts, see {@link #isTexts}, these
 * @param type what its members are
 * @param like a column of that type, as only the server knows some by name; null where there is none
 */
public record ValueList(Expression.Param values, DataType<?> type, @Nullable Attribute like) {
    /** The types that their class tells from all others. */
    private static final Map<Class<?>, DataType<?>> NAMED = Map.ofEntries(
            Map.entry(Boolean.class, SQLDataType.BOOLEAN),
            Map.entry(Short.class, SQLDataType.SMALLINT),
            Map.entry(Integer.class, SQLDataType.INTEGER),
            Map.entry(Long.class, SQLDataType.BIGINT),
            Map.entry(Float.class, SQLDataType.REAL),
            Map.entry(Double.class, SQLDataType.DOUBLE),
            Map.entry(BigDecimal.class, SQLDataType.NUMERIC),
            Map.entry(byte[].class, SQLDataType.BLOB),
            Map.entry(UUID.class, SQLDataType.UUID),
            Map.entry(LocalDate.class, SQLDataType.LOCALDATE),
            Map.entry(LocalTime.class, SQLDataType.LOCALTIME),
            Map.entry(OffsetTime.class, SQLDataType.OFFSETTIME),
            Map.entry(LocalDateTime.class, SQLDataType.LOCALDATETIME),
            Map.entry(OffsetDateTime.class, SQLDataType.OFFSETDATETIME));

    /** What a text is compared with, and stored from, as it is. */
    private static final Set<String> TEXTS = Set.of("text", "varchar", "clob", "character varying");

    /**
     * What texts are bound as that the statement itself says to be texts: of all others the server is to find out from where
     * they stand whether they are texts, members of a domain or labels of an enum.
     */
    public static final DataType<String> TEXT = SQLDataType.LONGVARCHAR;

    /**
     * Whether values of a type are listed as their texts: an array of arrays has several dimensions to the server, and of
     * composite values {@code unnest} makes a column for each of their parts.
     *
     * @param type what the members are
     * @return true for arrays and composite types
     */
    public static boolean isTexts(DataType<?> type) {
        return type.isArray() || CompositeType.is(type);
    }

    /**
     * The array that a list is bound as.
     *
     * @param type what the members are
     * @param members instances of the type, or nulls
     * @return an array of the type's class, or of what is listed as texts
     */
    public static Object[] members(DataType<?> type, List<? extends @Nullable Object> members) {
        return isTexts(type)
                ? members.stream().map(member -> listed(type, member)).toArray()
                : members.toArray((Object[]) Array.newInstance(type.getType(), 0));
    }

    /**
     * A value of what is listed as texts.
     *
     * @param type an array or a composite type
     * @param value an instance of the type
     * @return what the database has for it, which the type of the list, that of texts, does not tell
     */
    public static @Nullable Object listed(DataType<?> type, @Nullable Object value) {
        return value == null ? null : StoredValues.of(type, value);
    }

    /**
     * The column that a value is of.
     *
     * @param expression a column, or what stands for one
     * @return the column; null for what is computed
     */
    public static @Nullable Attribute like(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> column.attribute();
            case Expression.Ref ref -> like(ref.target());
            case Expression.Outer outer -> like(outer.expression());
            default -> null;
        };
    }

    /**
     * A type as a statement can say it, where its class tells it from all others.
     *
     * @param type what the members are
     * @return the type; null where only a column does
     */
    public static @Nullable DataType<?> named(DataType<?> type) {
        boolean text = type.getType() == String.class && TEXTS.contains(type.getTypeName());
        return text ? SQLDataType.CLOB : named(type.getType());
    }

    /**
     * The type of a class that no other has.
     *
     * @param type the class
     * @return its type; null where several have it
     */
    public static @Nullable DataType<?> named(Class<?> type) {
        return NAMED.get(type);
    }

    /**
     * Whether a list of a type needs no column to say what it is.
     *
     * @param type what the members are
     * @return true where a statement can say it
     */
    public static boolean isNamed(DataType<?> type) {
        return named(type) != null && !isTexts(type);
    }
}
