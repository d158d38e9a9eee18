package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.ValueCopies;
import dev.dunder.query.ValueList;
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
    private final @Nullable Recording recording;

    /**
     * Those from before.
     *
     * @param values are copied
     * @param limits how many there may be
     */
    public BoundValues(List<? extends @Nullable Object> values, Limits limits) {
        this(values, limits, null);
    }

    /**
     * Values so far.
     *
     * @param values the values
     * @param limits how many there may be
     * @param recording where it is written down how further ones came to be; null for nowhere
     */
    public BoundValues(List<? extends @Nullable Object> values, Limits limits, @Nullable Recording recording) {
        this.values = new ArrayList<>(values);
        this.limits = limits;
        this.recording = recording;
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
        if (recording != null) {
            recording.refuse();
        }
        values.set(index, value);
    }

    /** Adds a list of values as an array; of arrays, which travel as texts, as an array of texts. */
    ValueList list(
            DataType<?> type, @Nullable Attribute like, List<? extends @Nullable Object> members) {
        DataType<?> bound = ValueList.isTexts(type) ? SQLDataType.CLOB : type;
        return new ValueList(bind(bound.getArrayDataType(), ValueList.members(type, members)), type, like);
    }

    /** Adds a value. */
    public Expression.Param bind(DataType<?> type, @Nullable Object value) {
        if (values.size() >= limits.values()) {
            throw new LookupException("A query has at most " + limits.values()
                    + " values. For a long list of values use 'in'." + QuerySize.toRaise("values"));
        }
        if (value instanceof SaidPlaces.Place(int which, Object own)) {
            return bindGiven(type, own, which);
        }
        values.add(ValueCopies.of(value));
        return new Expression.Param(values.size() - 1, type);
    }

    /** Binds what a path says, which is the same each time that it is said. */
    Expression.Param bindOfPath(DataType<?> type, @Nullable Object value) {
        if (recording != null) {
            recording.constant(values.size(), value);
        }
        return bind(type, value);
    }

    /** Binds a value as it was given. */
    public Expression.Param bindGiven(DataType<?> type, @Nullable Object value, int which) {
        if (recording != null) {
            recording.given(values.size(), which);
        }
        return bind(type, value);
    }

    /** Binds a value that stands for itself. */
    Expression.Param bindLiteral(DataType<?> type, Object value, int which) {
        if (recording != null) {
            recording.literal(values.size(), which, type);
        }
        return bind(type, value);
    }

    /** What becomes of the call is more than what becomes of its values. */
    void refuse() {
        if (recording != null) {
            recording.refuse();
        }
    }

    void converted(KeyPart part, Operand operand) {
        if (recording != null) {
            recording.part(values.size(), part, operand);
        }
    }

    ValueList list(KeyPart part, @Nullable Attribute like, List<@Nullable Object> members) {
        if (recording != null && part.isPlaced()) {
            recording.parts(values.size(), part);
        }
        return list(part.type(), like, members);
    }

    void converted(int which, Compared compared, Comparisons.Plain plain) {
        if (recording != null) {
            recording.converted(values.size(), which, compared, plain.lookup(), plain.operand());
        }
    }

    List<Expression.Param> bind(List<Operand.Bind> binds) {
        return binds.stream().map(bind -> bind(bind.type(), bind.value())).toList();
    }
}
