package dev.dunder.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
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
     * @param target the related class
     * @param constant what its path is called
     * @param method what the path is called at the end of another
     */
    record Link(String name, ClassName target, String constant, String method) {}
}
