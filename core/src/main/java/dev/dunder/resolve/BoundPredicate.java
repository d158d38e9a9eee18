package dev.dunder.resolve;

import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Rewriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A predicate with its values, wherever they stand among those of its query: equal to one of another query that says the same.
 */
public final class BoundPredicate {
    private final Predicate predicate;
    private final @Nullable Object[] values;

    private BoundPredicate(Predicate predicate, @Nullable Object[] values) {
        this.predicate = predicate;
        this.values = values;
    }

    /**
     * What a predicate says.
     *
     * @param predicate the predicate
     * @param values the values of its query
     * @return both
     */
    public static BoundPredicate of(Predicate predicate, List<? extends @Nullable Object> values) {
        Numbering numbering = new Numbering(values);
        Predicate numbered = numbering.predicate(predicate);
        return new BoundPredicate(numbered, numbering.found.toArray());
    }

    /** Puts the values in the order in which they are said. */
    private static final class Numbering extends Rewriter {
        private final List<? extends @Nullable Object> values;
        private final List<@Nullable Object> found = new ArrayList<>();

        Numbering(List<? extends @Nullable Object> values) {
            this.values = values;
        }

        @Override
        public Expression.Param param(Expression.Param param) {
            found.add(values.get(param.index()));
            return new Expression.Param(found.size() - 1, param.type());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BoundPredicate said && predicate.equals(said.predicate)
                && Arrays.deepEquals(values, said.values);
    }

    @Override
    public int hashCode() {
        return 31 * predicate.hashCode() + Arrays.deepHashCode(values);
    }
}
