package dev.dunder.fetch;

import dev.dunder.model.Model;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A model and the Java class of its instances.
 *
 * @param model the model
 * @param constructor makes an instance of a row
 * @param opened the row of an instance
 * @param ofAnyModel whether the class has instances of any model, so that a row of a child stays one
 * @param <T> the class
 */
public record InstanceType<T>(
        Model model,
        BiFunction<RowState, InstanceType<T>, T> constructor,
        Function<T, RowState> opened,
        boolean ofAnyModel) {
    /**
     * Rows as they are, for whoever needs no instances of them.
     *
     * @param model their model
     * @return the type
     */
    public static InstanceType<RowState> rows(Model model) {
        return new InstanceType<>(model, (row, type) -> row, row -> row, true);
    }

    /**
     * The same class for another model.
     *
     * @param other the model
     * @return the type
     */
    public InstanceType<T> of(Model other) {
        return other == model ? this : new InstanceType<>(other, constructor, opened, ofAnyModel);
    }

    /**
     * An instance: of a child as its parent, unless it may be what it is.
     *
     * @param row a row of the model, or of one that extends it
     * @return the instance
     */
    public T make(RowState row) {
        if (SameTable.is(row.model(), model)) {
            return constructor.apply(row.of(model), this);
        }
        return ofAnyModel ? constructor.apply(row, of(row.model())) : constructor.apply(row.inherited(model), this);
    }

    /**
     * The row of an instance.
     *
     * @param instance as {@link #make} has made it
     * @return the row
     */
    public RowState row(T instance) {
        return opened.apply(instance);
    }
}
