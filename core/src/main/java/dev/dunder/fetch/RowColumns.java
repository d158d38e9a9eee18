package dev.dunder.fetch;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.TypeRules;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The names of a row's values, their places and types; one for all rows of a query set. */
public final class RowColumns {
    private final String label;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Supplier<List<DataType<?>>> types;

    /**
     * Columns.
     *
     * @param types is asked only where a value is wanted as another class; fewer than there are names where the rest is not
     *     known
     */
    public RowColumns(String label, List<String> names, Supplier<List<DataType<?>>> types) {
        this.label = label;
        this.types = types;
        names.forEach(name -> places.put(name, places.size()));
    }

    /** Those of a model's instances, one for all of them. */
    public static RowColumns of(Model model) {
        return model.derived(RowColumns.class, RowColumns::made);
    }

    private static RowColumns made(Model model) {
        return new RowColumns(model.name(), model.attributes().stream().map(Attribute::name).toList(),
                () -> types(model));
    }

    /** Of the attributes of a model. */
    static List<DataType<?>> types(Model model) {
        return model.attributes().stream().<DataType<?>>map(Attribute::type).toList();
    }

    /** The type that a value is read as; where that is not known, the one of values like it. */
    public DataType<?> type(int place, @Nullable Object value) {
        List<DataType<?>> known = types.get();
        DataType<?> like = place < known.size() ? known.get(place) : value == null ? null : TypeRules.of(value);
        return like == null ? SQLDataType.OTHER : like;
    }

    public int size() {
        return places.size();
    }

    public String label() {
        return label;
    }

    public Collection<String> names() {
        return places.keySet();
    }

    /** The name of a place. */
    String name(int place) {
        return places.keySet().stream().skip(place).findFirst().orElseThrow();
    }

    public int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw LookupException.unknown(name, "in this row of " + label, places.keySet());
        }
        return place;
    }
}
