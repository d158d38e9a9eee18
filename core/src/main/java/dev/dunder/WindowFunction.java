package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Function;
import dev.dunder.resolve.SaidEquality;
import dev.dunder.resolve.SaidText;
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
    private final Unresolved.Call call;

    WindowFunction(Function function, @Nullable Object... arguments) {
        List<@Nullable Object> given = new ArrayList<>();
        for (Object argument : arguments) {
            given.add(Arguments.value(argument));
        }
        this.call = new Unresolved.Call(function, Collections.unmodifiableList(given));
    }

    /**
     * Over the rows around each row: {@code rank() OVER (PARTITION BY … ORDER BY …)}.
     *
     * @param window which rows, and in which order
     * @return the value over the window
     */
    public Expr over(Window window) {
        return Expr.of(new Unresolved.Over(call, LookupException.given(window, "a window").spec()));
    }

    /** As it was written, values too. */
    @Override
    public String toString() {
        return SaidText.of(call);
    }

    /** Whether it says the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WindowFunction function && SaidEquality.same(function.call, call);
    }

    @Override
    public int hashCode() {
        return SaidEquality.hash(call);
    }
}
