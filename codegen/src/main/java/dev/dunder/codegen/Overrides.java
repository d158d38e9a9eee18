package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a project says otherwise than its tables, in a file of properties:
 *
 * <pre>
 * exclude = flyway_schema_history, audit_*
 * model.film_text = FullText
 * column.film.length = minutes
 * relation.film.language = spoken
 * reverse.film.original_language = originals
 * plural.staff = staffers
 * implements.film = com.acme.Titled
 * </pre>
 */
final class Overrides {
    private static final List<String> KINDS = List.of("exclude", "model.", "column.", "relation.", "reverse.",
            "plural.",
            "implements.");

    private final String source;
    private final SortedMap<String, String> lines;

    private Overrides(String source, Map<String, String> lines) {
        this.source = source;
        this.lines = new TreeMap<>(lines);
        this.lines.keySet().forEach(this::check);
    }

    static Overrides none() {
        return new Overrides("", Map.of());
    }

    static Overrides read(Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException failure) {
            throw new DunderException("The overrides cannot be read from " + file + ".", failure);
        }
        Map<String, String> lines = new HashMap<>();
        read.stringPropertyNames().forEach(key -> lines.put(key, read.getProperty(key).strip()));
        return new Overrides(file.toString(), lines);
    }

    private void check(String key) {
        boolean known = KINDS.stream()
                .anyMatch(kind -> kind.endsWith(".")
                        ? key.startsWith(kind) && key.length() > kind.length()
                        : key.equals(kind));
        if (!known) {
            throw wrong(key, "There is no such setting. A key is " + String.join("…, ", KINDS) + "….");
        }
    }

    private DunderException wrong(String key, String why) {
        return new DunderException(source + ": " + key + ": " + why);
    }

    /** Whether a table is left out, by one of its names. */
    boolean excludes(String... names) {
        for (String pattern : list("exclude")) {
            String[] parts = pattern.split("\\*", -1);
            StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
            for (int i = 1; i < parts.length; i++) {
                regex.append(".*").append(Pattern.quote(parts[i]));
            }
            for (String name : names) {
                if (name.matches(regex.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<String> list(String key) {
        String line = lines.getOrDefault(key, "");
        return line.isEmpty() ? List.of() : List.of(line.split("\\s*,\\s*", -1));
    }

    /** The class of a model, where one is named. */
    @Nullable
    String type(String model) {
        return identifier("model." + model);
    }

    /** What reads and sets a column, where it is named. */
    @Nullable
    String method(String model, String column) {
        return identifier("column." + model + "." + column);
    }

    private @Nullable String identifier(String key) {
        String name = lines.get(key);
        if (name != null && !(SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name))) {
            throw wrong(key, "'" + name + "' is no Java name.");
        }
        return name;
    }

    /** What the class of a model implements. */
    List<TypeRef> interfaces(String model) {
        List<TypeRef> all = new ArrayList<>();
        for (String key : List.of("implements.*", "implements." + model)) {
            for (String name : list(key)) {
                if (!SourceVersion.isName(name) || !name.contains(".")) {
                    throw wrong(key, "'" + name + "' is not the full name of an interface.");
                }
                all.add(TypeRef.of(name));
            }
        }
        return all;
    }

    /** What many of a thing are called. */
    Map<String, String> plurals() {
        Map<String, String> plurals = new HashMap<>();
        under("plural.").forEach((word, many) -> plurals.put(word, many));
        return plurals;
    }

    private Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        lines.tailMap(prefix).forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** The models with other names for their relations. */
    Schema apply(Schema schema) {
        check(schema, "model.", false);
        check(schema, "column.", true);
        check(schema, "implements.", false);
        Schema changed = schema;
        // By the names that the tables give: the relation back first, as then the relation still has its own.
        for (Map.Entry<String, String> line : under("reverse.").entrySet()) {
            Member member = member(schema, "reverse." + line.getKey(), line.getKey());
            String[] names = line.getValue().split("\\s+", 2);
            changed = said("reverse." + line.getKey(), changed, member, (model, relation) -> model.reverse(relation,
                    names[0], names[names.length - 1]));
        }
        for (Map.Entry<String, String> line : under("relation.").entrySet()) {
            Member member = member(schema, "relation." + line.getKey(), line.getKey());
            changed = said("relation." + line.getKey(), changed, member,
                    (model, relation) -> model.rename(relation, line.getValue()));
        }
        return changed;
    }

    private interface Change {
        Object of(dev.dunder.model.ModelDefinition model, String relation);
    }

    private Schema said(String key, Schema schema, Member member, Change change) {
        try {
            return schema.with(all -> {
                Object unused = change.of(all.model(member.model()), member.name());
            });
        } catch (DunderException refused) {
            throw wrong(key, String.valueOf(refused.getMessage()));
        }
    }

    private void check(Schema schema, String prefix, boolean members) {
        for (String name : under(prefix).keySet()) {
            if (members) {
                Member member = member(schema, prefix + name, name);
                try {
                    schema.model(member.model()).attribute(member.name());
                } catch (LookupException none) {
                    throw wrong(prefix + name, String.valueOf(none.getMessage()));
                }
            } else if (!name.equals("*")) {
                try {
                    schema.model(name);
                } catch (LookupException none) {
                    throw wrong(prefix + name, String.valueOf(none.getMessage()));
                }
            }
        }
    }

    private record Member(String model, String name) {}

    /** Names of models may have dots in them. */
    private Member member(Schema schema, String key, String name) {
        return schema.models().stream().map(Model::name)
                .filter(model -> name.startsWith(model + ".") && name.length() > model.length() + 1)
                .max(Comparator.comparingInt(String::length))
                .map(model -> new Member(model, name.substring(model.length() + 1)))
                .orElseThrow(() -> wrong(key, "It does not begin with the name of a model: "
                        + String.join(", ", schema.models().stream().map(Model::name).toList()) + "."));
    }
}
