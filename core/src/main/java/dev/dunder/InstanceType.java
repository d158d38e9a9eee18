package dev.dunder;

import dev.dunder.model.Model;
import java.util.Objects;
import java.util.function.Function;

/**
 * A model and the Java class of its instances.
 *
 * @param model the model
 * @param constructor makes an instance of what it holds
 * @param <T> the class
 */
record InstanceType<T>(Model model, Function<State<T>, T> constructor) {
    /** The generated class of a model, or rows of any. */
    @SuppressWarnings("unchecked") // the class says what it is
    static <R extends Instance<R>> InstanceType<R> of(Class<R> type, Model model) {
        if (type == Row.class) {
            return (InstanceType<R>) (InstanceType<?>) new InstanceType<>(model, Row::new);
        }
        return Objects.requireNonNull(Manager.of(type).evaluations().type());
    }
}
