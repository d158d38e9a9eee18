package dev.dunder.codegen;

import dev.dunder.lookups.DunderException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What a Liquibase changelog says, whether in XML, YAML or JSON: an element, its attributes and what is in it.
 *
 * @param name such as {@code include}
 * @param line where it stands, from 1
 * @param attributes by name
 * @param children in their order
 * @param text what stands in it
 * @param textLine where that begins
 */
record ChangelogNode(
        String name, int line, Map<String, String> attributes, List<ChangelogNode> children, StringBuilder text,
        int textLine) {
    private static final String ROOT = "databaseChangeLog";

    private static final Pattern SLASH = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\/");

    private ChangelogNode(String name, int line) {
        this(name, line, new LinkedHashMap<>(), new ArrayList<>(), new StringBuilder(), line);
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    boolean is(String attribute) {
        return attribute(attribute).equalsIgnoreCase("true");
    }

    /** Whether a file is one by its name. */
    static boolean isChangelog(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).matches(".*\\.(xml|ya?ml|json)");
    }

    /** All that a file says. */
    static ChangelogNode read(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        try (InputStream content = Files.newInputStream(file)) {
            ChangelogNode root = name.endsWith(".xml") ? xml(content) : yaml(text(file, name.endsWith(".json")));
            if (!root.name().equals(ROOT)) {
                throw new DunderException(file + " is no changelog of Liquibase: it begins with " + root.name()
                        + ", and not with databaseChangeLog.");
            }
            return root;
        } catch (IOException failure) {
            throw Utf8.unreadable(file.toString(), failure);
        } catch (XMLStreamException failure) {
            Location place = failure.getLocation();
            throw new DunderException(file + (place == null ? "" : ":" + place.getLineNumber())
                    + ": It cannot be read as XML: " + failure.getMessage(), failure);
        } catch (YAMLException failure) {
            throw new DunderException(file + " cannot be read as YAML: " + failure.getMessage(), failure);
        }
    }

    /** YAML has all of JSON but for one escape. */
    private static String text(Path file, boolean json) throws IOException {
        String text = Utf8.withoutMark(Files.readString(file));
        return json ? SLASH.matcher(text).replaceAll("$1/") : text;
    }

    /** Without what a document may fetch from elsewhere; in which characters it is, it says itself. */
    private static ChangelogNode xml(InputStream content) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(content);
        List<ChangelogNode> open = new ArrayList<>(List.of(new ChangelogNode("", 1)));
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    ChangelogNode node = new ChangelogNode(xml.getLocalName(), xml.getLocation().getLineNumber());
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        node.attributes().put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                    }
                    open.get(open.size() - 1).children().add(node);
                    open.add(node);
                }
                case XMLStreamConstants.END_ELEMENT -> open.remove(open.size() - 1);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.get(open.size() - 1).text().append(xml.getText());
                default -> {
                    // Comments and the like.
                }
            }
        }
        return open.get(0).children().get(0);
    }

    private static ChangelogNode yaml(String text) {
        Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        if (!(node instanceof MappingNode map) || map.getValue().isEmpty()) {
            return new ChangelogNode("something else", 1);
        }
        List<ChangelogNode> all = map.getValue().stream().map(ChangelogNode::named).toList();
        return all.stream().filter(one -> one.name().equals(ROOT)).findFirst().orElse(all.get(0));
    }

    private static ChangelogNode named(NodeTuple entry) {
        String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
        ChangelogNode node = new ChangelogNode(name, line(entry.getKeyNode()));
        fill(node, entry.getValueNode());
        return node;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** A list's members are in an element, and what is called {@code changes} is no level of its own. */
    private static void fill(ChangelogNode node, Node value) {
        switch (value) {
            case ScalarNode text -> node.text().append(text.getValue());
            case SequenceNode list -> list.getValue().forEach(member -> fill(node, member));
            case MappingNode map -> map.getValue().forEach(entry -> {
                ChangelogNode child = named(entry);
                if (child.name().equals("changes")) {
                    node.children().addAll(child.children());
                } else if (entry.getValueNode() instanceof ScalarNode text) {
                    node.attributes().put(child.name(), text.getValue());
                    if (child.name().equals("sql")) {
                        // The text of a change is an attribute in YAML; a block begins on the line below its mark.
                        boolean block = text.getScalarStyle().getChar() != null
                                && "|>".indexOf(text.getScalarStyle().getChar()) >= 0;
                        node.children().add(new ChangelogNode("", child.line(), Map.of(), List.of(),
                                new StringBuilder(text.getValue()), line(text) + (block ? 1 : 0)));
                    }
                } else {
                    node.children().add(child);
                }
            });
            default -> {
                // An alias stands for a node that is there already.
            }
        }
    }

    /** The text that a change consists of, and where it begins; null where there is none. */
    @Nullable
    ChangelogNode content() {
        return children.stream().filter(one -> one.name().isEmpty()).findFirst()
                .orElse(text.toString().isBlank() ? null : this);
    }
}
