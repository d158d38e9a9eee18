package dev.dunder.resolve;

import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two lists, one behind the other, which are copied only once somebody looks: a chain of ten thousand links is made in ten
 * thousand steps. Safe to share between threads, as any two that look at once copy the same.
 */
final class ConcatenatedList extends AbstractList<Term> {
    private final int size;
    private volatile @Nullable List<Term> all;
    private volatile @Nullable List<Term> left;
    private volatile @Nullable List<Term> right;

    ConcatenatedList(List<Term> left, List<Term> right) {
        this.size = Math.addExact(left.size(), right.size());
        this.left = left;
        this.right = right;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Term get(int index) {
        return all().get(index);
    }

    private List<Term> all() {
        List<Term> known = all;
        if (known == null) {
            known = flat();
            all = known;
            left = null;
            right = null;
        }
        return known;
    }

    /** Without recursion, as it may be as deep as it is long. */
    private List<Term> flat() {
        List<Term> flat = new ArrayList<>(size);
        Deque<List<Term>> rest = new ArrayDeque<>(List.of(this));
        while (!rest.isEmpty()) {
            List<Term> next = rest.pop();
            List<Term> before = next instanceof ConcatenatedList chain ? chain.left : null;
            List<Term> behind = next instanceof ConcatenatedList chain ? chain.right : null;
            if (before != null && behind != null) {
                rest.push(behind);
                rest.push(before);
            } else {
                flat.addAll(next);
            }
        }
        return List.copyOf(flat);
    }
}
