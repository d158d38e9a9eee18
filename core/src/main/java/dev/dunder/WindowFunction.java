package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Function;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that has a meaning over a window only, made by {@link WindowFunctions}.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class WindowFunction {
    private final Function function;
    private final List<@Nullable Object> arguments;

    WindowFunction(Function function, @Nullable Object... arguments) {
        this.function = function;
        this.arguments = new ArrayList<>();
        for (Object argument : arguments) {
            this.arguments.add(Arguments.value(argument));
        }
    }

    /**
     * Over the rows around each row: {@code rank() OVER (PARTITION BY … ORDER BY …)}.
     *
     * @param window which rows, and in which order
     * @return the value over the window
     */
    public Expr over(Window window) {
        return Expr.of(new Unresolved.Over(
                new Unresolved.Call(function, Collections.unmodifiableList(arguments)),
                LookupException.given(window, "a window").spec()));
    }
}
