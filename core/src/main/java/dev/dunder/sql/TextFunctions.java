package dev.dunder.sql;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Writes the functions of text that are more than a name. */
final class TextFunctions {
    private TextFunctions() {}

    /** What has no class of its own in Java (an enum, a network address) has no function of text either. */
    static Field<?> text(Field<?> field) {
        return field.getType() == String.class ? field : Functions.cast(SQLDataType.CLOB, field, "text");
    }

    /** Not the server's own {@code concat}, which is not immutable and would be of no use in an index. */
    static Field<?> concat(DataType<?> type, List<Field<?>> arguments) {
        List<Object> parts = new ArrayList<>();
        String between = "(";
        for (Field<?> argument : arguments) {
            parts.add(between);
            parts.add(present(argument));
            between = " || ";
        }
        parts.add(")");
        return Template.of(type, parts.toArray());
    }

    static Field<?> present(Field<?> field) {
        return Template.of(SQLDataType.CLOB, "coalesce(", text(field), ", '')");
    }

    static Field<?> sha(DataType<?> type, String name, Field<?> argument) {
        return Template.of(type, "encode(" + name + "(", bytes(argument), "), 'hex')");
    }

    static Field<?> sha1(DataType<?> type, Field<?> argument) {
        return Template.of(type, "encode(digest(", bytes(argument), ", 'sha1'), 'hex')");
    }

    private static Field<?> bytes(Field<?> field) {
        return Functions.stored(field) == byte[].class
                ? field
                : Template.of(SQLDataType.BLOB, "convert_to(", field, ", 'UTF8')");
    }
}
