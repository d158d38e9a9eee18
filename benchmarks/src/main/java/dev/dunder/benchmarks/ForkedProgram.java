package dev.dunder.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What JMH cannot measure: what a process costs from its start, and what it keeps. Each run has a process of its own. */
enum ForkedProgram {
    /** From the start of the process to the last of 100 rows. */
    FIRST("first 100 rows of a process") {
        @Override
        Cost measured(Contender<?, ?, ?> contender, Dataset data) {
            contender.entries(0, 100);
            // The time is what the parent sees; it includes the start of the process.
            return new Cost(Double.NaN, ClientCost.cpuNanos(), ClientCost.allocatedBytes());
        }
    },
    /** The heap that a row takes that is kept, of five large lists. */
    KEPT("heap of a row that is kept") {
        @Override
        Cost measured(Contender<?, ?, ?> contender, Dataset data) {
            int many = data.size().manyEntries();
            contender.entries(0, many);
            long before = usedHeap();
            List<List<?>> kept = Stream.iterate(0, i -> i + 1)
                    .limit(LISTS)
                    .<List<?>>map(i -> contender.entries((long) i * many, many))
                    .toList();
            long after = usedHeap();
            long rows = kept.stream().mapToLong(List::size).sum();
            return new Cost(Double.NaN, Double.NaN, (double) (after - before) / rows);
        }
    };

    private static final int LISTS = 5;
    private static final int COLLECTIONS = 3;

    private final String title;

    ForkedProgram(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract Cost measured(Contender<?, ?, ?> contender, Dataset data);

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Runs it in a process of its own. */
    Cost run(Library library, Dataset data) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-classpath",
                System.getProperty("java.class.path"),
                ForkedProgram.class.getName() + "$Program",
                name(),
                library.name(),
                data.url(),
                data.size().name());
        long start = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                String line = out.readLine();
                double nanos = System.nanoTime() - start;
                if (line == null) {
                    throw new IllegalStateException(this + " of " + library + " ended without an answer.");
                }
                String[] answer = line.split(" ", -1);
                return new Cost(
                        this == FIRST ? nanos : Double.NaN, Double.parseDouble(answer[0]),
                        Double.parseDouble(answer[1]));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The process. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Dataset data = new Dataset(arguments[2], Size.valueOf(arguments[3]));
            try (Contender<?, ?, ?> contender = Library.valueOf(arguments[1]).open(data.pool())) {
                Cost cost = ForkedProgram.valueOf(arguments[0]).measured(contender, data);
                System.out.println(cost.cpuNanos() + " " + cost.bytes());
            }
        }
    }
}
