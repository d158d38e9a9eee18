package dev.dunder;

import dev.dunder.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the database where none is named: for {@code Entry.objects}, and not for {@code db.objects(…)} or {@code
 * using(…)}. Called by many threads at once.
 *
 * <pre>{@code
 * Dunder.setRouter(new Router() {
 *     public String reads(Model model) {
 *         return model.name().startsWith("audit_") ? "audit" : null;    // null: the default database
 *     }
 * });
 * }</pre>
 */
public interface Router {
    /**
     * Where a model is read from.
     *
     * @param model the model
     * @return a name that a database is registered by; null for the default database
     */
    @Nullable
    String reads(Model model);

    /**
     * Where a model is written to: without a word of its own, where it is read from.
     *
     * @param model the model
     * @return a name that a database is registered by; null for the default database
     */
    default @Nullable String writes(Model model) {
        return reads(model);
    }

    /**
     * Whether an instance may refer to one that comes from another database.
     *
     * @param one the one that refers
     * @param other the one that is referred to
     * @return false without a word of its own, as the key means nothing there
     */
    default boolean relates(Instance<?> one, Instance<?> other) {
        return false;
    }
}
