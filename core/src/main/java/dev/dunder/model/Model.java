package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Registry;
import dev.dunder.lookups.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DataType;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What dunder knows of a table: its columns, its key, and how it is related to others.
 *
 * <p>A model may have parents: then a row of it has a row in each parent's table too, and all of their attributes and
 * relations. And several models may be of one table, in other orders.
 *
 * <p>Equal only to itself; a model belongs to one {@link Schema}. Does not change once its schema has been made, and is safe
 * to share between threads.
 */
public final class Model implements Scope<Relation, Attribute> {
    static final String PRIMARY_KEY = "pk";

    private final String name;
    private final Name table;
    private final Registry registry;
    private final List<Criterion> ordering;
    private final @Nullable Model original;
    private final Map<String, Attribute> attributes;
    private final List<Attribute> ordered;
    private final Map<String, Relation> relations;
    private final List<Attribute> primaryKey;
    private boolean keyOfTable;
    private final List<UniqueKey> uniqueKeys;
    private TableKind kind = TableKind.TABLE;
    private @Nullable String schemaName;
    private @Nullable Schema schema;
    private @Nullable String comment;
    private @Nullable Attribute version;
    private Map<String, List<String>> constraints = Map.of();
    private List<String> indexes = List.of();
    private final List<Relation> parents;
    private final List<Referrer> referrers;
    private final Map<List<Hop>, Hop> shortcuts = new HashMap<>();
    private final @Nullable Model ofQuery;
    private final QueryModels made = new QueryModels(this);
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();
    private @Nullable Attribute composite;

    /** Without any attributes yet. */
    Model(String name, Name table, Registry registry, List<Criterion> ordering) {
        this(name, table, registry, ordering, null);
    }

    private Model(String name, Name table, Registry registry, List<Criterion> ordering, @Nullable Model ofQuery) {
        this.ofQuery = ofQuery;
        this.name = name;
        this.table = table;
        this.registry = registry;
        this.ordering = List.copyOf(ordering);
        this.original = null;
        this.attributes = new LinkedHashMap<>();
        this.ordered = new ArrayList<>();
        this.relations = new LinkedHashMap<>();
        this.primaryKey = new ArrayList<>();
        this.uniqueKeys = new ArrayList<>();
        this.parents = new ArrayList<>();
        this.referrers = new ArrayList<>();
    }

    /** Another model of the same table: all that it has is the original's. */
    Model(String name, Model original, List<Criterion> ordering) {
        this.ofQuery = null;
        this.name = name;
        this.table = original.table;
        this.registry = original.registry;
        this.ordering = List.copyOf(ordering);
        this.original = original.concrete();
        this.attributes = original.attributes;
        this.ordered = original.ordered;
        this.relations = original.relations;
        this.primaryKey = original.primaryKey;
        this.keyOfTable = original.keyOfTable;
        this.uniqueKeys = original.uniqueKeys;
        this.kind = original.kind;
        this.schemaName = original.schemaName;
        this.comment = original.comment;
        this.version = original.version;
        this.constraints = original.constraints;
        this.indexes = original.indexes;
        this.parents = original.parents;
        this.referrers = original.referrers;
    }

    /** Of the rows of a query on this model, without any attributes yet. */
    Model ofQuery(String as) {
        return new Model(as, DSL.name(as), registry, List.of(), this);
    }

    /** This and the other methods that add are called while the model is made, and never after. */
    void add(Attribute attribute) {
        attributes.put(attribute.name(), attribute);
        ordered.add(attribute);
    }

    void addKey(List<Attribute> key, boolean ofTable) {
        primaryKey.addAll(key);
        keyOfTable = ofTable;
        if (key.size() > 1) {
            composite = Attribute.composite(this, PRIMARY_KEY, key);
        }
    }

    void addUniqueKey(UniqueKey key) {
        uniqueKeys.add(key);
    }

    void addTo(Schema all) {
        schema = all;
    }

    void addVersion(Attribute attribute) {
        version = attribute;
    }

    void describe(ModelDefinition definition) {
        this.kind = definition.kind();
        this.schemaName = definition.schemaName();
        this.comment = definition.comment();
        this.constraints = definition.constraints();
        this.indexes = definition.indexes();
    }

    void add(Relation relation) {
        Attribute attribute = attributes.get(relation.name());
        Hop hop = relation.hops().get(0);
        if (attribute != null && !(hop.forward() && hop.near().equals(List.of(attribute)))) {
            throw clash(relation, "an attribute");
        }
        if (relations.containsKey(relation.name())) {
            throw clash(relation, "a relation to " + relations.get(relation.name()).target().name());
        }
        relations.put(relation.name(), relation);
        if (relation.parentLink()) {
            parents.add(relation);
        }
    }

