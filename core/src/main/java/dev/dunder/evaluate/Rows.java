package dev.dunder.evaluate;

import dev.dunder.fetch.Listing;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.ResultCache;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a request, and what is known of them by now: what all questions begin with.
 *
 * @param request what is asked for
 * @param results what is known, or being found out
 * @param <T> what the rows become
 */
public record Rows<T extends @Nullable Object>(Request<T> request, ResultCache<T> results) {
    /** Those of a request of which nothing is known. */
    static <T extends @Nullable Object> Rows<T> fresh(Request<T> request) {
        return new Rows<>(request, new ResultCache<>());
    }

    Session session() {
        return request.session();
    }

    /** All of them. */
    public Evaluation<List<T>> listing() {
        Session from = session();
        return Evaluation.shared(from, () -> results.rows().claim(() -> new Listing<>(request).task(from)));
    }

    /** They are known, or being fetched; null where nobody has asked for them. */
    @Nullable
    SharedTask<List<T>> begun() {
        return results.rowsBegun();
    }

    /** Of what has been begun. */
    <R extends @Nullable Object> Evaluation<R> of(SharedTask<R> begun) {
        return Evaluation.of(session(), begun);
    }

    /** What nobody else asks for, and nothing is kept of. */
    static <S extends @Nullable Object> Evaluation<List<S>> listing(Request<S> request) {
        Session from = request.session();
        return Evaluation.staged(from, () -> new Listing<>(request).work(from));
    }

    /** By what the answer to another question is found again that was started ahead. */
    static ResultCache.Asked asked(Request<?> request) {
        return new ResultCache.Asked(request.query(), request.values());
    }

    /** Rows of another request that were started ahead on this one, or else are asked for now. */
    <S extends @Nullable Object> Evaluation<List<S>> startedOr(Request<S> other) {
        SharedTask<List<S>> begun = started(other);
        return begun != null ? of(begun) : listing(other);
    }

    /** Rows of another request that were started ahead on this one. */
    <S extends @Nullable Object> @Nullable SharedTask<List<S>> started(Request<S> other) {
        var slot = results.<List<S>>other(() -> asked(other));
        return slot == null ? null : slot.begun();
    }
}
