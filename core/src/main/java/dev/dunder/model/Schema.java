package dev.dunder.model;

import dev.dunder.lookups.LookupException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The models of a database, by name.
 *
 * <p>Where they are made of tables, the names follow from those. A column {@code author_id} that is a foreign key makes the
 * relation {@code author}; any other column that is one makes a relation of its own name. From the other side the relation
 * is called like the referring table, {@code entry}; where that name is taken or two keys of a table refer to the same one,
 * the key's relation is added, {@code message_sender} and {@code message_recipient}. Rows that refer to others of their own
 * table are each a {@code child} of a {@code parent}, a {@code reply} by {@code reply_to}, {@code invited} by {@code
 * invited_by}, and else what somebody is the {@code manager_of}. A table of pairs is also a many-to-many on
 * both sides, called like the table at its other end: one that consists of two foreign keys and perhaps a key of its own, or
 * one that has each pair once and whose other columns take null or have a default. All of that can be changed:
 *
 * <pre>{@code
 * Schema schema = Schema.reflect(db.dsl()).with(s -> s.model("entry").reverse("author", "entries").ordering("-pub_date"));
 * Database.builder(dataSource).schema(schema).build();
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class Schema {
    private final SchemaDefinition definition;
    private final Map<String, Model> models;

    Schema(SchemaDefinition definition, Map<String, Model> models) {
        this.definition = definition;
        this.models = new TreeMap<>(models);
        models.values().forEach(model -> model.addTo(this));
    }

    /**
     * A schema by hand.
     *
     * <pre>{@code
     * Schema schema = Schema.define()
     *     .model("author", m -> m.column("id", SQLDataType.BIGINT).column("name", "varchar(50)").primaryKey("id"))
     *     .model("entry", m -> m.column("id", SQLDataType.BIGINT).column("author_id", SQLDataType.BIGINT).primaryKey("id")
     *         .foreignKey("author", "author_id", "author", key -> key.reverse("entry", "entries")))
     *     .build();
     * }</pre>
     *
     * @return a definition without any models yet
     */
    public static SchemaDefinition define() {
        return new SchemaDefinition();
    }

    /**
     * The models of generated tables.
     *
     * @param tables jOOQ tables, with the foreign keys between them
     * @return their schema
     */
    public static Schema of(Collection<? extends Table<?>> tables) {
        return new TableNames(JooqTables.described(LookupException.given(tables, "tables"))).definition().build();
    }

    /**
     * The models of all tables and views that a connection can see, read from the database's catalog. Those on the search
     * path go by their plain names, others by {@code schema.table}.
     *
     * @param context a connected jOOQ context
     * @return the schema as it is at this moment
     */
    public static Schema reflect(DSLContext context) {
        return reflect(context, Reflection.all());
    }

    /**
     * The models of some tables and views, read from the database's catalog in a few statements, however many there are.
     *
     * <pre>{@code
     * Schema.reflect(db.dsl(), Reflection.all().schemas("public", "sales").except("audit_log"));
     * }</pre>
     *
     * @param context a connected jOOQ context
     * @param wanted which
     * @return the schema as it is at this moment
     * @throws LookupException if nothing is called like what was named
     */
    public static Schema reflect(DSLContext context, Reflection wanted) {
        return Catalog.read(LookupException.given(context, "where the catalog is"),
                LookupException.given(wanted, "which tables are wanted"));
    }

    /**
     * This schema with changes: other names, orders, relations, or further models.
     *
     * @param changes such as {@code s -> s.model("entry").reverse("author", "entries").ordering("-pub_date")}
     * @return another schema
     * @throws LookupException if something refers to what is not there
     */
    public Schema with(Consumer<SchemaDefinition> changes) {
        SchemaDefinition changed = definition.copy();
        LookupException.given(changes, "what is changed").accept(changed);
        return changed.build();
    }

    /**
     * What is otherwise in a database than these models say, of the tables that they speak of: columns, their types with lengths,
     * scales and the labels of enums, and whether they may be null; primary keys, the unique keys that these models know, and
     * foreign keys between these tables. Not compared are further tables and further unique keys, how exact a time is, defaults,
     * what is computed, checks and the like, what a foreign key does {@code on delete}, and names.
     *
     * <pre>{@code
     * Models.SCHEMA.differences(Schema.reflect(db.dsl()));
     * // [column entry.x: bigint in the database, and int in the models]
     * }</pre>
     *
     * @param database the models that were read from the database
     * @return in words, each with its model and column; none where these models are right
     */
    public List<String> differences(Schema database) {
        return SchemaDifferences.of(this, LookupException.given(database, "the models of the database"));
    }

    /**
     * A model by name.
     *
     * @param name such as {@code entry}, or {@code sales.entry} for that in another schema
     * @return the model
     * @throws LookupException if there is none, with the closest names
     */
    public Model model(String name) {
        Model model = models.get(LookupException.given(name, "the name of a model"));
        return model == null ? fullyNamed(name) : model;
    }

    /** A table on the search path may be asked for with its schema all the same. */
    private Model fullyNamed(String name) {
        return models.values().stream()
                .filter(model -> name.equals(model.schemaName() + "." + model.tableName()))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    /** Where a model of that name is there in another schema, that is what was meant. */
    private LookupException unknown(String name) {
        List<String> elsewhere = models.values().stream()
                .filter(model -> model.tableName().equals(name))
                .map(Model::name)
                .toList();
        if (elsewhere.isEmpty()) {
            return LookupException.unknown(name, "as a model", models.keySet());
        }
        return new LookupException("Cannot resolve " + LookupException.quote(name)
                + " as a model: it is not on the search path, but there is "
                + LookupException.plain(String.join(" and ", elsewhere)) + ": say objects(\""
                + LookupException.plain(elsewhere.get(0)) + "\").");
    }

    /**
     * The columns that a constraint of the database is about.
     *
     * @param schemaName the schema of its table; null where that is not known
     * @param table its table
     * @param constraint its name
     * @return their names in the table; none where these models were not read from the catalog
     */
    public List<String> columns(@Nullable String schemaName, String table, String constraint) {
        return models.values().stream()
                .filter(model -> model.tableName().equals(table))
                .filter(model -> schemaName == null || model.schemaName() == null
                        || model.schemaName().equals(schemaName))
                .map(model -> model.constraints().get(constraint))
                .filter(Objects::nonNull)
                .findFirst().orElse(List.of());
    }

    /**
     * All models.
     *
     * @return in the order of their names
     */
    public Collection<Model> models() {
        return Collections.unmodifiableCollection(models.values());
    }

    @Override
    public String toString() {
        return "Schema of " + models().stream().map(Model::name).collect(Collectors.joining(", "));
    }
}
