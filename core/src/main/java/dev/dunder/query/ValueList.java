package dev.dunder.query;

import dev.dunder.model.Attribute;
import org.jooq.DataType;
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
     * The column that a value is of.
     *
     * @param expression a column, or what stands for one
     * @return the column; null for what is computed
     */
    public static @Nullable Attribute like(Expression expression) {
        return switch (expression) {
            case Expression.Column column -> column.attribute();
            case Expression.Ref ref -> like(ref.target());
            case Expression.Outer outer -> like(outer.expression());
            default -> null;
        };
    }
}
