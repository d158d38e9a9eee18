package dev.dunder.fetch;

import dev.dunder.model.Attribute;
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
        List<String> names = new ArrayList<>();
        type.model().attributes().forEach(attribute -> names.add(attribute.name()));
        selected(query).forEach(annotation -> names.add(annotation.name()));
        return new RowColumns(type.model().name(), names);
    }

    @Override
    public List<DataType<?>> types(Query query) {
        List<DataType<?>> types = new ArrayList<>();
        for (Attribute attribute : type.model().attributes()) {
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

    /** The rows of a query, whatever they are instances of. */
    List<RowState> read(Query query, List<@Nullable Object[]> rows, DatabaseChoice where) {
        Query first = RowMapping.first(query);
        RowColumns columns = columns(first);
        Selection.Instances selection = (Selection.Instances) first.selection();
        InstanceLayout layout = InstanceLayout.of(type.model(), selection, columns.names().size());
        List<RowState> all = new ArrayList<>(rows.size());
        for (@Nullable
        Object[] row : rows) {
            all.add(layout.read(type.model(), columns, row, where));
        }
        return all;
    }
}
