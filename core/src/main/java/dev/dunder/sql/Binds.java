package dev.dunder.sql;

import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The binds of one statement, in the order in which they come up in its text. */
final class Binds {
    private final List<Expression.Param> order = new ArrayList<>();
    private final @Nullable List<? extends @Nullable Object> values;

    /** For a text that is good for any values. */
    Binds() {
        this.values = null;
    }

    /** For one query with its values. */
    Binds(List<? extends @Nullable Object> values) {
        this.values = values;
    }

    /** A question mark that remembers, when it is rendered, which value it stands for. */
    private final class Slot<T> extends CustomField<T> {
        private static final long serialVersionUID = 1;

        private final transient Expression.Param param;

        Slot(Expression.Param param, DataType<T> type) {
            super(DSL.name("value" + param.index()), type);
            this.param = param;
        }

        @Override
        public void accept(Context<?> context) {
            order.add(param);
            context.sql('?');
        }
    }

    Field<?> slot(Expression.Param param) {
        return values == null ? new Slot<>(param, param.type()) : DSL.val(values.get(param.index()), param.type());
    }

    List<Expression.Param> order() {
        return List.copyOf(order);
    }
}
