package dev.dunder.sql;

import dev.dunder.query.TypeRules;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * Values that rows are told apart by. Of some types the server does not know which values are equal: there their texts are
 * compared, which are read as the values are.
 */
final class Equality {
    private Equality() {}

    static boolean isKnown(DataType<?> type) {
        return TypeRules.isTold(type);
    }

    static Field<?> comparable(Field<?> field, DataType<?> type) {
        if (isKnown(type)) {
            return field;
        }
        DataType<?> text = type.isArray() ? SQLDataType.CLOB.getArrayDataType() : SQLDataType.CLOB;
        return field.cast(text);
    }
}
