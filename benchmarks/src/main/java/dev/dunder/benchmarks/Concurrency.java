package dev.dunder.benchmarks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;

/** Many questions at the same time, for libraries that have nothing of their own: as many threads as connections. */
public final class Concurrency implements AutoCloseable {
    static final int CONNECTIONS = 10;

    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    /** The threads. */
    public ExecutorService threads() {
        return threads;
    }

    /** Each key's answer. */
    public <R> List<R> all(List<Long> keys, LongFunction<R> question) {
        return answers(
                keys.stream().map(key -> CompletableFuture.supplyAsync(() -> question.apply(key), threads)).toList());
    }

    /** What futures come to. */
    public static <R> List<R> answers(List<? extends CompletableFuture<R>> futures) {
        return futures.stream().map(CompletableFuture::join).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