    void add(Referrer referrer) {
        referrers.add(referrer);
    }

    /** Adds a relation that a parent has, which no attribute of this model can contradict. */
    void inherit(Relation relation) {
        relations.put(relation.name(), relation);
    }

    /**
     * The way by a link to a parent and on. Where what comes next starts from the very columns that the link refers to, it
     * may as well start here. The hops are the same each time, so that joins can be shared.
     */
    List<Hop> via(Hop link, List<Hop> on) {
        List<Hop> way = new ArrayList<>(on);
        if (!way.isEmpty() && way.get(0).near().equals(link.far())) {
            way.set(0, shortcuts.computeIfAbsent(List.of(link, way.get(0)), none -> on.get(0).from(this, link.near())));
        } else {
            way.addFirst(link);
        }
        return List.copyOf(way);
    }

    private DunderException clash(Relation relation, String other) {
        return new DunderException("The relation '" + relation.name() + "' from " + name + " to "
                + relation.target().name() + " has the name of " + other + " on " + name + ". "
                + (relation.hops().get(0).forward()
                        ? "Give it another."
                        : "Give it another with reverse(…), or noReverse(), where the relation to " + name
                                + " is defined."));
    }

    /** Whether a relation of this name would hide something. */
    boolean has(String member) {
        return attributes.containsKey(member) || relations.containsKey(member);
    }

    /**
     * The name it is asked for by.
     *
     * @return the table's name, unless another was given; with the schema before it where the table is not on the search
     *     path
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
     * The models that this is one of.
     *
     * @return the schema; null for a model of a query
     */
    public @Nullable Schema schema() {
        return schema;
    }

