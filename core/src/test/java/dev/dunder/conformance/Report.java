package dev.dunder.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Counts outcomes: a row for each pack, and the sum of all. */
final class Report {
    private final Map<String, List<Outcome>> packs = new LinkedHashMap<>();
    private final List<String> fingerprints = new ArrayList<>();

    void add(Pack pack, List<Outcome> outcomes) {
        packs.put(pack.name(), outcomes);
        fingerprints.add(pack.fingerprint());
    }

    /** Which packs it is about. */
    List<String> fingerprints() {
        return fingerprints;
    }

    Collection<Outcome> failures() {
        return all().stream().filter(outcome -> !outcome.passed()).toList();
    }

    List<Outcome> all() {
        return packs.values().stream().flatMap(List::stream).toList();
    }

    /** Cases of some kind, and how many of them passed. */
    private record Score(long passed, long all) {
        static Score of(List<Outcome> outcomes, Predicate<Case> kind) {
            List<Outcome> some = outcomes.stream().filter(outcome -> kind.test(outcome.recorded())).toList();
            return new Score(some.stream().filter(Outcome::passed).count(), some.size());
        }

        String line() {
            return passed + " of " + all;
        }

        String cell() {
            return all == 0 ? "-" : passed + "/" + all;
        }
    }

    /** A test is reproduced when all of its core cases pass. */
    private static Score tests(List<Outcome> outcomes) {
        Map<String, Boolean> tests = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome.recorded().core()) {
                tests.merge(outcome.recorded().test(), outcome.passed(), Boolean::logicalAnd);
            }
        }
        return new Score(tests.values().stream().filter(passed -> passed).count(), tests.size());
    }

    private static Score core(List<Outcome> outcomes) {
        return Score.of(outcomes, Case::core);
    }

    private static Score reads(List<Outcome> outcomes) {
        return Score.of(outcomes, one -> !one.core() && !one.write());
    }

    private static Score writes(List<Outcome> outcomes) {
        return Score.of(outcomes, one -> !one.core() && one.write());
    }

    String table() {
        StringBuilder table = new StringBuilder();
        String row = "%-22s %10s %12s %12s %12s%n";
        table.append(String.format(row, "", "tests", "core", "other reads", "writes"));
        packs.forEach((pack, outcomes) -> table.append(String.format(row, pack, tests(outcomes).cell(),
                core(outcomes).cell(), reads(outcomes).cell(), writes(outcomes).cell())));
        return table.toString();
    }

    String closingLine() {
        List<Outcome> all = all();
        Score core = core(all);
        double percent = core.all() == 0 ? 0 : 100.0 * core.passed() / core.all();
        return String.format(Locale.ROOT, "conformance: %s tests, %s core cases (%.1f %%), reads %s, writes %s",
                tests(all).line(), core.line(), percent, reads(all).line(), writes(all).line());
    }

    void write(Path file) {
        List<String> lines = new ArrayList<>();
        for (Outcome outcome : failures()) {
            ObjectNode line = Json.MAPPER.createObjectNode();
            line.put("id", outcome.recorded().id()).put("core", outcome.recorded().core())
                    .put("kind", outcome.kind()).put("reason", outcome.detail());
            lines.add(line.toString());
        }
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
