package dev.dunder.lookups;

import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * What the database has for values that a converter of the user's makes.
 *
 * <pre>{@code
 * DataType<Email> emails = SQLDataType.VARCHAR(80).asConvertedDataType(new EmailConverter());
 * StoredValues.of(emails, new Email("ann@x.org"))                                   // "ann@x.org"
 * }</pre>
 */
public final class StoredValues {
    private static final Class<?> IDENTITY = SQLDataType.INTEGER.getConverter().getClass();

    private StoredValues() {}

    /**
     * Whether the database has something else for the values of a type: what a converter makes of them. What only tells labels, or
     * that a type is a composite one, makes nothing.
     *
     * @param type a column's type
     * @return true for what jOOQ's {@code asConvertedDataType} made, and for constants of enums; of an array, if its members are
     */
    public static boolean isConverted(DataType<?> type) {
        Converter<?, ?> converter = innermost(type).getConverter();
        return converter.getClass() != IDENTITY && !(converter instanceof EnumLabels)
                && !(converter instanceof CompositeType);
    }

    /**
     * What the database has for a value.
     *
     * @param type a column's type
     * @param value an instance of {@link DataType#getType()}; what is none, such as the text {@code NaN} for a number, is given back
     *     as it is
     * @return of an array whose members are converted, an array of what these are stored as
     * @throws LookupException if the converter makes nothing of it, or what cannot be stored
     */
    public static Object of(DataType<?> type, Object value) {
        DataType<?> member = innermost(type);
        if (!isConverted(member)) {
            return value;
        }
        return value instanceof @Nullable Object[] members && type.isArray()
                ? array(member, members)
                : one(member, value);
    }

    private static @Nullable Object[] array(DataType<?> member, @Nullable Object[] members) {
        boolean nested = members instanceof Object[][];
        @Nullable
        Object[] stored = nested ? new @Nullable Object[members.length][] : new @Nullable Object[members.length];
        for (int i = 0; i < members.length; i++) {
            Object inner = members[i];
            stored[i] = inner instanceof @Nullable Object[] more
                    ? array(member, more)
                    : inner == null ? null : one(member, inner);
        }
        return stored;
    }

    private static Object one(DataType<?> member, Object value) {
        return member.getType().isInstance(value) ? made(member, value) : value;
    }

    /** The type of what is in an array of arrays. */
    private static DataType<?> innermost(DataType<?> type) {
        DataType<?> innermost = type;
        for (DataType<?> next = type; next != null; next = next.getArrayComponentDataType()) {
            innermost = next;
        }
        return innermost;
    }

    @SuppressWarnings("unchecked")
    private static Object made(DataType<?> type, Object value) {
        Converter<Object, Object> converter = (Converter<Object, Object>) type.getConverter();
        Object stored;
        try {
            stored = converter.to(value);
        } catch (RuntimeException e) {
            // Its message may quote the value.
            throw unfit(type, value, "its converter failed, by " + Values.described(e.getClass()));
        }
        if (stored == null) {
            throw unfit(type, value, "its converter made null of it");
        }
        if (!(converter instanceof EnumConstants) && !Values.isStorable(type, stored)) {
            throw unfit(type, value, "its converter made " + Values.describe(stored) + " of it, and "
                    + Values.expected(type, converter.fromType()));
        }
        return stored;
    }

    private static LookupException unfit(DataType<?> type, Object value, String why) {
        return new LookupException("Cannot use " + Values.describe(value) + " for a column of type "
                + ColumnTypes.name(type) + ": " + why + ".");
    }
}
