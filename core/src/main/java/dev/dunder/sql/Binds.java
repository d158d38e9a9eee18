package dev.dunder.sql;

import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;

/** The binds of one statement, in the order in which they come up in its text. */
final class Binds {
    private final List<Expression.Param> order = new ArrayList<>();

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
        return new Slot<>(param, param.type());
    }

    List<Expression.Param> order() {
        return List.copyOf(order);
    }
}
