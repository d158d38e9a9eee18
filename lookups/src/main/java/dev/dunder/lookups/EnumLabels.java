package dev.dunder.lookups;

import java.util.List;
import java.util.Locale;
import org.jooq.ConverterContext;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.impl.AbstractContextConverter;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a PostgreSQL enum that has no class in Java. They travel with the column's type, so that whatever takes a value
 * for it knows which there are.
 *
 * <pre>{@code
 * DataType<?> mood = EnumLabels.on(type, List.of("sad", "happy"));
 * Values.convert(mood, "hapy")
 * // LookupException: Cannot use a String for a column of type mood: it has no such label. Did you mean 'happy'? Choices: …
 * }</pre>
 */
public final class EnumLabels extends AbstractContextConverter<Object, Object> {
    private static final long serialVersionUID = 1;

    private final transient List<String> labels;
    private final boolean domain;

    private EnumLabels(List<String> labels, boolean domain) {
        super(Object.class, Object.class);
        this.labels = labels;
        this.domain = domain;
    }

    /**
     * A type with its labels.
     *
     * @param type a type without a Java class
     * @param labels in the order of the enum
     * @return the same type, whose values are one of these
     */
    public static DataType<?> on(DataType<?> type, List<String> labels) {
        return converted(type, new EnumLabels(List.copyOf(labels), false));
    }

    /**
     * The type that a column of a domain over an enum is read as. The server has no operators for such a domain, not even
     * equality: they are those of the enum.
     *
     * @param type the enum, a type without a Java class
     * @param labels in the order of the enum
     * @return the same type, which knows that the column's own is another
     */
    public static DataType<?> beneath(DataType<?> type, List<String> labels) {
        return converted(type, new EnumLabels(List.copyOf(labels), true));
    }

    /**
     * Whether a column must be cast to its type before it is compared.
     *
     * @param type the column's type
     * @return true for what {@link #beneath} made, and for arrays of it
     */
    public static boolean isBeneath(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null) {
            return isBeneath(member);
        }
        EnumConstants<?> constants = EnumConstants.of(type);
        return constants == null
                ? type.getConverter() instanceof EnumLabels known && known.domain
                : constants.isBeneath();
    }

    /**
     * A type without its labels, for values of another class: of two converters, one upon the other, neither would be found again.
     *
     * @param type a type without a Java class
     * @return the same type, whose values are any texts
     */
    public static DataType<?> without(DataType<?> type) {
        return ColumnTypes.plain(type);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static DataType<?> converted(DataType<?> type, EnumLabels labels) {
        return ((DataType) type).asConvertedDataType(labels);
    }

    /**
     * The labels of a type.
     *
     * @param type a column's type
     * @return those of the enum, in its order; null where none are known
     */
    public static @Nullable List<String> of(DataType<?> type) {
        if (EnumType.class.isAssignableFrom(type.getType())) {
            Object[] constants = type.getType().getEnumConstants();
            return constants == null
                    ? null
                    : java.util.Arrays.stream(constants).map(one -> ((EnumType) one).getLiteral()).toList();
        }
        EnumConstants<?> constants = EnumConstants.of(type);
        if (constants != null) {
            return type.getFromType() == Object.class ? constants.labels() : null;
        }
        return type.getConverter() instanceof EnumLabels known ? known.labels : null;
    }

    /** The label that a value stands for: a text is one, and an enum of Java's is called like one, if in other case. */
    static String label(DataType<?> type, List<String> labels, Object value) {
        List<String> names = switch (value) {
            case EnumType literal -> List.of(literal.getLiteral());
            case Enum<?> constant -> List.of(constant.toString(), constant.name());
            case CharSequence text -> List.of(text.toString());
            default -> List.of();
        };
        for (String name : names) {
            if (labels.contains(name)) {
                return name;
            }
        }
        if (value instanceof Enum<?> constant && !(value instanceof EnumType)) {
            List<String> alike = labels.stream().filter(label -> label.equalsIgnoreCase(constant.name())).toList();
            if (alike.size() == 1) {
                return alike.get(0);
            }
        }
        throw new LookupException("Cannot use " + Values.describe(value) + " for a column of type "
                + ColumnTypes.name(type)
                + ": it has no such label."
                + LookupException.suggestion(names.isEmpty() ? "" : names.get(0).toLowerCase(Locale.ROOT), labels));
    }

    @Override
    public @Nullable Object from(@Nullable Object label, ConverterContext context) {
        return label;
    }

    @Override
    public @Nullable Object to(@Nullable Object label, ConverterContext context) {
        return label;
    }
}
