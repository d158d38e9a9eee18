package dev.dunder.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Fills a database, checks that all libraries read and write the same, measures them side by side, and prints the table. */
public final class Main {
    private final Options options;
    private final Dataset data;
    private final Report report;

    private Main(Options options, Dataset data) {
        this.options = options;
        this.data = data;
        this.report = new Report(List.copyOf(options.libraries()));
    }

    /**
     * Measures.
     *
     * @param arguments see {@code README.md}
     * @throws Exception if something does not run
     */
    public static void main(String[] arguments) throws Exception {
        System.out.print(table(Options.of(arguments)));
        System.exit(0);
    }

    /** The table of what was measured. */
    static String table(Options options) throws RunnerException, IOException {
        System.out.println("Filling a database with " + options.size().entries() + " entries …");
        Dataset data = Dataset.create(options.size());
        System.out.println("Comparing what is read and written …");
        Map<Workload, Set<Library>> taking = RowCheck.check(data, options.libraries(), options.workloads());
        return new Main(options, data).measured(taking);
    }

    /** One library after the other at each workload, so that they have the same machine. */
    private String measured(Map<Workload, Set<Library>> taking) throws RunnerException, IOException {
        for (int round = 1; round <= options.rounds(); round++) {
            for (Workload workload : options.workloads()) {
                Set<Library> able = new LinkedHashSet<>(options.libraries());
                able.retainAll(taking.getOrDefault(workload, Set.of()));
                for (Library library : able) {
                    List<Cost> costs = costs(workload, library);
                    report.add(workload.title(), library, costs);
                    System.out.println(workload.title() + ", " + library.title() + ": " + Cost.median(costs));
                }
                write();
            }
            for (ForkedProgram program : options.programs()) {
                for (Library library : options.libraries()) {
                    Cost cost = program.run(library, data);
                    report.add(program.title(), library, List.of(cost));
                    System.out.println(program.title() + ", " + library.title() + ": " + cost);
                }
                write();
            }
        }
        return report.markdown();
    }

    /** As far as it is known: whoever ends a long run early has that. */
    private void write() throws IOException {
        if (options.out() != null) {
            Files.writeString(options.out(), report.markdown());
        }
    }

    private List<Cost> costs(Workload workload, Library library) throws RunnerException {
        ChainedOptionsBuilder jmh = new OptionsBuilder()
                .include(Measured.class.getName() + ".run")
                .param("workload", workload.name())
                .param("library", library.name())
                .addProfiler(ClientCost.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .warmupIterations(options.seconds() == 0 ? 0 : 1)
                .measurementIterations(options.iterations());
        if (options.seconds() == 0) {
            System.setProperty(Measured.URL, data.url());
            System.setProperty(Measured.SIZE, data.size().name());
            System.setProperty(Measured.LONGEST_WARMUP, "0");
            jmh.forks(0).mode(org.openjdk.jmh.annotations.Mode.SingleShotTime);
        } else {
            jmh.forks(1)
                    .warmupTime(TimeValue.seconds(options.seconds()))
                    .measurementTime(TimeValue.seconds(options.seconds()))
                    .jvmArgsAppend(
                            "-Xms1g",
                            "-Xmx1g",
                            // Those that end take what they have used with them.
                            "-XX:-UseDynamicNumberOfCompilerThreads",
                            "-D" + Measured.URL + "=" + data.url(),
                            "-D" + Measured.SIZE + "=" + data.size().name(),
                            "-D" + Measured.LONGEST_WARMUP + "=" + options.warmup());
            if (Runtime.version().feature() >= 24) {
                // JMH's own, of which newer JDKs warn.
                jmh.jvmArgsPrepend("--sun-misc-unsafe-memory-access=allow");
            }
        }
        RunResult result = new Runner(jmh.build()).runSingle();
        return result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .map(Main::cost)
                .toList();
    }

    private static Cost cost(IterationResult iteration) {
        return new Cost(
                iteration.getPrimaryResult().getScore(),
                secondary(iteration, ClientCost.CPU),
                secondary(iteration, ClientCost.BYTES));
    }

    private static double secondary(IterationResult iteration, String name) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(name), name).getScore();
    }
}
