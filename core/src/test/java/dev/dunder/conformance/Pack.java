package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The cases of one test application of Django. */
record Pack(String name, String schemaSql, JsonNode models, Map<String, JsonNode> states, List<Case> cases) {
    private static final String CASES = "cases.jsonl.gz";

    static List<Path> folders(Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(folder -> Files.exists(folder.resolve(CASES))).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Changes when the pack gets other cases. */
    String fingerprint() {
        return name + " " + cases.size() + " " + Integer.toHexString(cases.stream().map(Case::id).toList().hashCode());
    }

    static Pack read(Path folder) {
        try {
            Map<String, JsonNode> states = new LinkedHashMap<>();
            Json.lines(folder.resolve("states.jsonl.gz"))
                    .forEach(state -> states.put(state.get("hash").asText(), state.get("tables")));
            return new Pack(
                    folder.getFileName().toString(),
                    Files.readString(folder.resolve("schema.sql")),
                    Json.file(folder.resolve("models.json")),
                    states,
                    Json.lines(folder.resolve(CASES)).stream().map(Case::new).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
