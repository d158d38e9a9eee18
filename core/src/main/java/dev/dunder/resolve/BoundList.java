package dev.dunder.resolve;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Values in the order in which parameters refer to them. Immutable: whoever makes one gives its array away. */
public final class BoundList extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] values;

    private BoundList(@Nullable Object[] values) {
        this.values = values;
    }

    /** Values, which are copied where others could change them. */
    public static BoundList of(List<? extends @Nullable Object> values) {
        return values instanceof BoundList list ? list : new BoundList(values.toArray());
    }

    /** Values that nobody else knows. */
    public static BoundList given(@Nullable Object[] values) {
        return new BoundList(values);
    }

    /** A copy with room for more behind them. */
    public @Nullable Object[] copy(int length) {
        return Arrays.copyOf(values, length);
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    @SuppressWarnings("NullAway") // the checker's model of lists has no nulls in them
    public @Nullable Object[] toArray() {
        return values.clone();
    }
}
