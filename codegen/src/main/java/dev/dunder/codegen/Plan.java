package dev.dunder.codegen;

import java.util.List;

/**
 * What is to be written.
 *
 * @param packageName the package
 * @param schema the class that holds the models
 * @param models the models
 * @param enums the enums of their columns
 * @param notes what was named otherwise or left out, and why
 */
record Plan(String packageName, TypeRef schema, List<ModelSpec> models, List<EnumSpec> enums, List<String> notes) {
    /**
     * An enum.
     *
     * @param type the class
     * @param schema the schema, where that is not on the search path
     * @param name the name in the database
     * @param constants a name for each label
     * @param comment what the database says of it
     */
    record EnumSpec(
            TypeRef type, @org.jspecify.annotations.Nullable String schema, String name, List<Constant> constants,
            @org.jspecify.annotations.Nullable String comment) {}

    /** A label and what it is called. */
    record Constant(String name, String label) {}
}
