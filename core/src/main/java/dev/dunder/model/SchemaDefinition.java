package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Registry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A schema being defined: see {@link Schema#define} and {@link Schema#with}. For one thread. */
public final class SchemaDefinition {
    private final Map<String, ModelDefinition> models = new LinkedHashMap<>();
    private Registry registry = Registry.standard();

    SchemaDefinition() {}

    SchemaDefinition copy() {
        SchemaDefinition copy = new SchemaDefinition();
        copy.registry = registry;
        models.forEach((name, model) -> copy.models.put(name, model.copy(copy)));
        return copy;
    }

    /**
     * A new model.
     *
     * @param name what it is asked for by
     * @param definition says what it has
     * @return this
     * @throws DunderException if there is a model of this name
     */
    public SchemaDefinition model(String name, Consumer<ModelDefinition> definition) {
        ModelDefinition model = add(name);
        definition.accept(model);
        return this;
    }

    ModelDefinition add(String name) {
        SqlNames.checkText(name, "the name of a model");
        if (models.containsKey(name)) {
            throw new DunderException("There is a model '" + name + "' already. Change it with model(\"" + name
                    + "\").….");
        }
        ModelDefinition model = new ModelDefinition(this, name);
        models.put(name, model);
        return model;
    }

    /**
     * A model that is there, to be changed.
     *
     * @param name its name
     * @return its definition
     * @throws LookupException if there is none, with the closest names
     */
    public ModelDefinition model(String name) {
        ModelDefinition model = models.get(LookupException.given(name, "the name of a model"));
        if (model == null) {
            throw LookupException.unknown(name, "as a model", models.keySet());
        }
        return model;
    }

    /**
     * The lookups that may be used.
     *
     * @param lookups such as {@link Registry#standard} with some more
     * @return this
     */
    public SchemaDefinition lookups(Registry lookups) {
        this.registry = lookups;
        return this;
    }

    /**
     * The schema.
     *
     * @return a new one, which later changes here do not change
     * @throws LookupException if something refers to what is not there
     * @throws DunderException if definitions contradict each other
     */
    public Schema build() {
        SchemaDefinition definition = copy();
        return new Schema(definition, new SchemaAssembler(definition).models());
    }

    boolean has(String name) {
        return models.containsKey(name);
    }

    Collection<ModelDefinition> models() {
        return List.copyOf(models.values());
    }

    Registry registry() {
        return registry;
    }
}
