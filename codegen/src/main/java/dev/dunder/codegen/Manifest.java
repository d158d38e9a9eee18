package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What is known of the classes in a folder: what they were made of, so that a check can say by name what has moved, and which
 * files there are, so that none is removed that somebody else has written.
 *
 * @param facts what each thing is, by what it is called
 * @param files a digest of each file's text
 */
record Manifest(Map<String, String> facts, Map<String, String> files) {
    static final String FILE = "dunder.models";

    private static final String HEAD = "# What dunder's generator has made the classes beside this file of. For its check; not to be edited.";
    private static final String SEPARATOR = "\t";

    static Manifest of(Plan plan, Map<String, String> sources) {
        Map<String, String> files = new TreeMap<>();
        sources.forEach((name, text) -> files.put(name, digest(text)));
        return new Manifest(facts(plan), files);
    }

    private static Map<String, String> facts(Plan plan) {
        Map<String, String> facts = new TreeMap<>();
        for (ModelSpec model : plan.models()) {
            String name = plain(model.name());
            ModelSpec.Definition definition = model.definition();
            facts.put("model " + name, "table " + plain(String.join(".", definition.table()))
                    + (definition.primaryKey().isEmpty()
                            ? ""
                            : ", primary key " + plain(String.join(", ", definition.primaryKey()))
                                    + (definition.ofTable() ? "" : " deferrable")));
            for (ModelSpec.Attribute column : definition.columns()) {
                ColumnType type = column.type();
                facts.put("column " + name + "." + plain(column.name()), plain(type.label())
                        + (type.nullable() ? "" : " not null") + (type.computed() ? ", computed" : "")
                        + (definition.defaulted().contains(column.name()) ? ", with a default" : "")
                        + (definition.numbered().contains(column.name()) ? ", numbered by the server alone" : ""));
            }
            definition.uniqueKeys()
                    .forEach(key -> facts.put("key " + name + "." + plain(String.join(", ", key)), "unique"));
            definition.constraints().forEach((constraint, columns) -> facts
                    .put("constraint " + name + "." + plain(constraint), "of " + plain(String.join(", ", columns))));
            for (ModelSpec.Link link : model.links()) {
                facts.put("relation " + name + "." + plain(link.name()), switch (link.kind()) {
                    case ONE -> "to one ";
                    case ONE_OR_NONE -> "to one or none ";
                    case MANY -> "to many ";
                } + plain(link.target().name()) + key(definition, link));
            }
        }
        for (Plan.EnumSpec one : plan.enums()) {
            StringJoiner labels = new StringJoiner(", ");
            one.constants().forEach(constant -> labels.add(plain(constant.label())));
            facts.put("enum " + plain(one.name()), labels.toString());
        }
        return facts;
    }

    private static String key(ModelSpec.Definition definition, ModelSpec.Link link) {
        return definition.keys().stream().filter(key -> key.name().equals(link.name()))
                .map(key -> " by " + plain(String.join(", ", key.attributes()))
                        + (key.to().isEmpty() ? "" : " to " + plain(String.join(", ", key.to())))
                        + (key.checked() ? "" : ", not checked")
                        + (key.onDelete() == null ? "" : ", on delete " + key.onDelete()))
                .findFirst().orElse("");
    }

    /** On one line, whatever it is. */
    private static String plain(String name) {
        String literal = Text.literal(name);
        String bare = literal.substring(1, literal.length() - 1);
        return bare.replace("\t", "\\t");
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException(none);
        }
    }

    String text() {
        StringBuilder out = new StringBuilder(HEAD).append('\n');
        facts.forEach((key, value) -> out.append(key).append(SEPARATOR).append(value).append('\n'));
        files.forEach((name, digest) -> out.append("file ").append(name).append(SEPARATOR).append(digest).append('\n'));
        return out.toString();
    }

    /** The one in a folder; an empty one where there is none. */
    static Manifest read(Path folder) {
        Map<String, String> facts = new TreeMap<>();
        Map<String, String> files = new TreeMap<>();
        Path file = folder.resolve(FILE);
        for (String line : Files.exists(file) ? lines(file) : List.<String>of()) {
            String[] parts = line.split(SEPARATOR, 2);
            if (parts.length < 2 || line.startsWith("#")) {
                continue;
            }
            if (parts[0].startsWith("file ")) {
                files.put(parts[0].substring("file ".length()), parts[1]);
            } else {
                facts.put(parts[0], parts[1]);
            }
        }
        return new Manifest(facts, files);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new DunderException(file + " cannot be read.", failure);
        }
    }
}
