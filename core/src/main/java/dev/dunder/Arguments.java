package dev.dunder;

import dev.dunder.lookups.LookupException;
import org.jspecify.annotations.Nullable;

/** What public functions have in common about their arguments. */
final class Arguments {
    private Arguments() {}

    static @Nullable Object[] all(@Nullable Object first, @Nullable Object second, @Nullable Object[] more) {
        @Nullable
        Object[] all = new @Nullable Object[LookupException.given(more, "the arguments").length + 2];
        all[0] = first;
        all[1] = second;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    /** A plain number is checked here and now; what an expression comes to, only the server knows. */
    static @Nullable Object atLeast(String function, String parameter, int least, @Nullable Object given) {
        if (given instanceof Number number && number.longValue() < least) {
            throw new LookupException(
                    function + "(…) needs a " + parameter + " of " + least + " or more, not " + given + ".");
        }
        return given;
    }

    /** Where a string is text and not a path. */
    static @Nullable Object text(@Nullable Object given) {
        return given instanceof String ? Dunder.value(given) : given;
    }
}
