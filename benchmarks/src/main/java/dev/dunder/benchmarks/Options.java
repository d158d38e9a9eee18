package dev.dunder.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is run, and how long.
 *
 * @param libraries who is measured
 * @param workloads at what
 * @param programs and at what else
 * @param size of the data
 * @param rounds how often all of it is done
 * @param warmup how many seconds at most until a library is warm
 * @param iterations iterations that count
 * @param seconds of each iteration; 0 for each to be one operation, all in this process
 * @param out where the table is written; null for nowhere
 */
record Options(
        Set<Library> libraries,
        Set<Workload> workloads,
        Set<ForkedProgram> programs,
        Size size,
        int rounds,
        int warmup,
        int iterations,
        int seconds,
        @Nullable Path out) {

    /** What is measured unless something else is said. */
    static final Options USUAL = new Options(
            EnumSet.allOf(Library.class),
            EnumSet.allOf(Workload.class),
            EnumSet.allOf(ForkedProgram.class),
            Size.FULL,
            1,
            30,
            5,
            1,
            null);

    /** Each once, on few rows: it says that all of it works, and nothing about speed. */
    static final Options SMOKE = new Options(
            EnumSet.of(Library.JDBC, Library.DUNDER),
            EnumSet.allOf(Workload.class),
            EnumSet.noneOf(ForkedProgram.class),
            Size.SMALL,
            1,
            0,
            1,
            0,
            null);

    /** Reads the command line. */
    static Options of(String... arguments) {
        Options options = Arrays.asList(arguments).contains("--smoke") ? SMOKE : USUAL;
        Set<Library> libraries = options.libraries;
        Set<Workload> workloads = options.workloads;
        Set<ForkedProgram> programs = options.programs;
        int rounds = options.rounds;
        int warmup = options.warmup;
        int iterations = options.iterations;
        Path out = null;
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--smoke")) {
                continue;
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(option + " needs a value. " + usage());
            }
            String value = arguments[++i];
            switch (option) {
                case "--libraries" -> libraries = chosen(Library.class, value);
                case "--rows" -> {
                    List<String> words = List.of(value.split(",", -1));
                    workloads = known(Workload.class, words);
                    programs = known(ForkedProgram.class, words);
                    if (workloads.size() + programs.size() != words.size()) {
                        throw new IllegalArgumentException("Not all of " + value + " are known. " + usage());
                    }
                }
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--warmup" -> warmup = Integer.parseInt(value);
                case "--iterations" -> iterations = Integer.parseInt(value);
                case "--out" -> out = Path.of(value);
                default -> throw new IllegalArgumentException(option + " is not known. " + usage());
            }
        }
        return new Options(
                libraries, workloads, programs, options.size, rounds, warmup, iterations, options.seconds, out);
    }

    private static <C extends Enum<C>> Set<C> chosen(Class<C> type, String value) {
        List<String> words = List.of(value.split(",", -1));
        Set<C> chosen = known(type, words);
        if (chosen.size() != words.size()) {
            throw new IllegalArgumentException("Not all of " + value + " are known. " + usage());
        }
        return chosen;
    }

    private static <C extends Enum<C>> Set<C> known(Class<C> type, List<String> words) {
        Set<C> known = EnumSet.noneOf(type);
        EnumSet.allOf(type).stream().filter(one -> words.contains(word(one))).forEach(known::add);
        return known;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static String usage() {
        return "Options: --smoke, --rows " + words(EnumSet.allOf(Workload.class)) + ","
                + words(EnumSet.allOf(ForkedProgram.class)) + ", --libraries " + words(EnumSet.allOf(Library.class))
                + ", --rounds n, --warmup seconds, --iterations n, --out file";
    }

    private static String words(Set<? extends Enum<?>> all) {
        return String.join(",", all.stream().map(Options::word).toList());
    }
}
