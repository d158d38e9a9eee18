package dev.dunder.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the relation back is called.
 *
 * @param name in lookups; null for what the model suggests
 * @param accessor on instances; null as the name
 * @param none whether there is none
 */
record Reverse(@Nullable String name, @Nullable String accessor, boolean none) {
    static final Reverse UNNAMED = new Reverse(null, null, false);
    static final Reverse NONE = new Reverse(null, null, true);

    String nameOr(String suggested) {
        return name == null ? suggested : name;
    }

    String accessorOr(String suggested) {
        return accessor == null ? suggested : accessor;
    }

    static List<String> renamed(List<String> names, String oldName, String newName) {
        return names.stream().map(name -> name.equals(oldName) ? newName : name).toList();
    }
}
