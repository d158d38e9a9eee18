package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One recorded case. */
record Case(JsonNode json) {
    private static final Set<String> WRITES = Set.of(
            "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "update", "delete", "save",
            "instance_delete");

    /** A method, and what it was given. */
    record Call(String name, JsonNode args, JsonNode kwargs) {
        static Call of(JsonNode json) {
            return new Call(json.get(0).asText(), json.path(1), json.path(2));
        }

        int size() {
            return args.size() + kwargs.size();
        }

        /** An argument by its place or its name; missing where it was not given. */
        JsonNode arg(int place, String name) {
            return args.has(place) ? args.get(place) : kwargs.path(name);
        }
    }

    String id() {
        return json.get("id").asText();
    }

    String test() {
        String id = id();
        return id.substring(0, id.lastIndexOf('#'));
    }

    String model() {
        return json.get("model").asText();
    }

    String state() {
        return json.get("state").asText();
    }

    List<Call> ops() {
        return Json.list(json.get("ops")).stream().map(Call::of).toList();
    }

    @Nullable
    Call terminal() {
        JsonNode terminal = json.path("terminal");
        return terminal.isArray() ? Call.of(terminal) : null;
    }

    JsonNode result() {
        return json.path("result");
    }

    /** Whether the order of the result was asked for, and can be relied on. */
    boolean ordered() {
        return json.path("ordered").asBoolean() && json.path("stable").asBoolean(true);
    }

    int queries() {
        return json.path("queries").asInt();
    }

    /** Null where there was none. */
    @Nullable
    String error() {
        JsonNode error = json.path("error");
        return error.isObject() ? error.get("class").asText() : null;
    }

    List<String> errors() {
        return Json.texts(json.path("error").path("mro"));
    }

    String zone() {
        return json.path("env").path("tz").asText("UTC");
    }

    /** The zone of what has none. */
    String defaultZone() {
        return json.path("env").path("default_tz").asText(zone());
    }

    boolean zoned() {
        return json.path("env").path("use_tz").asBoolean();
    }

    boolean atomic() {
        return json.path("env").path("atomic").asBoolean(true);
    }

    /** Whether rows are locked. */
    boolean locks() {
        return json.toString().contains("\"select_for_update\"");
    }

    JsonNode sequences() {
        return json.path("sequences");
    }

    JsonNode lookups() {
        return json.path("register_lookups");
    }

    /** Null where a write left none to compare. */
    @Nullable
    String afterState() {
        return json.path("after_state").isTextual() ? json.get("after_state").asText() : null;
    }

    boolean has(String tag) {
        return Json.texts(json.path("tags")).stream().anyMatch(one -> one.equals(tag) || one.startsWith(tag + ":"));
    }

    boolean core() {
        return json.path("core").asBoolean();
    }

    boolean write() {
        Call terminal = terminal();
        return terminal != null && WRITES.contains(terminal.name());
    }
}
