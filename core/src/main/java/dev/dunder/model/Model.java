package dev.dunder.model;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * What dunder knows of a table: its columns, its key, and how it is related to others.
 *
 * <p>Equal only to itself; a model belongs to one {@link Schema}. Does not change once its schema has been made, and is safe
 * to share between threads.
 */
public final class Model implements Scope<Relation, Attribute> {
    private static final String PRIMARY_KEY = "pk";

    private final String name;
    private final Name table;
    private final List<Attribute> attributes;
    private final Map<String, Attribute> byName = new LinkedHashMap<>();
    private final List<Attribute> primaryKey;
    private final Map<String, Relation> relations = new LinkedHashMap<>();

    Model(String name, Name table, Table<?> source, UnaryOperator<DataType<?>> types) {
        this.name = name;
        this.table = table;
        for (Field<?> field : source.fields()) {
            byName.put(field.getName(),
                    new Attribute(name, field.getName(), byName.size(), types.apply(field.getDataType())));
        }
        this.attributes = List.copyOf(byName.values());
        UniqueKey<?> key = source.getPrimaryKey();
        this.primaryKey = key == null ? List.of() : attributes(key.getFields());
    }

    /** Called while the schema is made, and never after. */
    void add(Relation relation) {
        relations.put(relation.name(), relation);
    }

    List<Attribute> attributes(List<? extends TableField<?, ?>> fields) {
        List<Attribute> found = new ArrayList<>();
        for (TableField<?, ?> field : fields) {
            found.add(Objects.requireNonNull(byName.get(field.getName()), "a key is of columns of its table"));
        }
        return List.copyOf(found);
    }

    /** Whether a relation of this name would hide something. */
    boolean has(String member) {
        return byName.containsKey(member) || relations.containsKey(member);
    }

    /**
     * The name it is asked for by.
     *
     * @return the table's name; with the schema before it where the table is not on the search path
     */
    public String name() {
        return name;
    }

    /**
     * The table's name without its schema, from which relations to it get theirs.
     *
     * @return the last part of {@link #table}
     */
    public String tableName() {
        return String.valueOf(table.unqualifiedName().first());
    }

    /**
     * The table.
     *
     * @return its name as it is to stand in SQL
     */
    public Name table() {
        return table;
    }

    /**
     * All columns.
     *
     * @return in the table's order
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    /**
     * The columns of the primary key.
     *
     * @return one, several, or none for a view and for a table without a key
     */
    public List<Attribute> primaryKey() {
        return primaryKey;
    }

    /**
     * All relations, forward and reverse.
     *
     * @return by name
     */
    public Collection<Relation> relations() {
        return List.copyOf(relations.values());
    }

    /**
     * The column of this name.
     *
     * @param attribute the name, or {@code pk}
     * @return the attribute
     * @throws LookupException if there is none
     */
    public Attribute attribute(String attribute) {
        Attribute found = column(attribute);
        if (found == null) {
            throw LookupException.unknown(attribute, "on " + name, byName.keySet());
        }
        return found;
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Collection<String> choices() {
        Set<String> choices = new TreeSet<>(byName.keySet());
        for (Relation relation : relations.values()) {
            Hop first = relation.hops().get(0);
            if (!first.toMany() && first.near().size() == 1 && !primaryKey.equals(first.near())) {
                // The relation stands for its column in messages, as one seldom means author_id.
                choices.remove(first.near().get(0).name());
            }
            choices.add(relation.name());
        }
        return choices;
    }

    @Override
    public @Nullable Relation relation(String relation) {
        return relations.get(relation);
    }

    @Override
    public Model target(Relation relation) {
        return relation.target();
    }

    @Override
    public Attribute key(Relation relation) {
        Hop last = relation.hops().get(relation.hops().size() - 1);
        List<Attribute> key = last.forward() ? last.far() : last.target().primaryKey();
        if (key.size() != 1) {
            throw new LookupException(
                    "'" + relation.name() + "' on " + name + " is not one column: " + last.target().name()
                            + (key.isEmpty() ? " has no primary key." : " has a key of several columns.")
                            + " Name one of its columns, '" + relation.name() + "__…'.");
        }
        return key.get(0);
    }

    @Override
    public @Nullable Attribute column(String attribute) {
        if (attribute.equals(PRIMARY_KEY) && primaryKey.size() == 1 && !byName.containsKey(PRIMARY_KEY)) {
            return primaryKey.get(0);
        }
        return byName.get(attribute);
    }

    @Override
    public DataType<?> type(Attribute attribute) {
        return attribute.type();
    }

    @Override
    public String toString() {
        return name;
    }
}
