package dev.dunder.sql;

import org.jooq.Condition;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;

/**
 * SQL that jOOQ has no method for: constant text of ours, and parts of jOOQ's between. Nothing from outside is ever text
 * here.
 */
final class Template<T> extends CustomField<T> {
    private static final long serialVersionUID = 1;

    private final transient Object[] parts;

    private Template(DataType<T> type, Object[] parts) {
        super(DSL.name("value"), type);
        this.parts = parts;
    }

    /**
     * A field.
     *
     * @param type its type
     * @param parts strings as they are, and query parts
     */
    static <T> Field<T> of(DataType<T> type, Object... parts) {
        return new Template<>(type, parts);
    }

    /** {@code (a = b) is not true}: false, or unknown. */
    static Condition isNotTrue(Condition condition) {
        // These stand in parentheses of their own.
        boolean several = condition instanceof QOM.And || condition instanceof QOM.Or;
        return several
                ? CustomCondition.of(context -> context.visit(condition).sql(" is not true"))
                : CustomCondition.of(context -> context.sql('(').visit(condition).sql(") is not true"));
    }

    @Override
    public void accept(Context<?> context) {
        for (Object part : parts) {
            if (part instanceof QueryPart inner) {
                context.visit(inner);
            } else {
                context.sql((String) part);
            }
        }
    }
}
