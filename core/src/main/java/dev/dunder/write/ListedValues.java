package dev.dunder.write;

import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import dev.dunder.run.ListedRows;
import dev.dunder.query.ValueList;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** The values of many rows, column by column, as the binds of a statement. For one thread. */
final class ListedValues {
    private final List<@Nullable Object> bound;
    private final int size;

    /** The value of a row. */
    @FunctionalInterface
    interface OfRow {
        @Nullable
        Object get(int row);
    }

    /**
     * None yet.
     *
     * @param before what is bound before these
     * @param size how many rows there are
     */
    ListedValues(List<? extends @Nullable Object> before, int size) {
        this.bound = new ArrayList<>(before);
        this.size = size;
    }

    /** A column's values. */
    Statement.ListedColumn add(Attribute column, OfRow values) {
        return new Statement.ListedColumn(column, list(column.type(), column, values));
    }

    /** Values of a type, which a column may be needed to tell; those that are arrays themselves travel as texts. */
    ValueList list(DataType<?> type, @Nullable Attribute like, OfRow values) {
        boolean texts = ValueList.isTexts(type);
        DataType<?> member = texts || StoredForm.isText(type) ? ValueList.TEXT : type;
        @Nullable
        Object[] array = (Object[]) Array.newInstance(texts ? Object.class : type.getType(), size);
        for (int i = 0; i < size; i++) {
            Object value = texts ? ValueList.listed(type, values.get(i)) : values.get(i);
            if (value != null && !array.getClass().getComponentType().isInstance(value)) {
                // Such as NaN, which is a numeric and no BigDecimal.
                @Nullable
                Object[] others = new @Nullable Object[size];
                System.arraycopy(array, 0, others, 0, i);
                array = others;
            }
            array[i] = value;
        }
        return new ValueList(bind(member.getArrayDataType(), array), type, like);
    }

    /** What was listed, for whoever looks which row the server has refused. */
    ListedRows rows(List<Statement.ListedColumn> columns, IntToLongFunction place, boolean ordered) {
        List<Attribute> attributes = new ArrayList<>();
        List<@Nullable Object[]> values = new ArrayList<>();
        for (Statement.ListedColumn column : columns) {
            attributes.add(column.attribute());
            values.add((@Nullable Object[]) Objects.requireNonNull(bound.get(column.values().values().index())));
        }
        return new ListedRows(attributes, values, size, place, ordered);
    }

    /** One more value. */
    Expression.Param bind(DataType<?> type, Object value) {
        bound.add(value);
        return new Expression.Param(bound.size() - 1, type);
    }

    List<@Nullable Object> bound() {
        return bound;
    }
}
