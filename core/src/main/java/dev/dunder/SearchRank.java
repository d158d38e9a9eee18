package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.List;

/**
 * How well words fit what somebody looks for, made by {@link Search#searchRank}: a {@link Float}.
 *
 * {@snippet :
 * entries.orderBy(searchRank(words, "fat cats").weights(0.1, 0.2, 0.4, 1).coverDensity().desc());
 * // ts_rank_cd(cast(? as real[]), …, plainto_tsquery(?)) desc
 * }
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SearchRank extends Expr {
    private final Unresolved.SearchRank rank;

    private SearchRank(Unresolved.SearchRank rank) {
        super(rank, null);
        this.rank = rank;
    }

    static SearchRank of(Expr vector, Expr query) {
        return new SearchRank(new Unresolved.SearchRank(vector.expression(), query.expression(), null, null, false));
    }

    /**
     * How much words of each weight count, from 0 to 1.
     *
     * @param d words of weight D, the usual one; 0.1 if not said
     * @param c words of weight C; 0.2 if not said
     * @param b words of weight B; 0.4 if not said
     * @param a words of weight A; 1 if not said
     * @return the rank
     * @throws LookupException if one of them is less than 0 or more than 1
     */
    public SearchRank weights(double d, double c, double b, double a) {
        List<Float> weights = new ArrayList<>();
        for (double weight : new double[]{d, c, b, a}) {
            if (!(weight >= 0 && weight <= 1)) {
                throw new LookupException("The words of a weight count from 0 to 1, not " + weight + ".");
            }
            weights.add((float) weight);
        }
        return new SearchRank(
                new Unresolved.SearchRank(rank.vector(), rank.query(), List.copyOf(weights), rank.normalization(),
                        rank.coverDensity()));
    }

    /**
     * How the length of the text counts: PostgreSQL's bits 1, 2, 4, 8, 16 and 32, added up.
     *
     * @param bits a number or an expression
     * @return the rank
     */
    public SearchRank normalization(Object bits) {
        return new SearchRank(new Unresolved.SearchRank(rank.vector(), rank.query(), rank.weights(),
                Arguments.value(bits), rank.coverDensity()));
    }

    /**
     * With words that stand close to each other counting more: {@code ts_rank_cd(…)}.
     *
     * @return the rank
     */
    public SearchRank coverDensity() {
        return new SearchRank(
                new Unresolved.SearchRank(rank.vector(), rank.query(), rank.weights(), rank.normalization(), true));
    }
}
