package dev.dunder;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.RowState;
import dev.dunder.model.Model;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an instance holds: its values, whether they are stored, and where. Generated classes pass it on and see nothing of
 * it. Immutable and safe to share between threads.
 *
 * @param <T> the class of the instance
 */
public final class State<T> {
    private final RowState row;
    private final @Nullable InstanceType<T> type;

    /** @param type null for chosen values, which are no row of a table */
    State(RowState row, @Nullable InstanceType<T> type) {
        this.row = row;
        this.type = type;
    }

    /** A model and the class of its instances, by the constructor that takes such as this. */
    static <T> InstanceType<T> type(Model model, Function<State<T>, T> constructor, boolean ofAnyModel) {
        return new InstanceType<>(model, (row, type) -> constructor.apply(new State<>(row, type)),
                one -> ((Instance<?>) one).row(), ofAnyModel);
    }

    RowState row() {
        return row;
    }

    @Nullable
    InstanceType<T> type() {
        return type;
    }
}
