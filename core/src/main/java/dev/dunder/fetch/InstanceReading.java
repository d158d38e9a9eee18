package dev.dunder.fetch;

import dev.dunder.model.Model;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.run.DatabaseChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one query become states of instances. Immutable.
 *
 * @param model whose rows
 * @param columns the names of their values
 * @param layout where these stand in a row
 */
record InstanceReading(Model model, RowColumns columns, InstanceLayout layout) {
    static InstanceReading of(Model model, Query query) {
        return of(model, query, 0);
    }

    /**
     * Of a query that reads something besides.
     *
     * @param besides how many values stand behind the annotations and are none of an instance's
     */
    static InstanceReading of(Model model, Query query, int besides) {
        Query first = RowMapping.first(query);
        RowColumns columns = InstanceMapping.columns(model, first);
        Selection.Instances selection = (Selection.Instances) first.selection();
        return new InstanceReading(model, columns,
                InstanceLayout.of(model, selection, columns.names().size(), besides));
    }

    /** The instances of rows. */
    <T> List<T> make(InstanceType<T> type, List<@Nullable Object[]> rows, DatabaseChoice where) {
        List<T> all = new ArrayList<>(rows.size());
        read(rows, where, state -> all.add(type.make(state)));
        return all;
    }

    /** The states of rows. */
    List<RowState> read(List<@Nullable Object[]> rows, DatabaseChoice where) {
        List<RowState> all = new ArrayList<>(rows.size());
        read(rows, where, all::add);
        return all;
    }

    private void read(List<@Nullable Object[]> rows, DatabaseChoice where, Consumer<RowState> taken) {
        RowState.Origin origin = new RowState.Origin(model, columns, where);
        RowState.Origin[] related = layout.related(where);
        for (@Nullable
        Object[] row : rows) {
            taken.accept(layout.read(row, origin, related));
        }
    }
}
