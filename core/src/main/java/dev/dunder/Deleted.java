package dev.dunder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code deleteCollecting()} has deleted.
 *
 * {@snippet :
 * Deleted deleted = entries.filter("rating__lt", 2).deleteCollecting();
 * System.out.println(deleted.total() + " rows: " + deleted.byModel());   // 3 rows: {comment=2, entry=1}
 * }
 *
 * @param total how many rows, of all models
 * @param byModel how many of each model, by its name, in the order in which they were deleted; none that is 0
 */
public record Deleted(long total, Map<String, Long> byModel) {
    /**
     * A report.
     *
     * @param total how many rows
     * @param byModel how many of each model
     */
    public Deleted {
        byModel = Collections.unmodifiableMap(new LinkedHashMap<>(byModel));
    }

    static Deleted of(Map<String, Long> byModel) {
        return new Deleted(byModel.values().stream().mapToLong(Long::longValue).sum(), byModel);
    }
}
