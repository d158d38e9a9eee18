package dev.dunder.query;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.SqlTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.JSON;
import org.jooq.XML;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** The types of values and of what is computed from them, as PostgreSQL sees them. */
public final class TypeRules {
    /** Numbers, from the narrowest to the widest. */
    private static final List<DataType<?>> NUMBERS = List.of(
            SQLDataType.SMALLINT,
            SQLDataType.INTEGER,
            SQLDataType.BIGINT,
            SQLDataType.NUMERIC,
            SQLDataType.REAL,
            SQLDataType.DOUBLE);

    /** Of values that do not go together; it is compared by identity. */
    public static final DataType<?> MIXED = SQLDataType.OTHER.nullable(false);

    /** The words of a text, as full text search sees them. */
    public static final DataType<?> VECTOR = SqlTypes.of("tsvector");

    /** What full text search looks for. */
    public static final DataType<?> QUERY = SqlTypes.of("tsquery");

    /** The rules of a language, by which full text search finds words. */
    public static final DataType<?> CONFIG = SqlTypes.of("regconfig");

    /** Of which the server does not know which of two is more, nor which are equal. */
    private static final Set<String> WITHOUT_ORDER = Set.of(
            "json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "jsonpath");

    /** From the least exact: what has no time of day is at midnight, what has no time zone is in the session's. */
    private static final List<Class<?>> MOMENTS = List.of(LocalDate.class, LocalDateTime.class, OffsetDateTime.class);

    private TypeRules() {}

    /**
     * The type of a value that stands for itself.
     *
     * @param value the value
     * @return its type; null where it has none
     */
    public static @Nullable DataType<?> of(Object value) {
        if (value instanceof EnumType) {
            return SQLDataType.CLOB;
        }
        return value instanceof Object[] array && array.getClass().getComponentType() == Object.class
                ? null
                : SqlTypes.of(value.getClass());
    }

    /**
     * Whether values do not go together.
     *
     * @param type the type of what was made of them
     * @return true for {@link #MIXED}
     */
    @SuppressWarnings("ReferenceEquality") // a type that is equal to it may be a real one
    public static boolean isMixed(DataType<?> type) {
        return type == MIXED;
    }

    /**
     * Whether a type is of numbers.
     *
     * @param type the type
     * @return true if one can calculate with it
     */
    public static boolean isNumber(DataType<?> type) {
        return place(type) >= 0;
    }

    /**
     * Whether a type is of whole numbers.
     *
     * @param type the type
     * @return true for the integer types
     */
    public static boolean isWhole(DataType<?> type) {
        int place = place(type);
        return place >= 0 && place < 3;
    }

    private static int place(DataType<?> type) {
        Class<?> java = isNumeric(type) ? BigDecimal.class : type.getFromType();
        for (int i = 0; i < NUMBERS.size(); i++) {
            if (NUMBERS.get(i).getType() == java) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A type that is equal to those only that are written the same: jOOQ finds arrays equal whatever the precision, scale and
     * length of their members. These an array has itself then, which is written as before.
     *
     * <pre>{@code
     * TypeRules.comparable(SQLDataType.NUMERIC(5, 1).array())   // not that of NUMERIC(5, 3)
     * }</pre>
     *
     * @param type the type
     * @return the type itself where it is of no array, or nothing is said of the members
     */
    public static DataType<?> comparable(DataType<?> type) {
        DataType<?> innermost = type.getArrayComponentDataType();
        if (innermost == null) {
            return type;
        }
        for (DataType<?> next = innermost; next != null; next = next.getArrayComponentDataType()) {
            innermost = next;
        }
        DataType<?> result = innermost.precisionDefined() || innermost.scaleDefined()
                ? type.precision(innermost.precision(), innermost.scale())
                : type;
        return innermost.lengthDefined() ? result.length(innermost.length()) : result;
    }

    /**
     * Whether the server tells values of a type apart, and orders them.
     *
     * @param type the type
     * @return false for JSON as text, XML and shapes, and for arrays of them
     */
    public static boolean isTold(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null) {
            return isTold(member);
        }
        return type.getType() != JSON.class && type.getType() != XML.class
                && !WITHOUT_ORDER.contains(type.getTypeName().toLowerCase(Locale.ROOT));
    }

    /**
     * Whether values are written as texts that are of a type of the server's own: enums, addresses, ranges.
     *
     * @param type the type
     * @return true for types that no Java class stands for
     */
    public static boolean isSpelled(DataType<?> type) {
        Class<?> held = type.getType();
        return EnumType.class.isAssignableFrom(held)
                || (held == Object.class && !type.equals(SQLDataType.OTHER) && !isMixed(type));
    }

    /**
     * What the server calculates with: what users have made of a type ends where another value comes of it.
     *
     * @param type the type
     * @return the same type, with values of the class that the column is read as
     */
    static DataType<?> ofServer(DataType<?> type) {
        boolean own = type.getFromType() != type.getType() && !EnumType.class.isAssignableFrom(type.getType());
        DataType<?> plain = own ? SqlTypes.of(type.getFromType()) : null;
        return plain == null ? type : plain.nullability(type.nullability());
    }

    /** Whether values are all of one class of the user's, which then is that of any of them. */
    private static boolean areOfOneOwn(List<? extends DataType<?>> types) {
        return types.get(0).getFromType() != types.get(0).getType()
                && types.stream().map(DataType::getType).distinct().count() == 1;
    }

    /**
     * The type that values of several types have in common.
     *
     * @param all one or more
     * @return the widest number; else the first that is known
     */
    public static DataType<?> common(List<? extends DataType<?>> all) {
        if (areOfOneOwn(all)) {
            return all.get(0).nullable(true);
        }
        List<? extends DataType<?>> types = all.stream().map(TypeRules::ofServer).toList();
        DataType<?> common = types.get(0);
        for (DataType<?> type : types) {
            if (isNumber(common) && isNumber(type)) {
                common = wider(common, type);
            } else if (common.getType() == Object.class) {
                common = type;
            }
        }
        return common.nullable(true);
    }

    /**
     * The type of a value that is one of several.
     *
     * @param types one or more
     * @return what they have in common; {@link #MIXED} where they do not go together
     */
    public static DataType<?> unified(List<? extends DataType<?>> types) {
        DataType<?> common = common(types);
        for (DataType<?> given : types) {
            DataType<?> type = areOfOneOwn(types) ? given : ofServer(given);
            boolean known = type.getType() != Object.class && common.getType() != Object.class;
            if (known && isMoment(type) && isMoment(common)) {
                common = MOMENTS.indexOf(type.getType()) > MOMENTS.indexOf(common.getType()) ? type : common;
            } else if (known && type.getType() != common.getType() && !(isNumber(type) && isNumber(common))) {
                return MIXED;
            }
        }
        return plain(common);
    }

    /**
     * The types of the columns of queries that are put together, which need not be those of the first.
     *
     * @param parts the types of the columns of each
     * @return for each column the type that they have in common
     * @throws LookupException if there is none
     */
    public static List<DataType<?>> together(List<List<DataType<?>>> parts) {
        List<DataType<?>> first = parts.get(0);
        List<DataType<?>> all = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            int place = i;
            List<DataType<?>> types = parts.stream().filter(part -> place < part.size())
                    .<DataType<?>>map(part -> part.get(place)).toList();
            boolean same = types.stream().allMatch(type -> type.getType() == first.get(place).getType());
            DataType<?> common = same ? first.get(place) : unified(types);
            if (isMixed(common)) {
                throw new LookupException("Value " + (place + 1) + " of query sets that are put together is "
                        + String.join(" and ", new LinkedHashSet<>(types.stream().map(Values::typeName).toList()))
                        + ", which do not go together. Cast one of them.");
            }
            all.add(common);
        }
        return all;
    }

    /** Without length or precision, which are those of one of the values. */
    public static DataType<?> plain(DataType<?> type) {
        if (type.getType() == String.class) {
            return SQLDataType.CLOB;
        }
        return type.getType() == BigDecimal.class ? SQLDataType.NUMERIC : type.nullable(true);
    }

    private static boolean isMoment(DataType<?> type) {
        return MOMENTS.contains(type.getType());
    }

    /** Of a point in time it is what clocks show, and of what clocks show it is a point in time. */
    static DataType<?> elsewhere(List<? extends DataType<?>> types) {
        return types.get(0).getType() == LocalDateTime.class
                ? SQLDataType.TIMESTAMPWITHTIMEZONE
                : SQLDataType.LOCALDATETIME;
    }

    private static DataType<?> wider(DataType<?> one, DataType<?> other) {
        // PostgreSQL calculates with a double where one of both is a real and the other is no real.
        boolean real = one.getType() == Float.class || other.getType() == Float.class;
        if (real && one.getType() != other.getType()) {
            return SQLDataType.DOUBLE;
        }
        return NUMBERS.get(Math.max(place(one), place(other)));
    }

    private static boolean isInstant(DataType<?> type) {
        return type.getType() == LocalDateTime.class || type.getType() == OffsetDateTime.class;
    }

    private static boolean isInterval(DataType<?> type) {
        return type.getType() == YearToSecond.class;
    }

    private static boolean isDate(DataType<?> type) {
        return type.getType() == LocalDate.class;
    }

    /**
     * The type of what an operator makes of two values.
     *
     * @param operator one of the binary operators
     * @param one the type of the left value
     * @param other the type of the right value
     * @return the type; {@link #MIXED} where they do not go together
     */
    public static DataType<?> combined(Function operator, DataType<?> one, DataType<?> other) {
        DataType<?> left = ofServer(one);
        DataType<?> right = ofServer(other);
        if (isNumber(left) && isNumber(right)) {
            return switch (operator) {
                case BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT -> isWhole(left) && isWhole(right)
                        ? wider(left, right)
                        : MIXED;
                case POWER -> isNumeric(left) || isNumeric(right) ? wider(left, right) : SQLDataType.DOUBLE;
                default -> wider(left, right);
            };
        }
        boolean plus = operator == Function.PLUS;
        boolean minus = operator == Function.MINUS;
        if (left.getType() == Object.class || right.getType() == Object.class) {
            return left.getType() == Object.class ? right.nullable(true) : left.nullable(true);
        }
        if (isInterval(left) && isInterval(right)) {
            return plus || minus ? SQLDataType.INTERVAL : MIXED;
        }
        if (isInterval(left) && isNumber(right)) {
            return operator == Function.TIMES || operator == Function.DIVIDED_BY ? SQLDataType.INTERVAL : MIXED;
        }
        if (isNumber(left) && isInterval(right)) {
            return operator == Function.TIMES ? SQLDataType.INTERVAL : MIXED;
        }
        if ((isInterval(right) && (plus || minus)) || (isInterval(left) && plus)) {
            DataType<?> time = isInterval(right) ? left : right;
            return isDate(time)
                    ? SQLDataType.LOCALDATETIME
                    : isInstant(time) || time.getType() == LocalTime.class ? time.nullable(true) : MIXED;
        }
        boolean times = ((isInstant(left) || isDate(left)) && (isInstant(right) || isDate(right)))
                || (left.getType() == LocalTime.class && right.getType() == LocalTime.class);
        return times && minus ? SQLDataType.INTERVAL : MIXED;
    }

    public static boolean isNumeric(DataType<?> type) {
        return type.getFromType() == BigDecimal.class || type.getFromType() == BigInteger.class;
    }
}
