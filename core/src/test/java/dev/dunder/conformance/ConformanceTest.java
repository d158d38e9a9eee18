package dev.dunder.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Replays what Django's own tests asked of PostgreSQL, and compares the answers:
 * {@code mvn -pl core -am test -Dtest=ConformanceTest -Dsurefire.failIfNoSpecifiedTests=false -Ddunder.conformance=DIR}.
 *
 * <p>{@code DIR} has a folder for each test application of Django; {@code -Ddunder.conformance.packs=queries,update} runs
 * some of them. Failures go to {@code target/conformance.jsonl}. Those that are known are listed in
 * {@code conformance-known-failures.txt}, which may only get shorter.
 */
class ConformanceTest {
    private static final String DIRECTORY = "dunder.conformance";

    @Test
    @EnabledIfSystemProperty(named = DIRECTORY, matches = ".+")
    void answersAreThoseOfDjango() throws Exception {
        Report report = new Report();
        KnownFailures known = KnownFailures.read();
        List<String> unexpected = new ArrayList<>();
        List<String> some = List.of(System.getProperty("dunder.conformance.packs", "").split(","));
        for (Path folder : Pack.folders(directory())) {
            if (some.contains("") || some.contains(folder.getFileName().toString())) {
                Pack pack = Pack.read(folder);
                try (Runner runner = new Runner(pack)) {
                    List<Outcome> outcomes = runner.run();
                    report.add(pack, outcomes);
                    unexpected.addAll(known.unexpected(pack, outcomes));
                }
            }
        }
        report.write(Path.of("target", "conformance.jsonl"));
        KnownFailures.write(report, Path.of("target", "conformance-known-failures.txt"));
        System.out.println(report.table());
        System.out.println(report.closingLine());

        assertThat(unexpected).isEmpty();
    }

    /** As seen from where Maven was started, which is one above the module. */
    private static Path directory() {
        Path directory = Path.of(System.getProperty(DIRECTORY));
        return Files.exists(directory) ? directory : Path.of("..").resolve(directory);
    }
}
