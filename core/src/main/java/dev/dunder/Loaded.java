package dev.dunder;

import dev.dunder.model.Relation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The related rows that an instance was loaded with. Filled while the instance is read, before anyone else sees it, and not
 * changed after.
 */
final class Loaded {
    private final Map<String, Found> found = new LinkedHashMap<>();

    /** What was found at the end of a relation, or for a Prefetch with a name of its own. */
    sealed interface Found {
        /**
         * The row of a relation to one.
         *
         * @param state null where there is none
         */
        record One(@Nullable State<?> state) implements Found {}

        /**
         * The rows of a relation to many.
         *
         * @param instances instances of the class that they were fetched as
         * @param set the query set that they belong to, whose rows they are
         */
        record Many(List<? extends Instance<?>> instances, @Nullable QuerySet<?> set) implements Found {}
    }

    Loaded copy() {
        Loaded copy = new Loaded();
        copy.found.putAll(found);
        return copy;
    }

    void one(Relation relation, @Nullable State<?> state) {
        found.put(relation.accessor(), new Found.One(state));
    }

    void put(String name, Found rows) {
        found.put(name, rows);
    }

    @Nullable
    Found get(String name) {
        return found.get(name);
    }

    Map<String, Found> all() {
        return found;
    }
}
