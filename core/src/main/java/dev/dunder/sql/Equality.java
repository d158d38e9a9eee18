package dev.dunder.sql;

import java.util.Locale;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.XML;
import org.jooq.impl.SQLDataType;

/**
 * Values that rows are told apart by. Of some types the server does not know which values are equal: there their texts are
 * compared, which are read as the values are.
 */
final class Equality {
    private static final Set<String> WITHOUT_EQUALITY = Set.of(
            "json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "jsonpath");

    private Equality() {}

    static boolean isKnown(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null) {
            return isKnown(member);
        }
        return type.getType() != JSON.class && type.getType() != XML.class
                && !WITHOUT_EQUALITY.contains(type.getTypeName().toLowerCase(Locale.ROOT));
    }

    static Field<?> comparable(Field<?> field, DataType<?> type) {
        if (isKnown(type)) {
            return field;
        }
        DataType<?> text = type.isArray() ? SQLDataType.CLOB.getArrayDataType() : SQLDataType.CLOB;
        return field.cast(text);
    }
}
