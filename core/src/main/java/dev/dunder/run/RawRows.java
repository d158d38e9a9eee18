package dev.dunder.run;

import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement that was not written by us, with what it says of them itself.
 *
 * @param names the names of the columns
 * @param types their types
 * @param rows the values
 */
public record RawRows(List<String> names, List<DataType<?>> types, List<@Nullable Object[]> rows) {
    /** Knows the types of columns. */
    public interface Typing {
        /**
         * The type that a column is read as.
         *
         * @param name its name in the result
         * @return the type; null if only the server can tell
         */
        @Nullable
        DataType<?> known(String name);

        /**
         * The type of a name that the driver gives.
         *
         * @param name such as {@code int4} or {@code _text}
         * @return the type
         */
        DataType<?> named(String name);
    }
}
