package dev.dunder.lookups;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request, as far as it is told. For one thread. */
final class FilterFaults {
    private static final int MOST = 50;

    private final List<FilterException.Fault> faults = new ArrayList<>();

    void add(FilterException.Fault fault) {
        if (!isFull()) {
            faults.add(fault);
        }
    }

    boolean isFull() {
        return faults.size() >= MOST;
    }

    boolean any() {
        return !faults.isEmpty();
    }

    /** Throws what there is. */
    void refuse() {
        if (any()) {
            throw new FilterException(faults);
        }
    }
}
