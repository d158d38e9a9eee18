package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.ModelDefinition;
import dev.dunder.model.OnDelete;
import dev.dunder.model.Reflection;
import dev.dunder.model.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * What a project says otherwise than its tables, in a file of properties:
 *
 * <pre>
 * exclude = flyway_schema_history, audit_*
 * also = payment_p2022_01
 * model.film_text = FullText
 * column.film.length = minutes
 * relation.film.language = spoken
 * reverse.film.original_language = originals
 * plural.staff = staffers
 * implements.film = com.acme.Titled
 * type.film.rental_rate = com.acme.Money com.acme.MoneyConverter
 * enum.film.rating = com.acme.Rating
 * version.film = version
 * delete.film.language = CASCADE
 * </pre>
 *
 * <p>Tables, columns and relations are called as the tables call them, whatever else is said.
 */
final class Overrides {
    private static final String EXCLUDE = "exclude";
    private static final String ALSO = "also";

    private static final List<String> KINDS = List.of(EXCLUDE, ALSO, "model.", "column.", "relation.", "reverse.",
            "plural.", "implements.", "type.", "enum.", "version.", "delete.");

    private static final String ALL = "*";

    private final OverridesFile file;
    private final OwnTypes types;

    private Overrides(OverridesFile file) {
        this.file = file;
        this.types = new OwnTypes(file);
        file.lines().keySet().forEach(this::check);
    }

    static Overrides none() {
        return new Overrides(OverridesFile.none());
    }

    static Overrides read(Path file) {
        return new Overrides(OverridesFile.read(file));
    }

    private void check(String key) {
        boolean known = KINDS.stream()
                .anyMatch(kind -> kind.endsWith(".")
                        ? key.startsWith(kind) && key.length() > kind.length()
                        : key.equals(kind));
        if (!known) {
            String kind = key.contains(".") ? key.substring(0, key.indexOf('.') + 1) : key;
            throw file.wrong(key, "There is no such setting. "
                    + LookupException.unknown(kind, "among the settings", KINDS).getMessage());
        }
    }

    /** Whether a table is left out, by one of its names. */
    boolean excludes(String... names) {
        return list(EXCLUDE).stream().anyMatch(pattern -> isCalled(pattern, names));
    }

    /** Whether a table is to have a model though it is a partition, or in none of the schemas. */
    boolean adds(String... names) {
        return list(ALSO).stream().anyMatch(pattern -> isCalled(pattern, names));
    }

    /** Which tables become models. */
    Reflection reflection(Facts facts) {
        for (String pattern : list(ALSO)) {
            if (facts.tables().stream().noneMatch(table -> isCalled(pattern, facts.names(table)))) {
                Set<String> names = facts.partitions().keySet().stream().map(table -> facts.names(table)[0])
                        .collect(Collectors.toSet());
                throw file.wrong(ALSO,
                        String.valueOf(
                                LookupException.unknown(pattern, "as a table of the database", names).getMessage()));
            }
        }
        return Reflection.all().also(facts.tables().stream().filter(table -> adds(facts.names(table)))
                .map(table -> table.schema() + "." + table.name()).toArray(String[]::new));
    }

    /** What is to be left out that is not there: in another database it may be. */
    List<String> unusedExcludes(Collection<String[]> tables) {
        return list(EXCLUDE).stream().filter(pattern -> tables.stream().noneMatch(names -> isCalled(pattern, names)))
                .toList();
    }

    private static boolean isCalled(String pattern, String... names) {
        String regex = Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Arrays.stream(names).anyMatch(name -> name.matches(regex));
    }

