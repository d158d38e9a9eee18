package dev.dunder.conformance;

import org.jspecify.annotations.Nullable;

/** How a case went: the kind of failure, for counting, and what exactly; null where it passed. */
record Outcome(Case recorded, @Nullable String kind, @Nullable String detail) {
    static Outcome passed(Case recorded) {
        return new Outcome(recorded, null, null);
    }

    static Outcome failed(Case recorded, String kind, String detail) {
        return new Outcome(recorded, kind, detail);
    }

    boolean passed() {
        return kind == null;
    }
}
