package dev.dunder.write;

import dev.dunder.lookups.DunderException;
import dev.dunder.fetch.RowState;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the tables that a row of a model is in: the model's own, or that of a parent.
 *
 * @param model whose own table it is
 * @param child the table that refers to it; null for that of the row's own model
 * @param link how that refers to it
 */
record RowTable(Model model, @Nullable RowTable child, @Nullable Hop link) {
    /** What is asked of each model again and again. */
    private record Tables(List<RowTable> all) {
        static Tables of(Model model) {
            List<RowTable> tables = new ArrayList<>();
            collect(new RowTable(model, null, null), tables);
            return new Tables(List.copyOf(tables));
        }
    }

    private record Columns(List<Attribute> all) {
        static Columns of(Model model) {
            return new Columns(model.attributes().stream().filter(attribute -> attribute.via().isEmpty()).toList());
        }
    }

    /** All tables of a model's rows, in the order in which they are written: parents first. */
    static List<RowTable> of(Model model) {
        return model.derived(Tables.class, Tables::of).all();
    }

    private static void collect(RowTable table, List<RowTable> tables) {
        if (tables.stream().anyMatch(known -> known.model == table.model)) {
            // Two parents have it in common.
            return;
        }
        for (Relation parent : table.model.parents()) {
            Hop link = parent.hops().get(0);
            collect(new RowTable(link.target(), table, link), tables);
        }
        tables.add(table);
    }

    /** The columns of the keys of all tables of a model's rows. */
    static List<Attribute> keys(Model model) {
        return of(model).stream().flatMap(table -> table.model().primaryKey().stream()).toList();
    }

    /** Refuses what is no row of a table. */
    static void refuseOther(Model model, String verb) {
        if (model.ofQuery()) {
            throw new DunderException("Cannot " + verb + " this " + model.name()
                    + ": it is of a common table expression, and no row of a table.");
        }
    }

    /** The columns that are in this table. */
    List<Attribute> columns() {
        return model.derived(Columns.class, Columns::of).all();
    }

    /** A column of this table as the row's own model has it; null where another attribute of the same name hides it. */
    static @Nullable Attribute in(Model row, Attribute column) {
        for (Attribute attribute : row.attributes()) {
            if (attribute.origin() == column.origin()) {
                return attribute;
            }
        }
        return null;
    }

    /** The attribute of a row's model that has the value of a column of the key: the column itself, or what refers to it. */
    Attribute key(Model row, Attribute column) {
        Attribute own = in(row, column);
        if (own != null) {
            return own;
        }
        if (child == null || link == null || !link.far().contains(column)) {
            throw new DunderException(
                    "A " + row.name() + " does not say which row of " + model.name() + " is its own.");
        }
        return child.key(row, link.near().get(link.far().indexOf(column)));
    }

    /** The attributes of a row's model that have the values of the key. */
    List<Attribute> key(Model row) {
        return model.primaryKey().stream().map(part -> key(row, part)).toList();
    }

    /** What an instance knows of a column of the key, itself or by what refers to it; null where neither was read. */
    @Nullable
    Object key(RowState row, Attribute column) {
        Attribute own = in(row.model(), column);
        Object known = own == null ? null : row.storedValue(own.index());
        return known != null || child == null || link == null || !link.far().contains(column)
                ? known
                : child.key(row, link.near().get(link.far().indexOf(column)));
    }

    /** Puts what was read of this table's columns into a row of a model. */
    void read(Model row, @Nullable Object[] values, @Nullable Object[] into) {
        List<Attribute> columns = columns();
        for (int i = 0; i < columns.size(); i++) {
            Attribute attribute = in(row, columns.get(i));
            if (attribute != null) {
                into[attribute.index()] = values[i];
            }
        }
    }

    boolean has(Attribute attribute) {
        return columns().contains(attribute.origin());
    }
}
