package dev.dunder.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.dunder.model.Relation;
import java.util.List;

/**
 * What a model class is to have, in Java's terms.
 *
 * @param model the model's name
 * @param type the class
 * @param models the class that holds the schema
 * @param columns its columns
 * @param relations its relations
 */
record ModelSpec(String model, ClassName type, ClassName models, List<Column> columns, List<Link> relations) {
    /**
     * A column.
     *
     * @param name in lookups
     * @param place among the attributes of the model
     * @param type the class of its values
     * @param nullable whether a stored row may have none
     * @param computed whether it cannot be written
     * @param constant what its path is called
     * @param method what reads and sets it
     */
    record Column(
            String name, int place, TypeName type, boolean nullable, boolean computed, String constant,
            String method) {}

    /**
     * A relation.
     *
     * @param name in lookups
     * @param accessor what it is loaded by
     * @param target the related class
     * @param kind how many rows it leads to
     * @param constant what its path is called
     * @param path what the path is called at the end of another
     * @param method what reads the related rows of an instance
     */
    record Link(
            String name, String accessor, ClassName target, Kind kind, String constant, String path, String method) {}

    /** How many rows a relation leads to from a stored row. */
    enum Kind {
        ONE, ONE_OR_NONE, MANY;

        static Kind of(Relation relation) {
            if (relation.toMany()) {
                return MANY;
            }
            boolean none = relation.hops().stream().anyMatch(hop -> !hop.forward() || hop.optional());
            return none ? ONE_OR_NONE : ONE;
        }
    }
}