    /**
     * The schema of the database that the table is in.
     *
     * @return its name, also where it is on the search path and so not part of {@link #table}; null where it is not known
     */
    public @Nullable String schemaName() {
        return schemaName;
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
     * The model of which this is another one of the same table.
     *
     * @return this model, unless it was defined by {@link ModelDefinition#sameAs}
     */
    public Model concrete() {
        return original == null ? this : original;
    }

    /**
     * The lookups that may be used on it.
     *
     * @return those given to its schema, or else Django's
     */
    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public String fieldName(Attribute attribute) {
        Attribute own = attribute.origin();
        // A key of several columns is no column that anything could be registered for.
        return own.model().table().last() + "." + (own.parts().isEmpty() ? own.column() : own.name());
    }

    /**
     * Whether its rows are those of a query that has a name in a statement, and of no table.
     *
     * @return true for what {@link #ofRows} makes
     */
    public boolean ofQuery() {
        return ofQuery != null;
    }

    /**
     * The model of the table that its rows come from.
     *
     * @return this model, unless its rows are those {@link #ofQuery of a query}
     */
    public Model source() {
        return ofQuery == null ? this : ofQuery.source();
    }

    /**
     * The model of a query's rows: what a query on this model selects, under a name. Its columns that are columns of a table
     * have the relations that start there.
     *
     * @param as its name
     * @param columns what is selected
     * @param key columns in which no two rows are equal; none if that is not known
     * @return for equal arguments the same model, so that what was planned for it is found again
     */
    public Model ofRows(String as, List<QueryColumn> columns, List<String> key) {
        return made.model(as, columns, key);
    }

    /**
     * Known relations, one after the other, as one that a query has by a name of its own and joins for itself.
     *
     * @param as its name
     * @param way the relations; the first is of this model
     * @return for equal arguments the same relation
     */
    public Relation again(String as, List<Relation> way) {
        return made.again(as, way);
    }

    /**
     * A relation that a query makes of columns that are equal on both sides.
     *
     * @param as its name
     * @param way the hops to the model that has the near columns; none for this one
     * @param target the model on the far side
     * @param near the columns on the near side
     * @param far as many columns of the target; behind these such as a condition of the query's compares with what it computes
     * @param toMany whether a row may lead to several
     * @param required whether a row that leads to none is not wanted
     * @return for equal arguments the same relation
     */
    public Relation relating(
            String as,
            List<Hop> way,
            Model target,
            List<Attribute> near,
            List<Attribute> far,
            boolean toMany,
            boolean required) {
        return made.relation(as, way, target, near, far, toMany, required);
    }

    /**
     * The order of its rows where a query says none.
     *
     * @return names such as {@code -pub_date}, and what is computed; empty for no order
     */
    public List<Criterion> ordering() {
        return ordering;
    }

    /**
     * The links to parents.
     *
     * @return empty unless its rows have further columns in other tables
     */
    public List<Relation> parents() {
        return Collections.unmodifiableList(parents);
    }

    /**
     * The foreign keys that refer to its own table, also such as have no relation back.
     *
     * @return those of children to this as their parent among them; not those that refer to a parent of this
     */
    public List<Referrer> referrers() {
        return Collections.unmodifiableList(referrers);
    }

    /**
     * All columns.
     *
     * @return those of parents first, then its own in the table's order
     */
    public List<Attribute> attributes() {
        return Collections.unmodifiableList(ordered);
    }

    /**
     * The columns of the primary key.
     *
     * @return one, several, or none for a view and for a table without a key
     */
    public List<Attribute> primaryKey() {
        return Collections.unmodifiableList(primaryKey);
    }

    /**
     * Whether the primary key is known to be one in the database: then it determines the other columns of a row for the
     * server too, and these need not be named where rows are grouped by it.
     *
     * @return false for a view, and for a key that was only said to be one
     */
    public boolean keyOfTable() {
        return keyOfTable;
    }

    /**
     * What else is unique, beside the primary key.
     *
     * @return unique constraints and unique indexes, but for such as are of some rows only, or of what is computed
     */
    public List<UniqueKey> uniqueKeys() {
        return Collections.unmodifiableList(uniqueKeys);
    }

    /**
     * The constraints that the table has in the database, with the columns that each is about: keys, unique indexes, foreign
     * keys, checks and exclusions.
     *
     * @return the names of columns, by the names of constraints; empty where the model was not read from the catalog, nor
     *     generated of one
     */
    public Map<String, List<String>> constraints() {
        return constraints;
    }

    /** The indexes of the database that are of no key, in words. */
    List<String> indexes() {
        return indexes;
    }

    /**
     * The attribute that tells whether a row has been changed since it was read.
     *
     * @return one of its own table; null where none was chosen
     */
    public @Nullable Attribute version() {
        return version;
    }

    /**
     * What the rows are kept in.
     *
     * @return a table, where nothing else is known
     */
    public TableKind kind() {
        return kind;
    }

    /**
     * What is said of the table in the database.
     *
     * @return the text of {@code comment on table}; null for none
     */
    public @Nullable String comment() {
        return comment;
    }

    /**
     * What it is, for people: its attributes, keys, indexes and relations, as a table of text.
     *
     * <pre>{@code
     * System.out.println(db.schema().model("film").describe());
     *
     * film: a table of 14 columns
     *
     *  attribute   | type    | null | default | comment
     *  film_id     | integer | no   | yes     |
     *  …
     * }</pre>
     *
     * @return several lines, in which control characters of names and comments are spelled out
     */
    public String describe() {
        return ModelDescription.of(this);
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
            throw LookupException.unknown(attribute, "on " + name, attributes.keySet());
        }
        return found;
    }

    /**
     * The relation by which instances have related rows.
     *
     * @param accessor such as {@code entries}
     * @return null where there is none
     */
    public @Nullable Relation accessor(String accessor) {
        return relations.values().stream().filter(relation -> relation.accessor().equals(accessor)).findFirst()
                .orElse(null);
    }

    @Override
    public String label() {
        return name;
    }

    @Override
    public Collection<String> choices() {
        Set<String> choices = new TreeSet<>(attributes.keySet());
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
        Attribute key = relation.key();
        if (key == null) {
            throw new LookupException(
                    "'" + relation.name() + "' on " + name + " cannot be compared: " + relation.target().name()
                            + " has no primary key. Name one of its columns, '" + relation.name() + "__…'.");
        }
        return key;
    }

    /** The column of this name; for {@code pk} the primary key, which may be of several. */
    @Override
    public @Nullable Attribute column(String attribute) {
        Attribute found = attributes.get(attribute);
        if (found == null && PRIMARY_KEY.equals(attribute)) {
            return primaryKey.size() == 1 ? primaryKey.get(0) : concrete().composite;
        }
        return found;
    }

    /**
     * What the library itself derives from a model, once for each kind of it, and kept as long as the model is.
     *
     * @param kind the class of what is derived
     * @param making derives it; called by several threads at once, of which the first decides
     * @param <V> the class
     * @return the same each time
     */
    public <V> V derived(Class<V> kind, Function<? super Model, ? extends V> making) {
        Object known = derived.get(LookupException.given(kind, "a class"));
        if (known == null) {
            V made = LookupException.given(making, "what derives it").apply(this);
            Object first = derived.putIfAbsent(kind, made);
            known = first == null ? made : first;
        }
        return kind.cast(known);
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
