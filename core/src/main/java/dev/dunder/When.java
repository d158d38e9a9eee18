package dev.dunder;

import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first result whose condition holds: {@code CASE WHEN … THEN … ELSE … END}.
 *
 * {@snippet :
 * entries.annotate(when(q("x__gt", 5), value("large")).otherwise(value("small")).as("size"));
 * }
 *
 * <p>A string as a result is a path; {@code value("…")} is text. Without {@link #otherwise} it is null where no condition
 * holds. Immutable and safe to share between threads.
 */
public final class When extends Expr {
    private final List<Unresolved.Branch> branches;

    private When(List<Unresolved.Branch> branches) {
        super(new Unresolved.Case(branches, null), null);
        this.branches = branches;
    }

    static When of(Q<?> condition, @Nullable Object result) {
        return new When(List.of(new Unresolved.Branch(Q.termOf(condition), Arguments.value(result))));
    }

    /**
     * Another condition, for rows for which none before it holds.
     *
     * @param condition the condition
     * @param result a path, an expression or a value
     * @return the expression
     */
    public When when(Q<?> condition, @Nullable Object result) {
        List<Unresolved.Branch> all = new ArrayList<>(branches);
        all.add(new Unresolved.Branch(Q.termOf(condition), Arguments.value(result)));
        return new When(List.copyOf(all));
    }

    /**
     * What it is where no condition holds.
     *
     * @param result a path, an expression or a value
     * @return the expression
     */
    public Expr otherwise(@Nullable Object result) {
        return Expr.of(new Unresolved.Case(branches, new Unresolved.Otherwise(Arguments.value(result))));
    }
}
