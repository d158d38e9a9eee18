package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.ValueCopies;
import dev.dunder.query.ValueList;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The values of one call on a query: those from before, and those that it adds. For one thread. */
public final class BoundValues {
    private final List<@Nullable Object> values;
    private final Limits limits;

    /**
     * Those from before.
     *
     * @param values are copied
     * @param limits how many there may be
     */
    public BoundValues(List<? extends @Nullable Object> values, Limits limits) {
        this.values = new ArrayList<>(values);
        this.limits = limits;
    }

    /** All of them, in a new list. */
    public List<@Nullable Object> all() {
        return new ArrayList<>(values);
    }

    /** All of them, as they are at any time. */
    List<@Nullable Object> view() {
        return Collections.unmodifiableList(values);
    }

    @Nullable
    Object get(int index) {
        return values.get(index);
    }

    /** The same value, as it travels where another type was found for it. */
    void set(int index, @Nullable Object value) {
        values.set(index, value);
    }

    /** Adds a list of values as an array; of arrays, which travel as texts, as an array of texts. */
    ValueList list(
            DataType<?> type, @Nullable Attribute like, List<? extends @Nullable Object> members) {
        boolean texts = ValueList.isTexts(type);
        Object list = Array.newInstance(texts ? Object.class : type.getType(), members.size());
        for (int i = 0; i < members.size(); i++) {
            Array.set(list, i, members.get(i));
        }
        DataType<?> bound = texts ? SQLDataType.CLOB : type;
        return new ValueList(bind(bound.getArrayDataType(), list), type, like);
    }

    /** Adds a value. */
    public Expression.Param bind(DataType<?> type, @Nullable Object value) {
        if (values.size() >= limits.values()) {
            throw new LookupException("A query has at most " + limits.values()
                    + " values. For a long list of values use 'in'." + QuerySize.toRaise("values"));
        }
        values.add(ValueCopies.of(value));
        return new Expression.Param(values.size() - 1, type);
    }

    List<Expression.Param> bind(List<Operand.Bind> binds) {
        return binds.stream().map(bind -> bind(bind.type(), bind.value())).toList();
    }
}
