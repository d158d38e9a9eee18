package dev.dunder.fetch;

import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of a row's values and their places; one for all rows of a query set. */
public final class RowColumns {
    private final String label;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    public RowColumns(String label, List<String> names) {
        this.label = label;
        names.forEach(name -> places.put(name, places.size()));
    }

    public static RowColumns of(Model model) {
        return new RowColumns(model.name(), model.attributes().stream().map(Attribute::name).toList());
    }

    public String label() {
        return label;
    }

    public Collection<String> names() {
        return places.keySet();
    }

    public int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw LookupException.unknown(name, "in this row of " + label, places.keySet());
        }
        return place;
    }
}
