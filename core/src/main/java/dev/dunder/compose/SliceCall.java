package dev.dunder.compose;

import dev.dunder.query.Query;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that takes some of the rows, by their places. */
final class SliceCall extends Call {
    /** Which rows a slice is taken of, and in which order. */
    @SuppressWarnings("ImmutableEnumChecker") // records of a constant and truths
    enum Of {
        SLICE,
        /** In no order, unless that decides which they are. */
        SEVERAL,
        /** In the order of their keys where they have no other. */
        FIRST,
        /** In the opposite order. */
        LAST,
        /** In the order of their keys. */
        PAGE;

        private final Slice whole = new Slice(this, false, false);
        private final Slice behind = new Slice(this, true, false);
        private final Slice before = new Slice(this, false, true);
        private final Slice between = new Slice(this, true, true);

        private Slice key(boolean offset, boolean limit) {
            if (offset) {
                return limit ? between : behind;
            }
            return limit ? before : whole;
        }
    }

    /** Of two slices that are alike each has as many numbers as the other. */
    record Slice(Of of, boolean offset, boolean limit) {}

    private final int from;
    private final int to;
    private final Of of;

    private SliceCall(@Nullable Slice key, List<@Nullable Object> given, int from, int to, Of of) {
        super(key, given);
        this.from = from;
        this.to = to;
        this.of = of;
    }

    @Override
    public void change(Composer composer) {
        Query query = composer.query();
        switch (of) {
            case SLICE -> {
            }
            case SEVERAL -> {
                if (!query.sliced() && (query.distinct() == null || query.distinct().on().isEmpty())) {
                    composer.order(List.of());
                }
            }
            case FIRST, LAST -> {
                if (query.ordering().orders().isEmpty()) {
                    composer.orderByKey();
                }
                if (of == Of.LAST) {
                    composer.reverse();
                }
            }
            case PAGE -> composer.orderByKey();
        }
        composer.slice(from, to);
    }

    static Call of(Query query, int from, int to, Of of) {
        if (query.sliced() || from < 0 || to <= from) {
            // Its numbers decide with those of the other slice.
            return new SliceCall(null, List.of(), from, to, of);
        }
        boolean limit = to != Integer.MAX_VALUE;
        List<@Nullable Object> given = from == 0
                ? limit ? Collections.singletonList((long) to) : List.of()
                : limit ? List.of((long) from, (long) to - from) : Collections.singletonList((long) from);
        return new SliceCall(of.key(from > 0, limit), given, from, to, of);
    }
}
