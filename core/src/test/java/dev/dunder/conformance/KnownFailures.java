package dev.dunder.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cases that are known to fail, of the packs that they are known of: a line for each pack, {@code # name cases hash}, and
 * one for each case. A pack that is not listed has nothing that passed before.
 */
record KnownFailures(Set<String> lines) {
    private static final String LIST = "/conformance-known-failures.txt";

    static KnownFailures read() throws IOException {
        Set<String> lines = new HashSet<>();
        try (InputStream list = KnownFailures.class.getResourceAsStream(LIST)) {
            if (list != null) {
                new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
            }
        }
        return new KnownFailures(lines);
    }

    /** What fails and did not before, and what is said to fail and does not. */
    List<String> unexpected(Pack pack, List<Outcome> outcomes) {
        List<String> unexpected = new ArrayList<>();
        if (lines.contains(heading(pack.fingerprint()))) {
            for (Outcome outcome : outcomes) {
                String id = outcome.recorded().id();
                if (outcome.passed() && lines.contains(id)) {
                    unexpected.add(id + " passes now: take it out of the list of known failures.");
                } else if (!outcome.passed() && !lines.contains(id)) {
                    unexpected.add(id + " passed before: " + outcome.kind());
                }
            }
        }
        return unexpected;
    }

    private static String heading(String fingerprint) {
        return "# " + fingerprint;
    }

    /** The list as it would be now. */
    static void write(Report report, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        report.fingerprints().forEach(fingerprint -> lines.add(heading(fingerprint)));
        report.failures().forEach(outcome -> lines.add(outcome.recorded().id()));
        Files.write(file, lines, StandardCharsets.UTF_8);
    }
}
