package dev.dunder.model;

import dev.dunder.lookups.LookupException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Table;

/**
 * The models of a database, by name.
 *
 * <p>The names follow from the tables. A column {@code author_id} that is a foreign key makes the relation {@code author};
 * any other column that is one makes a relation of its own name. From the other side the relation is called like the
 * referring table, {@code entry}; where that name is taken or two keys of a table refer to the same one, the key's relation
 * is added, {@code message_sender} and {@code message_recipient}. A table that consists of two foreign keys is also a
 * many-to-many on both sides, called like the table at its other end.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Schema {
    private final Map<String, Model> models;

    Schema(Map<String, Model> models) {
        this.models = new TreeMap<>(models);
    }

    /**
     * The models of generated tables.
     *
     * @param tables jOOQ tables, with the foreign keys between them
     * @return their schema
     */
    public static Schema of(Collection<? extends Table<?>> tables) {
        return new SchemaBuilder(tables, Table::getName, Table::getQualifiedName, Types::readable).build();
    }

    /**
     * The models of all tables and views that a connection can see, read from the database's catalog. Those on the search
     * path go by their plain names, others by {@code schema.table}.
     *
     * @param context a connected jOOQ context
     * @return the schema as it is at this moment
     */
    public static Schema reflect(DSLContext context) {
        return Catalog.read(context);
    }

    /**
     * A model by name.
     *
     * @param name such as {@code entry}
     * @return the model
     * @throws LookupException if there is none, with the closest names
     */
    public Model model(String name) {
        Model model = models.get(name);
        if (model == null) {
            throw LookupException.unknown(name, "as a model", models.keySet());
        }
        return model;
    }

    /**
     * All models.
     *
     * @return in the order of their names
     */
    public Collection<Model> models() {
        return models.values();
    }
}
