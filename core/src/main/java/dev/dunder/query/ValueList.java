package dev.dunder.query;

import dev.dunder.model.Attribute;
import java.lang.reflect.Array;
import java.util.List;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A list of values that is bound, of which the server must know what they are before it compares them.
 *
 * @param values the list; of arrays, which the server would take for one of several dimensions, their texts
 * @param type what its members are
 * @param like a column of that type, as only the server knows some by name; null where there is none
 */
public record ValueList(Expression.Param values, DataType<?> type, @Nullable Attribute like) {
    /**
     * A list of values.
     *
     * @param resolver takes the value
     * @param type what its members are
     * @param like a column of that type; null where there is none
     * @param members instances of the type, or nulls
     * @return the list
     */
    public static ValueList of(
            Resolver resolver, DataType<?> type, @Nullable Attribute like, List<? extends @Nullable Object> members) {
        boolean texts = type.isArray();
        Object list = Array.newInstance(texts ? Object.class : type.getType(), members.size());
        for (int i = 0; i < members.size(); i++) {
            Array.set(list, i, members.get(i));
        }
        DataType<?> bound = texts ? SQLDataType.CLOB : type;
        return new ValueList(resolver.bind(bound.getArrayDataType(), list), type, like);
    }

    /**
     * The column that a value is of.
     *
     * @param expression a column, or what stands for one
     * @return the column; null for what is computed
     */
    static @Nullable Attribute like(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> column.attribute();
            case Expression.Ref ref -> like(ref.target());
            case Expression.Outer outer -> like(outer.expression());
            default -> null;
        };
    }
}
