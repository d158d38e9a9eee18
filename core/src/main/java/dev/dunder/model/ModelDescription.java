package dev.dunder.model;

import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a model is, as text for people. */
final class ModelDescription {
    private final StringBuilder text = new StringBuilder();

    private ModelDescription() {}

    static String of(Model model) {
        ModelDescription description = new ModelDescription();
        description.title(model);
        description.table(List.of("attribute", "type", "null", "default", "comment"),
                model.attributes().stream().map(ModelDescription::attribute).toList());
        description.keys(model);
        if (!model.relations().isEmpty()) {
            description.table(List.of("relation", "to", "rows", "by", "back"),
                    model.relations().stream().sorted(Comparator.comparing(Relation::name))
                            .map(ModelDescription::relation).toList());
        }
        return description.text.toString();
    }

    private void title(Model model) {
        line(model.name() + ": a " + model.kind() + " of " + model.attributes().size()
                + (model.attributes().size() == 1 ? " column" : " columns"));
        String comment = model.comment();
        if (comment != null) {
            line(comment);
        }
    }

    private static List<String> attribute(Attribute attribute) {
        return List.of(attribute.name(), attribute.typeName(), attribute.nullable() ? "yes" : "no",
                attribute.computed() ? "computed" : attribute.hasDefault() ? "yes" : "no",
                orEmpty(attribute.comment()));
    }

    private static List<String> relation(Relation relation) {
        Relation back = relation.inverse();
        boolean renamed = !relation.accessor().equals(relation.name());
        return List.of(relation.name() + (renamed ? " (" + relation.accessor() + ")" : ""),
                relation.target().name(),
                relation.toMany() ? "many" : relation.hops().stream().anyMatch(Hop::optional) ? "one or none" : "one",
                relation.hops().stream().map(ModelDescription::by).collect(Collectors.joining(", ")),
                back == null ? "" : back.name());
    }

    private static String by(Hop hop) {
        List<Attribute> columns = hop.forward() ? hop.near() : hop.far();
        return columns.get(0).model().name() + "." + names(columns);
    }

    private void keys(Model model) {
        line("");
        line("primary key: " + (model.primaryKey().isEmpty() ? "none" : names(model.primaryKey())));
        model.uniqueKeys().forEach(key -> line("unique: " + names(key.attributes())
                + (key.name().isEmpty() ? "" : " (" + key.name() + ")")));
        model.indexes().forEach(this::line);
    }

    private static String names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).collect(Collectors.joining(", "));
    }

    private static String orEmpty(@Nullable String comment) {
        return comment == null ? "" : comment;
    }

    private void line(String content) {
        text.append(LookupException.plain(content)).append('\n');
    }

    private void table(List<String> titles, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(titles);
        all.add(Collections.nCopies(titles.size(), ""));
        rows.forEach(row -> all.add(row.stream().map(LookupException::plain).toList()));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < titles.size(); column++) {
            int place = column;
            widths.add(all.stream().mapToInt(row -> width(row.get(place))).max().orElse(0));
        }
        text.append('\n');
        for (int i = 0; i < all.size(); i++) {
            text.append(i == 1 ? ruler(widths) : row(all.get(i), widths)).append('\n');
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }

    private static String row(List<String> cells, List<Integer> widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            padded.add(cells.get(i) + " ".repeat(widths.get(i) - width(cells.get(i))));
        }
        return (" " + String.join(" | ", padded)).stripTrailing();
    }

    private static String ruler(List<Integer> widths) {
        return widths.stream().map(width -> "-".repeat(width + 2)).collect(Collectors.joining("+"));
    }
}
