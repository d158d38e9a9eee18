package dev.dunder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the JIT compiler takes of the process's CPU time, as Linux counts it: that ends some time, and is not of an operation. */
final class CompilerThreads {
    private static final Path TASKS = Path.of("/proc/self/task");

    /** Of the names of these threads Linux keeps fifteen letters. */
    private static final List<String> NAMES = List.of("C1 CompilerThre", "C2 CompilerThre");

    private CompilerThreads() {}

    /** Nanoseconds of CPU time until now; 0 where the system does not tell. */
    static long cpuNanos() {
        if (!Files.isDirectory(TASKS)) {
            return 0;
        }
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.mapToLong(CompilerThreads::cpuNanos).sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static long cpuNanos(Path task) {
        try {
            if (!NAMES.contains(Files.readString(task.resolve("comm")).strip())) {
                return 0;
            }
            String schedule = Files.readString(task.resolve("schedstat"));
            return Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
        } catch (IOException ended) {
            // It was there when the folder was listed.
            return 0;
        }
    }
}
