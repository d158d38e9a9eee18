package dev.dunder;

import dev.dunder.fetch.Request;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The one thing that benchmarks see of the machinery: the plan of a query set, as an evaluation finds it. */
@NullMarked
public final class PlanText {
    private PlanText() {}

    /** The text of the plan, which is kept; {@link QuerySet#sql()} would render it. */
    public static <T extends @Nullable Object> String of(QuerySet<T> set) {
        Request<T> request = set.request();
        return request.session().sql(request.query());
    }
}
