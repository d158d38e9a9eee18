package dev.dunder.lookups;

import org.jooq.ConverterContext;
import org.jooq.DataType;
import org.jooq.impl.AbstractContextConverter;
import org.jspecify.annotations.Nullable;

/**
 * A type of several columns, whose values are texts such as {@code (1.50,EUR)}. It travels with the column's type, as the
 * server compares such a column with a record only, and takes no text for one before it is told of which type it is.
 */
public final class CompositeType extends AbstractContextConverter<Object, Object> {
    private static final long serialVersionUID = 1;

    private CompositeType() {
        super(Object.class, Object.class);
    }

    /**
     * A type with this.
     *
     * @param type a type without a Java class
     * @return the same type, whose values are cast to it
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static DataType<?> of(DataType<?> type) {
        return ((DataType) type).asConvertedDataType(new CompositeType());
    }

    /**
     * Whether values must be cast before they are compared with a column.
     *
     * @param type the column's type
     * @return true for what {@link #of} made, and for arrays of it
     */
    public static boolean is(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        return member == null ? type.getConverter() instanceof CompositeType : is(member);
    }

    @Override
    public @Nullable Object from(@Nullable Object text, ConverterContext context) {
        return text;
    }

    @Override
    public @Nullable Object to(@Nullable Object text, ConverterContext context) {
        return text;
    }
}
