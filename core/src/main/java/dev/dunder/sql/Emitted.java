package dev.dunder.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.QOM;

/**
 * A condition with the joins that need a row where it is true, and where it is false. Negation swaps the two, AND and OR unite
 * one and intersect the other.
 *
 * @param sure whether it is never unknown
 */
record Emitted(Condition condition, Set<JoinedTable> whenTrue, Set<JoinedTable> whenFalse, boolean sure) {
    /** What is unknown does not match. */
    Emitted negated() {
        return sure
                ? new Emitted(
                        condition instanceof QOM.Not not ? not.$arg1() : condition.not(),
                        /* whenTrue= */ whenFalse,
                        /* whenFalse= */ whenTrue,
                        true)
                : new Emitted(Template.isNotTrue(condition), Set.of(), /* whenFalse= */ whenTrue, true);
    }

    static Emitted and(List<Emitted> all) {
        return new Emitted(
                DSL.and(all.stream().map(Emitted::condition).toList()),
                all.stream().map(Emitted::whenTrue).reduce(Emitted::union).orElse(Set.of()),
                all.stream().map(Emitted::whenFalse).reduce(Emitted::intersection).orElse(Set.of()),
                all.stream().allMatch(Emitted::sure));
    }

    static Emitted or(List<Emitted> all) {
        return new Emitted(
                DSL.or(all.stream().map(Emitted::condition).toList()),
                all.stream().map(Emitted::whenTrue).reduce(Emitted::intersection).orElse(Set.of()),
                all.stream().map(Emitted::whenFalse).reduce(Emitted::union).orElse(Set.of()),
                all.stream().allMatch(Emitted::sure));
    }

    /** True for an odd number: each counts as one or nothing, an unknown one as nothing. */
    static Emitted odd(List<Emitted> all) {
        Field<Integer> sum = null;
        for (Emitted one : all) {
            Field<Integer> number = DSL.when(one.condition(), DSL.inline(1)).otherwise(DSL.inline(0));
            sum = sum == null ? number : sum.add(number);
        }
        Field<Integer> total = sum == null ? DSL.inline(0) : sum;
        return new Emitted(total.mod(DSL.inline(2)).eq(DSL.inline(1)), Set.of(), Set.of(), true);
    }

    private static Set<JoinedTable> union(Set<JoinedTable> left, Set<JoinedTable> right) {
        Set<JoinedTable> both = new HashSet<>(left);
        both.addAll(right);
        return both;
    }

    private static Set<JoinedTable> intersection(Set<JoinedTable> left, Set<JoinedTable> right) {
        Set<JoinedTable> both = new HashSet<>(left);
        both.retainAll(right);
        return both;
    }
}
