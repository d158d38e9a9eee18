package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.ConverterContext;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.impl.AbstractContextConverter;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a Java enum, as the values of a column that has something else for them: labels of the server's enum, texts,
 * or whole numbers. They travel with the column's type.
 *
 * <pre>{@code
 * enum State { DRAFT, PUBLISHED }
 * DataType<?> text = EnumConstants.on(SQLDataType.CLOB.notNull(), State.class);     // 'DRAFT', 'PUBLISHED'
 * DataType<?> number = EnumConstants.on(SQLDataType.SMALLINT, State.class);         // 0, 1
 * Values.convert(text, "DRAFT")                                                     // State.DRAFT
 * }</pre>
 *
 * @param <E> the enum
 */
public final class EnumConstants<E> extends AbstractContextConverter<Object, E> {
    private static final long serialVersionUID = 1;

    private final transient Map<Object, E> byStored = new HashMap<>();
    private final transient Map<E, Object> stored = new HashMap<>();
    private final boolean beneath;

    private EnumConstants(DataType<?> type, Class<Object> from, Class<E> constants) {
        super(from, constants);
        this.beneath = EnumLabels.isBeneath(type);
        List<String> labels = EnumLabels.of(type);
        E[] all = constants.getEnumConstants();
        for (int place = 0; place < all.length; place++) {
            E constant = all[place];
            Object value = labels == null ? stored(from, constant, place) : EnumLabels.label(type, labels, constant);
            if (byStored.putIfAbsent(value, constant) != null) {
                throw new LookupException("Two constants of " + constants.getSimpleName() + " have the same "
                        + ColumnTypes.name(type) + ".");
            }
            stored.put(constant, value);
        }
    }

    /**
     * A type, or an array's, whose values are constants: of labels by their names, in whatever case; of other texts by their names;
     * of whole numbers by their places from 0. An enum that is jOOQ's {@link EnumType} has its literals for names.
     *
     * @param type a column's type
     * @param constants the enum's class
     * @return the same type, with these values
     * @throws LookupException if the type is none of those, or a constant is called like no label
     */
    public static DataType<?> on(DataType<?> type, Class<? extends Enum<?>> constants) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null) {
            return on(member, constants).getArrayDataType().nullability(type.nullability())
                    .readonly(type.readonly());
        }
        Class<?> from = type.getFromType();
        boolean fits = from == Short.class || from == Integer.class || from == Long.class || ColumnTypes.isText(type)
                || from == Object.class;
        if (!fits) {
            throw new LookupException("A column of type " + ColumnTypes.name(type)
                    + " cannot have the constants of an enum: it is of texts or whole numbers where they can be stored.");
        }
        return converted(type, from, constants);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static DataType<?> converted(DataType<?> type, Class<?> from, Class<?> constants) {
        return ((DataType) ColumnTypes.plain(type))
                .asConvertedDataType(new EnumConstants(type, (Class) from, constants));
    }

    private static Object stored(Class<?> from, Object constant, int place) {
        if (from == Short.class) {
            return (short) place;
        }
        if (from == Integer.class || from == Long.class) {
            return from == Long.class ? (Object) (long) place : (Object) place;
        }
        return constant instanceof EnumType literal ? literal.getLiteral() : ((Enum<?>) constant).name();
    }

    /** Those of a type, null where there are none. */
    static @Nullable EnumConstants<?> of(DataType<?> type) {
        return type.getConverter() instanceof EnumConstants<?> known ? known : null;
    }

    /** Whether a column is of a domain over the server's enum. */
    boolean isBeneath() {
        return beneath;
    }

    /** What the database has for each, in the order of the constants. */
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (E constant : toType().getEnumConstants()) {
            labels.add(String.valueOf(stored.get(constant)));
        }
        return labels;
    }

    /** The constant that a value stands for: what is stored, or its name. */
    Object constant(DataType<?> type, Object value) {
        E known = value instanceof Number number ? byNumber(number) : byStored.get(value);
        if (known != null) {
            return known;
        }
        for (E constant : toType().getEnumConstants()) {
            if (value instanceof CharSequence text && ((Enum<?>) constant).name().contentEquals(text)) {
                return constant;
            }
        }
        List<String> choices = Number.class.isAssignableFrom(fromType()) ? names() : labels();
        throw new LookupException("Cannot use " + Values.describe(value) + " for a column of type "
                + ColumnTypes.name(type) + ", whose values are of " + toType().getSimpleName()
                + ": it is none of them." + LookupException.suggestion(String.valueOf(value), choices));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (E constant : toType().getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
        }
        return names;
    }

    private @Nullable E byNumber(Number number) {
        boolean whole = number instanceof Short || number instanceof Integer || number instanceof Long;
        E[] all = toType().getEnumConstants();
        long place = number.longValue();
        return whole && Number.class.isAssignableFrom(fromType()) && place >= 0 && place < all.length
                ? all[(int) place]
                : null;
    }

    @Override
    public @Nullable E from(@Nullable Object value, ConverterContext context) {
        if (value == null) {
            return null;
        }
        E constant = byStored.get(value);
        if (constant == null) {
            throw new DunderException("The enum " + toType().getSimpleName()
                    + " has no constant for a value that the database has. Give it one, or take it out of the database.");
        }
        return constant;
    }

    @Override
    public @Nullable Object to(@Nullable E constant, ConverterContext context) {
        return constant == null ? null : stored.get(constant);
    }
}
