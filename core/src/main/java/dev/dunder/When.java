package dev.dunder;

import dev.dunder.query.Expression;
import dev.dunder.query.TypeRules;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
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
    private final List<Branch> branches;

    private record Branch(Term condition, @Nullable Object result) {}

    private When(List<Branch> branches) {
        super(resolver -> resolve(resolver, branches, null), null);
        this.branches = branches;
    }

    static When of(Q<?> condition, @Nullable Object result) {
        return new When(List.of(new Branch(Q.termOf(condition), Given.value(result))));
    }

    /**
     * Another condition, for rows for which none before it holds.
     *
     * @param condition the condition
     * @param result a path, an expression or a value
     * @return the expression
     */
    public When when(Q<?> condition, @Nullable Object result) {
        List<Branch> all = new ArrayList<>(branches);
        all.add(new Branch(condition.term(), Given.value(result)));
        return new When(List.copyOf(all));
    }

    /**
     * What it is where no condition holds.
     *
     * @param result a path, an expression or a value
     * @return the expression
     */
    public Expr otherwise(@Nullable Object result) {
        Object otherwise = Given.value(result);
        return Expr.of(resolver -> resolve(resolver, branches, resolver.argument(otherwise)));
    }

    private static Expression resolve(Resolver resolver, List<Branch> branches, @Nullable Expression otherwise) {
        List<Expression.Case.When> resolved = new ArrayList<>();
        List<DataType<?>> types = new ArrayList<>();
        for (Branch branch : branches) {
            Expression result = Resolver.single(resolver.argument(branch.result()));
            types.add(result.type());
            resolved.add(new Expression.Case.When(resolver.predicate(branch.condition()), result));
        }
        if (otherwise != null) {
            types.add(Resolver.single(Objects.requireNonNull(otherwise)).type());
        }
        types.removeIf(type -> type.getType() == Object.class);
        return new Expression.Case(resolved, otherwise, types.isEmpty() ? SQLDataType.CLOB : TypeRules.common(types));
    }
}
