package dev.dunder;

import dev.dunder.model.Model;
import java.util.function.Function;

/**
 * A model and the Java class of its instances.
 *
 * @param model the model
 * @param constructor makes an instance of what it holds
 * @param <T> the class
 */
record Type<T>(Model model, Function<State<T>, T> constructor) {}
