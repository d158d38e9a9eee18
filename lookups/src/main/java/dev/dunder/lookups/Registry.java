package dev.dunder.lookups;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The lookups that strings may use, by name.
 *
 * <p>Immutable. A name has one meaning: two lookups of the same name are refused when the registry is made.
 */
public final class Registry {
    private static final Registry STANDARD = of(StandardLookups.all());

    private final Map<String, Lookup> lookups;

    private Registry(Map<String, Lookup> lookups) {
        this.lookups = lookups;
    }

    /**
     * Django's lookups: {@code exact iexact gt gte lt lte in range isnull contains icontains startswith istartswith endswith
     * iendswith}.
     *
     * @return the same registry each time
     */
    public static Registry standard() {
        return STANDARD;
    }

    /**
     * A registry of these lookups.
     *
     * @param lookups any lookups, each of a name of its own
     * @return the registry
     * @throws DunderException if two have the same name
     */
    public static Registry of(Collection<? extends Lookup> lookups) {
        Map<String, Lookup> byName = new LinkedHashMap<>();
        for (Lookup lookup : lookups) {
            if (byName.putIfAbsent(lookup.name(), lookup) != null) {
                throw new DunderException("Two lookups are called '" + lookup.name() + "'; a name has one meaning.");
            }
        }
        return new Registry(byName);
    }

    @Nullable
    Lookup find(String name) {
        return lookups.get(name);
    }

    Lookup get(String name) {
        Lookup lookup = find(name);
        if (lookup == null) {
            throw LookupException.unknown(name, "as a lookup", lookups.keySet());
        }
        return lookup;
    }

    List<String> names(DataType<?> column) {
        return lookups.values().stream()
                .filter(lookup -> lookup.accepts(column))
                .map(Lookup::name)
                .toList();
    }
}
