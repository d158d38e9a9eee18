package dev.dunder.model;

import java.util.List;

/**
 * A name in lookups that leads to related rows: a foreign key, the reverse of one, or many-to-many.
 *
 * @param name such as {@code author}, or {@code entry} from the author's side
 * @param hops one; two for many-to-many, through the table between
 */
public record Relation(String name, List<Hop> hops) {
    Relation(String name, Hop... hops) {
        this(name, List.of(hops));
    }

    /**
     * Where it leads.
     *
     * @return the model of the related rows
     */
    public Model target() {
        return hops.get(hops.size() - 1).target();
    }
}
