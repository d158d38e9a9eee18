package dev.dunder.sql;

import dev.dunder.lookups.CompositeType;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What one statement has of: its binds, in the order in which they come up in its text, and how many tables it joins. */
final class Binds {
    private final List<Expression.Param> order = new ArrayList<>();
    private final @Nullable Function<Expression.Param, Field<?>> values;
    private final Limits limits;
    private final Map<Integer, Field<?>> members = new HashMap<>();
    private int joined;

    /** For a text that is good for any values. */
    Binds(Limits limits) {
        this.limits = limits;
        this.values = null;
    }

    /** For one query with its values. */
    Binds(Limits limits, Function<Expression.Param, Field<?>> values) {
        this.limits = limits;
        this.values = values;
    }

    /** Those of a statement that is never sent. */
    Binds trial() {
        return new Binds(limits);
    }

    /** A select of it has so many joins by now. */
    void checkJoins(int number) {
        if (number > limits.joins()) {
            throw new DunderException("The statement joins more than " + limits.joins()
                    + " tables. What one filter(…) says is about one related row, and needs one join; each further call"
                    + " makes its own. To raise the limit: Database.builder(…).limits(Limits.USUAL.joins(…)).");
        }
    }

    /** A select with so many joins is part of it. */
    void joined(int number) {
        joined += number;
        checkJoins(joined);
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

    /** In the place of a value stands from now on what each row has in its place. */
    void each(Expression.Param param, Field<?> member) {
        members.put(param.index(), member);
    }

    Field<?> slot(Expression.Param param) {
        Field<?> member = members.get(param.index());
        if (member != null) {
            return member;
        }
        Field<?> slot = values == null ? new Slot<>(param, param.type()) : values.apply(param);
        return CompositeType.is(param.type()) ? slot.cast(param.type()) : slot;
    }

    List<Expression.Param> order() {
        return List.copyOf(order);
    }
}
