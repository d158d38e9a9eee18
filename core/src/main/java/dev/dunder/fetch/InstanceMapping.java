package dev.dunder.fetch;

import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.run.DatabaseChoice;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Rows become instances of a model.
 *
 * @param type the model and the class
 * @param <T> the class
 */
public record InstanceMapping<T>(InstanceType<T> type) implements RowMapping<T> {
    @Override
    public RowColumns columns(Query query) {
        return columns(type.model(), query);
    }

    static RowColumns columns(Model model, Query query) {
        List<String> names = new ArrayList<>();
        model.attributes().forEach(attribute -> names.add(attribute.name()));
        selected(query).forEach(annotation -> names.add(annotation.name()));
        return new RowColumns(model.name(), names, () -> types(model, query));
    }

    @Override
    public List<DataType<?>> types(Query query) {
        return types(type.model(), query);
    }

    private static List<DataType<?>> types(Model model, Query query) {
        List<DataType<?>> types = new ArrayList<>();
        for (Attribute attribute : model.attributes()) {
            types.add(attribute.type());
        }
        selected(query).forEach(annotation -> types.add(annotation.expression().type()));
        return types;
    }

    private static List<Step.Annotation> selected(Query query) {
        return query.annotations().stream().filter(Step.Annotation::selected).toList();
    }

    @Override
    public List<@Nullable Object> values(T read) {
        return type.row(read).values();
    }
}
