package dev.dunder;

import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import java.util.ArrayList;
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
            this.arguments.add(Given.value(argument));
        }
    }

    /**
     * Over the rows around each row: {@code rank() OVER (PARTITION BY … ORDER BY …)}.
     *
     * @param window which rows, and in which order
     * @return the value over the window
     */
    public Expr over(Window window) {
        return Expr.of(resolver -> {
            List<Expression> resolved = arguments.stream().map(resolver::argument).toList();
            return window.over(resolver, resolver.call(function, resolved));
        });
    }
}
