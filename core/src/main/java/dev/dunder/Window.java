package dev.dunder;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Frame;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.SaidEquality;
import dev.dunder.resolve.SaidText;
import dev.dunder.resolve.Unresolved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows around each row that a function sees: those of the same partition, in an order, within a frame.
 *
 * {@snippet :
 * employees.annotate(rank().over(partitionBy("department").orderBy("-salary")).as("place"));
 * // rank() over (partition by department order by salary desc)
 * }
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Window {
    private final Unresolved.WindowSpec spec;

    private Window(List<@Nullable Object> partition, List<Ordered> order, @Nullable Frame frame) {
        this.spec = new Unresolved.WindowSpec(partition, order, frame);
    }

    static Window all() {
        return new Window(List.of(), List.of(), null);
    }

    /**
     * Rows that have these in common.
     *
     * @param values paths and expressions
     * @return the window
     */
    public Window partitionBy(Object... values) {
        List<@Nullable Object> by = new ArrayList<>();
        LookupException.allGiven(values, "what rows have in common").forEach(one -> by.add(Arguments.value(one)));
        return new Window(Collections.unmodifiableList(by), spec.order(), spec.frame());
    }

    /**
     * In an order.
     *
     * @param criteria paths, {@code -} before one for descending, expressions and {@link Ordering orderings}
     * @return the window
     */
    public Window orderBy(Object... criteria) {
        List<Ordered> order = LookupException.allGiven(criteria, "an ordering").stream()
                .map(Ordering::criterion)
                .toList();
        return new Window(spec.partition(), order, spec.frame());
    }

    /**
     * Only some rows before and after: {@code ROWS BETWEEN 1 PRECEDING AND CURRENT ROW} is {@code rows(-1, 0)}.
     *
     * @param start negative before the row, zero the row itself, positive after; null for all before
     * @param end likewise; null for all after
     * @return the window
     */
    public Window rows(@Nullable Integer start, @Nullable Integer end) {
        return framed(Frame.Unit.ROWS, start, end);
    }

    /**
     * Only rows whose value of the ordering is near: {@code RANGE BETWEEN …}.
     *
     * @param start negative before the row, zero the row itself, positive after; null for all before
     * @param end likewise; null for all after
     * @return the window
     */
    public Window range(@Nullable Integer start, @Nullable Integer end) {
        return framed(Frame.Unit.RANGE, start, end);
    }

    /**
     * Only some groups of rows that are equal in the ordering: {@code GROUPS BETWEEN …}.
     *
     * @param start negative before the row, zero the row itself, positive after; null for all before
     * @param end likewise; null for all after
     * @return the window
     */
    public Window groups(@Nullable Integer start, @Nullable Integer end) {
        return framed(Frame.Unit.GROUPS, start, end);
    }

    private Window framed(Frame.Unit unit, @Nullable Integer start, @Nullable Integer end) {
        if (start != null && end != null && start > end) {
            throw new LookupException("A window's frame cannot end (" + end + ") before it starts (" + start + ").");
        }
        return new Window(spec.partition(), spec.order(), new Frame(unit, start, end, null));
    }

    /**
     * Without some of the frame's rows.
     *
     * @param exclusion which
     * @return the window
     * @throws LookupException if the window has no frame
     */
    public Window excluding(Exclusion exclusion) {
        Frame frame = spec.frame();
        if (frame == null) {
            throw new LookupException(
                    "Only a window with a frame can exclude rows: say rows(…), range(…) or groups(…).");
        }
        Frame.Exclusion what = switch (exclusion) {
            case CURRENT_ROW -> Frame.Exclusion.CURRENT_ROW;
            case GROUP -> Frame.Exclusion.GROUP;
            case TIES -> Frame.Exclusion.TIES;
            case NO_OTHERS -> Frame.Exclusion.NO_OTHERS;
        };
        return new Window(spec.partition(), spec.order(),
                new Frame(frame.unit(), frame.start(), frame.end(), what));
    }

    /** What a frame leaves out. */
    public enum Exclusion {
        /** The row itself. */
        CURRENT_ROW,
        /** The row and those that are equal to it in the ordering. */
        GROUP,
        /** Those that are equal to it in the ordering, but not the row. */
        TIES,
        /** Nothing, said aloud. */
        NO_OTHERS
    }

    /** As those see it who resolve it. */
    Unresolved.WindowSpec spec() {
        return spec;
    }

    /** As it was written, values too. */
    @Override
    public String toString() {
        return SaidText.of(spec);
    }

    /** Whether it says the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Window window && SaidEquality.same(window.spec, spec);
    }

    @Override
    public int hashCode() {
        return SaidEquality.hash(spec);
    }
}
