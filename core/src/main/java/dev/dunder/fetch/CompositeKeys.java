package dev.dunder.fetch;

import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts the columns of composite keys together again: each is one value, a list. */
final class CompositeKeys {
    private CompositeKeys() {}

    static UnaryOperator<@Nullable Object[]> of(List<Named> columns) {
        if (columns.stream().noneMatch(column -> column.expression() instanceof Expression.Tuple)) {
            return row -> row;
        }
        int[] widths = columns.stream()
                .mapToInt(column -> column.expression() instanceof Expression.Tuple(List<Expression> parts)
                        ? parts.size()
                        : 1)
                .toArray();
        return row -> {
            @Nullable
            Object[] values = new @Nullable Object[widths.length];
            int from = 0;
            for (int i = 0; i < widths.length; i++) {
                values[i] = widths[i] == 1 ? row[from] : key(Arrays.copyOfRange(row, from, from + widths[i]));
                from += widths[i];
            }
            return values;
        };
    }

    private static @Nullable Object key(@Nullable Object[] parts) {
        return Arrays.stream(parts).allMatch(part -> part == null)
                ? null
                : Collections.unmodifiableList(Arrays.asList(parts));
    }
}