    private List<String> list(String key) {
        String line = file.value(key);
        return line == null || line.isEmpty() ? List.of() : List.of(line.split("\\s*,\\s*", -1));
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
        String name = file.value(key);
        if (name != null && !(SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name))) {
            throw file.wrong(key, "'" + name + "' is no Java name.");
        }
        return name;
    }

    /** What the class of a model implements. */
    List<TypeRef> interfaces(String model) {
        List<TypeRef> all = new ArrayList<>();
        for (String key : List.of("implements.*", "implements." + model)) {
            list(key).forEach(name -> all.add(OwnTypes.named(file, key, name, "an interface")));
        }
        return all;
    }

    /** What many of a thing are called. */
    Map<String, String> plurals() {
        return new HashMap<>(file.under("plural."));
    }

    /** The classes of columns' values. */
    OwnTypes types() {
        return types;
    }

    /** The models with other names for their relations, with versions, and with other rules for what is deleted. */
    Schema apply(Schema schema) {
        models(schema, "model.");
        models(schema, "implements.");
        file.under("column.").keySet().forEach(name -> column(schema, "column." + name, name));
        types.check(this, schema);
        Schema changed = versions(schema);
        // By the names that the tables give: the relation itself last, as until then it still has its own.
        for (String name : file.under("delete.").keySet()) {
            String key = "delete." + name;
            OnDelete rule = rule(key);
            changed = related(key, schema, changed, name, (model, relation) -> model.onDelete(relation, rule));
        }
        for (Map.Entry<String, String> line : file.under("reverse.").entrySet()) {
            String[] names = line.getValue().split("\\s+", 2);
            changed = related("reverse." + line.getKey(), schema, changed, line.getKey(),
                    (model, relation) -> model.reverse(relation, names[0], names[names.length - 1]));
        }
        for (Map.Entry<String, String> line : file.under("relation.").entrySet()) {
            changed = related("relation." + line.getKey(), schema, changed, line.getKey(),
                    (model, relation) -> model.rename(relation, line.getValue()));
        }
        return changed;
    }

    private OnDelete rule(String key) {
        String said = String.valueOf(file.value(key));
        List<String> rules = Arrays.stream(OnDelete.Rule.values()).map(Enum::name).toList();
        String rule = said.toUpperCase(Locale.ROOT).replace(' ', '_');
        if (!rules.contains(rule)) {
            throw file.wrong(key,
                    String.valueOf(LookupException.unknown(said, "among the rules", rules).getMessage()));
        }
        return OnDelete.Rule.valueOf(rule);
    }

    private Schema versions(Schema schema) {
        Schema changed = schema;
        Map<String, String> said = file.under("version.");
        for (Map.Entry<String, String> line : said.entrySet()) {
            String key = "version." + line.getKey();
            String column = line.getValue();
            List<Model> models = line.getKey().equals(ALL)
                    ? schema.models().stream().filter(model -> !said.containsKey(model.name()) && has(model, column))
                            .toList()
                    : List.of(model(schema, key, line.getKey()));
            if (models.isEmpty()) {
                throw file.wrong(key, "No table has a column " + LookupException.quote(column) + ".");
            }
            for (Model model : models) {
                changed = said(key, changed, all -> version(all.model(model.name()), column));
            }
        }
        return changed;
    }

    private static void version(ModelDefinition model, String column) {
        ModelDefinition unused = column.equals("xmin") ? model.versionByTransaction() : model.version(column);
    }

    static boolean has(Model model, String column) {
        return model.attributes().stream().anyMatch(one -> one.name().equals(column));
    }

    private interface Change {
        void of(dev.dunder.model.SchemaDefinition schema);
    }

    private Schema related(String key, Schema schema, Schema changed, String name,
            BiConsumer<ModelDefinition, String> change) {
        Member member = member(schema, key, name);
        return said(key, changed, all -> change.accept(all.model(member.model()), member.name()));
    }

    private Schema said(String key, Schema schema, Change change) {
        try {
            return schema.with(change::of);
        } catch (DunderException refused) {
            throw file.wrong(key, String.valueOf(refused.getMessage()));
        }
    }

    private void models(Schema schema, String prefix) {
        for (String name : file.under(prefix).keySet()) {
            if (!name.equals(ALL)) {
                Model unused = model(schema, prefix + name, name);
            }
        }
    }

    private Model model(Schema schema, String key, String name) {
        try {
            return schema.model(name);
        } catch (LookupException none) {
            throw file.wrong(key, String.valueOf(none.getMessage()));
        }
    }

    Attribute column(Schema schema, String key, String name) {
        Member member = member(schema, key, name);
        try {
            return schema.model(member.model()).attribute(member.name());
        } catch (LookupException none) {
            throw file.wrong(key, String.valueOf(none.getMessage()));
        }
    }

    private record Member(String model, String name) {}

    /** Names of models may have dots in them. */
    private Member member(Schema schema, String key, String name) {
        Set<String> models = schema.models().stream().map(Model::name).collect(Collectors.toSet());
        return models.stream()
                .filter(model -> name.startsWith(model + ".") && name.length() > model.length() + 1)
                .max(Comparator.comparingInt(String::length))
                .map(model -> new Member(model, name.substring(model.length() + 1)))
                .orElseThrow(() -> file.wrong(key, "What follows is the name of a model, a dot, and a name there. "
                        + LookupException.unknown(name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name,
                                "among the models", models).getMessage()));
    }
}
