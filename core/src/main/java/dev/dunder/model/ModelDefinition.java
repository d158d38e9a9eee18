package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.EnumConstants;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Name;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A model being defined, or changed.
 *
 * <pre>{@code
 * Schema.define()
 *     .model("author", m -> m.table("blog_author").column("id", BIGINT).column("name", VARCHAR(50)).primaryKey("id"))
 *     .model("entry", m -> m.table("blog_entry").column("id", BIGINT).attribute("author_id", "author_fk", BIGINT)
 *         .primaryKey("id").foreignKey("author", "author_id", "author", key -> key.reverse("entry", "entries"))
 *         .manyToMany("tags", "tag", pairs -> pairs.table("blog_entry_tag", "entry_id", "tag_id")))
 * }</pre>
 *
 * <p>What is wrong with it shows when the schema is built, as what it refers to may be defined later. For one thread.
 */
public final class ModelDefinition {
    // Long as the list of all that can be said of a model, most of it Javadoc; what is made of it is in SchemaAssembler.

    private static final String SUFFIX = "_id";

    /** A column that every table has, whatever is said of it. */
    static final String TRANSACTION = "xmin";

    private final SchemaDefinition schema;
    private final String name;
    private Name table;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, KeyDefinition> keys = new LinkedHashMap<>();
    private final Map<String, ManyToManyDefinition> pairs = new LinkedHashMap<>();
    private @Nullable List<String> primaryKey;
    private List<String> tableKey = List.of();
    private List<Unique> uniqueKeys = List.of();
    private List<String> indexes = List.of();
    private TableKind kind = TableKind.TABLE;
    private @Nullable String schemaName;
    private @Nullable String comment;
    private Map<String, List<String>> constraints = Map.of();
    private @Nullable List<Criterion> ordering;
    private @Nullable String original;
    private @Nullable String version;

    /** An attribute to be. */
    record Column(String name, DataType<?> type, ColumnNotes notes) {}

    /** A unique key by the names of its attributes. */
    record Unique(String name, List<String> attributes) {}

    ModelDefinition(SchemaDefinition schema, String name) {
        this.schema = schema;
        this.name = name;
        this.table = DSL.name(name);
    }

    ModelDefinition copy(SchemaDefinition into) {
        ModelDefinition copy = new ModelDefinition(into, name);
        copy.table = table;
        copy.columns.putAll(columns);
        keys.forEach((relation, key) -> copy.keys.put(relation, key.copy()));
        pairs.forEach((relation, pair) -> copy.pairs.put(relation, pair.copy()));
        copy.primaryKey = primaryKey;
        copy.tableKey = tableKey;
        copy.uniqueKeys = uniqueKeys;
        copy.indexes = indexes;
        copy.kind = kind;
        copy.schemaName = schemaName;
        copy.comment = comment;
        copy.constraints = constraints;
        copy.ordering = ordering;
        copy.original = original;
        copy.version = version;
        return copy;
    }

    /**
     * The table, where it is not called like the model.
     *
     * @param tableName its name
     * @return this
     */
    public ModelDefinition table(String tableName) {
        return table(DSL.name(tableName));
    }

    /**
     * The table, where it is not on the search path.
     *
     * @param schemaName the name of its schema
     * @param tableName its name
     * @return this
     */
    public ModelDefinition table(String schemaName, String tableName) {
        return table(DSL.name(schemaName, tableName));
    }

    ModelDefinition table(Name tableName) {
        SqlNames.check(tableName);
        this.table = tableName;
        Name qualifier = tableName.qualifier();
        this.schemaName = qualifier == null ? null : qualifier.last();
        return this;
    }

    /**
     * A column, and an attribute by its name.
     *
     * @param column its name
     * @param type such as {@code SQLDataType.BIGINT.notNull()}
     * @return this
     */
    public ModelDefinition column(String column, DataType<?> type) {
        return attribute(column, column, type);
    }

    /**
     * A column, and an attribute by its name.
     *
     * @param column its name
     * @param type the name of a PostgreSQL type, such as {@code int4range}, {@code numeric(6,2)} or {@code text[] not null};
     *     values of types that have no Java class are texts
     * @return this
     */
    public ModelDefinition column(String column, String type) {
        return attribute(column, column, type);
    }

    /**
     * An attribute that is not called like its column.
     *
     * @param attribute its name in lookups
     * @param column its name in SQL
     * @param type such as {@code SQLDataType.BIGINT.notNull()}
     * @return this
     */
    public ModelDefinition attribute(String attribute, String column, DataType<?> type) {
        SqlNames.checkText(attribute, "the name of an attribute");
        SqlNames.check(column, "the name of a column");
        DataType<?> own = ConvertedTypes.ofOwnClass(name + "." + attribute,
                LookupException.given(type, "the type of a column"));
        columns.put(attribute, new Column(column, JavaTypes.readable(own), ColumnNotes.NONE));
        return this;
    }

    void column(CatalogTable.Column column) {
        columns.put(column.name(), new Column(column.name(), column.type(),
                new ColumnNotes(column.written(), column.defaulted(), column.numbered(), column.comment())));
    }

    /** What there is to say of a table that is there. */
    ModelDefinition described(CatalogTable of) {
        this.kind = of.kind();
        this.schemaName = of.schema();
        this.comment = of.comment();
        this.constraints = of.constraints();
        this.indexes = List.copyOf(of.indexes());
        this.uniqueKeys = of.uniqueKeys().stream().filter(key -> !key.primary())
                .map(key -> new Unique(key.name(), key.columns())).toList();
        return this;
    }

    /**
     * An attribute that is not called like its column.
     *
     * @param attribute its name in lookups
     * @param column its name in SQL
     * @param type the name of a PostgreSQL type, as for {@link #column(String, String)}
     * @return this
     */
    public ModelDefinition attribute(String attribute, String column, String type) {
        return attribute(attribute, column, SqlTypes.of(type));
    }

    /**
     * What the values of an attribute are: of a class of one's own, which a converter of jOOQ's makes of what the database has, and
     * that of them.
     *
     * {@snippet :
     * Database priced = db.with(db.schema().with(all -> all.model("item").converted("price", new MoneyConverter())));
     * priced.objects("item").filter("price__gt", Money.of("9.90"));        // where item.price > ?
     * priced.objects("item").first().get("price", Money.class);
     * }
     *
     * <p>Lookups, writes and ordering are those of the column's own type; what the database computes of the column, such as a sum,
     * is of that type too, and the smallest and the largest value are of the class.
     *
     * @param attribute its name
     * <p>Both ends of a foreign key have values of the same class, or the schema is refused: {@code
     * all.model("shop").converted("code", codes); all.model("item").converted("shop_code", codes)}.
     *
     * <p>Null is null, without the converter being asked. If it fails for what the database has, reading the row is refused by a
     * {@link DunderException} that names the column; a write that returns rows has been done by then, unless a transaction is
     * rolled back.
     *
     * <p>What the converter makes of a value is looked at when the value is given: if it fails, makes null, or makes what the
     * column cannot store, the call is refused by a {@link LookupException}.
     *
     * @param converter from what the column is read as, such as {@code BigDecimal} for {@code numeric}, or from a text where that
     *     has no class of its own; of an array it is the members'. It is to a class of one's own: not to one that columns
     *     without a converter are read as, such as {@code Long}, nor to an array. It is called by several threads at once
     * @return this
     * @throws LookupException if there is no such attribute yet
     * @throws DunderException if the converter is from another class or to one of those, the attribute has values of one's own
     *     already, or its column is of a composite type or a domain over an enum
     */
    public ModelDefinition converted(String attribute, Converter<?, ?> converter) {
        return values(attribute, type -> ConvertedTypes.of(name + "." + attribute, type,
                LookupException.given(converter, "a converter")));
    }

    /**
     * What the values of an attribute are: the constants of a Java enum.
     *
     * {@snippet :
     * enum State { DRAFT, PUBLISHED }
     * Database stated = db.with(db.schema().with(all -> all.model("entry").enumerated("state", State.class)));
     * stated.objects("entry").filter("state", State.DRAFT);                // where entry.state = ?, a text 'DRAFT'
     * }
     *
     * <p>A text is a constant's name; a whole number its place, from 0; a label of the server's enum is called like the constant,
     * in whatever case. An enum that is jOOQ's {@code EnumType} has its literals for names. Arrays of these are arrays of constants.
     *
     * @param attribute its name
     * @param constants the enum's class
     * @param labels those of the server's enum, in their order, where the model does not know them; else none
     * @return this
     * @throws LookupException if there is no such attribute yet, its column is of another type, or a constant is called like no label
     * @throws DunderException if the attribute has values of one's own already
     */
    public ModelDefinition enumerated(String attribute, Class<? extends Enum<?>> constants, String... labels) {
        List<String> all = LookupException.allGiven(labels, "a label");
        return values(attribute, type -> {
            ConvertedTypes.refuseOwn(name + "." + attribute, type);
            return EnumConstants.on(all.isEmpty() ? type : ConvertedTypes.labelled(type, all),
                    LookupException.given(constants, "an enum"));
        });
    }

    private ModelDefinition values(String attribute, UnaryOperator<DataType<?>> change) {
        Column column = columns.get(LookupException.given(attribute, "the name of an attribute"));
        if (column == null) {
            throw unknown(attribute, columns.keySet());
        }
        columns.put(attribute, new Column(column.name(), change.apply(column.type()), column.notes()));
        return this;
    }

    /**
     * Attributes that the database computes, so that they cannot be written.
     *
     * @param attributes such as one of a column that is {@code GENERATED ALWAYS AS (…) STORED}
     * @return this
     * @throws LookupException if there is no such attribute yet
     */
    public ModelDefinition computed(String... attributes) {
        for (String attribute : LookupException.allGiven(attributes, "the name of an attribute")) {
            ModelDefinition unused = values(attribute, type -> type.readonly(true));
        }
        return this;
    }

    /**
     * What is said of the table.
     *
     * @param text for people, shown by {@link Model#describe}
     * @return this
     */
    public ModelDefinition comment(String text) {
        this.comment = LookupException.given(text, "a comment");
        return this;
    }

    /**
     * What is said of a column.
     *
     * @param attribute its name
     * @param text for people, shown by {@link Model#describe}
     * @return this
     * @throws LookupException if there is no such attribute yet
     */
    public ModelDefinition comment(String attribute, String text) {
        String said = LookupException.given(text, "a comment");
        return noted(List.of(LookupException.given(attribute, "the name of an attribute")),
                notes -> notes.commented(said));
    }

    private ModelDefinition noted(List<String> attributes, UnaryOperator<ColumnNotes> change) {
        for (String attribute : attributes) {
            Column column = columns.get(attribute);
            if (column == null) {
                throw unknown(attribute, columns.keySet());
            }
            columns.put(attribute, new Column(column.name(), column.type(), change.apply(column.notes())));
        }
        return this;
    }

    /**
     * Attributes that have a value where a new row gives none, as their columns have a default. Generated code says it; where
     * nobody does, {@link Attribute#hasDefault} is false and the database gives the value all the same.
     *
     * @param attributes such as one of a column that is {@code DEFAULT now()}, or {@code GENERATED BY DEFAULT AS IDENTITY}
     * @return this
     * @throws LookupException if there is no such attribute yet
     */
    public ModelDefinition defaulted(String... attributes) {
        return noted(LookupException.allGiven(attributes, "the name of an attribute"), ColumnNotes::withDefault);
    }

    /**
     * Attributes to which the database alone gives values, so that an instance that has another is refused at the call and not
     * by the server; {@code copyIn} takes them, as {@code COPY} does.
     *
     * @param attributes such as one of a column that is {@code GENERATED ALWAYS AS IDENTITY}
     * @return this
     * @throws LookupException if there is no such attribute yet
     */
    public ModelDefinition numbered(String... attributes) {
        return noted(LookupException.allGiven(attributes, "the name of an attribute"), ColumnNotes::ofServer);
    }

    /**
     * What a constraint of the table is about, to be told by {@link dev.dunder.ConstraintViolation#columns}. Nothing is checked
     * by it. What the server tells of a violation is known without it: a column that takes no null, and those of a unique key.
     *
     * {@snippet :
     * Schema own = Schema.define().model("item", m -> m.column("id", "int").column("price", "int").primaryKey("id")
     *         .constraint("price_is_positive", "price")).build();
     * db.with(own).objects("item").create("id", 1, "price", -1);   // CheckViolation, whose columns() are [price]
     * }
     *
     * @param constraint its name: of a key, a foreign key, a check, an exclusion, or a unique index
     * @param columns the names of columns of the table
     * @return this
     */
    public ModelDefinition constraint(String constraint, String... columns) {
        Map<String, List<String>> all = new LinkedHashMap<>(constraints);
        all.put(LookupException.given(constraint, "the name of a constraint"),
                LookupException.allGiven(columns, "the name of a column"));
        this.constraints = Map.copyOf(all);
        return this;
    }

    /**
     * Attributes in which no two rows are equal, beside the primary key.
     *
     * @param attributes one, or several that are unique together
     * @return this
     */
    public ModelDefinition unique(String... attributes) {
        List<Unique> all = new ArrayList<>(uniqueKeys);
        all.add(new Unique("", LookupException.allGiven(attributes, "the name of an attribute")));
        this.uniqueKeys = List.copyOf(all);
        return this;
    }

    /**
     * The primary key.
     *
     * @param attributes one, or several; without this a model has none, unless it has a parent
     * @return this
     */
    public ModelDefinition primaryKey(String... attributes) {
        this.primaryKey = LookupException.allGiven(attributes, "the name of an attribute");
        return this;
    }

    /**
     * The attribute that counts how often a row has been changed, so that nobody changes a row that is not as he knows it: an
     * instance's {@code update} and {@code delete} are of the row only while it has the version that the instance has, and
     * raise it by one; else they throw a {@link dev.dunder.StaleInstance}. What query sets update raises it too.
     *
     * {@snippet :
     * Database locking = db.with(db.schema().with(all -> all.model("entry").version("version")));
     * // update entry set rating = ?, version = (entry.version + ?) where (entry.id = ? and entry.version = ?) returning …
     * }
     *
     * @param attribute one of a whole number that takes no null in the database, and has a default there
     * @return this
     */
    public ModelDefinition version(String attribute) {
        this.version = LookupException.given(attribute, "the name of an attribute");
        return this;
    }

    /**
     * As {@link #version(String)}, by what PostgreSQL itself keeps of each row: the transaction that has written it last.
     * Instances have it as {@code xmin}. What was changed since by the very transaction that an instance is changed in, it
     * does not tell.
     *
     * @return this
     */
    public ModelDefinition versionByTransaction() {
        return attribute(TRANSACTION, TRANSACTION, CatalogTypes.unknown("xid").notNull()).computed(TRANSACTION)
                .version(TRANSACTION);
    }

    /**
     * The order of its rows where a query says none.
     *
     * @param criteria such as {@code -pub_date}; none for no order, where there would be a parent's
     * @return this
     */
    public ModelDefinition ordering(String... criteria) {
        this.ordering = LookupException.allGiven(criteria, "an ordering").stream().<Criterion>map(Criterion.Name::new)
                .toList();
        return this;
    }

    /**
     * The order of its rows where a query says none, by values that are computed.
     *
     * {@snippet :
     * schema.with(m -> m.model("author").ordering(lower("name"), f("age").desc().nullsLast(), Ordering.by("-id")));
     * // select … from author order by lower(author.name), author.age desc nulls last, author.id desc
     * }
     *
     * <p>Where another model's rows are ordered by a relation to this one, it is by these values at the relation's end.
     *
     * @param first an expression, or what it is ordered by: {@code f("age").desc()}. Its names get their meaning when the model
     *     is first queried
     * @param more further ones
     * @return this
     */
    public ModelDefinition ordering(Criterion first, Criterion... more) {
        List<Criterion> criteria = new ArrayList<>(List.of(LookupException.given(first, "an ordering")));
        criteria.addAll(LookupException.allGiven(more, "an ordering"));
        this.ordering = List.copyOf(criteria);
        return this;
    }

    /**
     * A foreign key to the primary key of another model, or of this one.
     *
     * @param relation the relation's name, such as {@code author}
     * @param attribute the attribute, such as {@code author_id}
     * @param target the model that it refers to
     * @return this
     */
    public ModelDefinition foreignKey(String relation, String attribute, String target) {
        return foreignKey(relation, attribute, target, key -> {});
    }

    /**
     * A foreign key.
     *
     * @param relation the relation's name, such as {@code author}
     * @param attribute the attribute, such as {@code author_id}
     * @param target the model that it refers to
     * @param more what else there is to say, such as {@code key -> key.to("name").reverse("entry", "entries")}
     * @return this
     */
    public ModelDefinition foreignKey(
            String relation, String attribute, String target, Consumer<KeyDefinition> more) {
        return foreignKey(relation, named(attribute), target, more);
    }

    /**
     * A foreign key of several columns.
     *
     * @param relation the relation's name, such as {@code user}
     * @param attributes the attributes, in the order of those that they refer to
     * @param target the model that it refers to
     * @param more what else there is to say
     * @return this
     */
    public ModelDefinition foreignKey(
            String relation, List<String> attributes, String target, Consumer<KeyDefinition> more) {
        return key(relation, attributes, target, Relation.Kind.KEY, false, more);
    }

    /**
     * A foreign key that is unique, so that the relation back leads to one row.
     *
     * @param relation the relation's name, such as {@code person}
     * @param attribute the attribute, such as {@code person_id}
     * @param target the model that it refers to
     * @return this
     */
    public ModelDefinition oneToOne(String relation, String attribute, String target) {
        return oneToOne(relation, attribute, target, key -> {});
    }

    /**
     * A foreign key that is unique, so that the relation back leads to one row.
     *
     * @param relation the relation's name, such as {@code person}
     * @param attribute the attribute, such as {@code person_id}
     * @param target the model that it refers to
     * @param more what else there is to say
     * @return this
     */
    public ModelDefinition oneToOne(
            String relation, String attribute, String target, Consumer<KeyDefinition> more) {
        return oneToOne(relation, named(attribute), target, more);
    }

    /**
     * A foreign key of several columns that are unique together.
     *
     * @param relation the relation's name
     * @param attributes the attributes, in the order of those that they refer to
     * @param target the model that it refers to
     * @param more what else there is to say
     * @return this
     */
    public ModelDefinition oneToOne(
            String relation, List<String> attributes, String target, Consumer<KeyDefinition> more) {
        return key(relation, attributes, target, Relation.Kind.KEY, true, more);
    }

    /**
     * A parent: each row of this model has one of the parent's too, and the parent's attributes and relations. The relation
     * to it is called like the attribute without {@code _id}, or else like the parent.
     *
     * @param parent the parent's name, such as {@code place}
     * @param attribute the attribute that refers to its key, such as {@code place_ptr_id}; it is the primary key unless
     *     another is given
     * @return this
     */
    public ModelDefinition parent(String parent, String attribute) {
        List<String> key = named(attribute);
        boolean suffixed = attribute.endsWith(SUFFIX) && attribute.length() > SUFFIX.length();
        return parent(
                suffixed ? attribute.substring(0, attribute.length() - SUFFIX.length()) : parent,
                key,
                parent,
                more -> {});
    }

    /**
     * A parent.
     *
     * @param relation the name of the relation to it, such as {@code place_ptr}
     * @param attributes the attributes that refer to its key
     * @param parent the parent's name, such as {@code place}
     * @param more what else there is to say, such as the name of the relation back
     * @return this
     */
    public ModelDefinition parent(
            String relation, List<String> attributes, String parent, Consumer<KeyDefinition> more) {
        return key(relation, attributes, parent, Relation.Kind.PARENT, true, more);
    }

    private static List<String> named(String attribute) {
        return List.of(LookupException.given(attribute, "the name of an attribute"));
    }

    private ModelDefinition key(
            String relation,
            List<String> attributes,
            String target,
            Relation.Kind kind,
            boolean unique,
            Consumer<KeyDefinition> more) {
        String[] columns = LookupException.given(attributes, "the attributes of a key").toArray(String[]::new);
        KeyDefinition key = new KeyDefinition(relation,
                LookupException.allGiven(columns, "the name of an attribute"), target, kind, unique);
        LookupException.given(more, "what more there is to a key").accept(key);
        pairs.remove(relation);
        keys.put(relation, key);
        return this;
    }

    /**
     * A many-to-many.
     *
     * @param relation the relation's name, such as {@code tags}
     * @param target the model at the other side, such as {@code tag}
     * @param more what is between, such as {@code pairs -> pairs.through("entry_tag", "entry", "tag")}
     * @return this
     */
    public ModelDefinition manyToMany(String relation, String target, Consumer<ManyToManyDefinition> more) {
        ManyToManyDefinition definition = new ManyToManyDefinition(relation, target);
        LookupException.given(more, "what more there is to a relation").accept(definition);
        keys.remove(relation);
        pairs.put(relation, definition);
        return this;
    }

    /**
     * Another model of a table that has one already, with the same attributes and relations, and perhaps another order.
     *
     * @param model the model that has them
     * @return this
     */
    public ModelDefinition sameAs(String model) {
        this.original = model;
        return this;
    }

    /**
     * Another name for the relation back, in lookups and on instances.
     *
     * @param relation a relation of this model, such as {@code author}
     * @param reverse what the other side calls it, such as {@code entries}
     * @return this
     * @throws LookupException if no such relation is defined here
     */
    public ModelDefinition reverse(String relation, String reverse) {
        return reverse(relation, reverse, reverse);
    }

    /**
     * Other names for the relation back.
     *
     * @param relation a relation of this model, such as {@code author}
     * @param reverse in lookups, such as {@code entry}
     * @param accessor on instances, such as {@code entries}
     * @return this
     * @throws LookupException if no such relation is defined here
     */
    public ModelDefinition reverse(String relation, String reverse, String accessor) {
        KeyDefinition key = keys.get(relation);
        ManyToManyDefinition pair = pairs.get(relation);
        if (key != null) {
            key.reverse(reverse, accessor);
        } else if (pair != null) {
            pair.reverse(reverse, accessor);
        } else {
            throw unknown(relation, relationNames());
        }
        return this;
    }

    /**
     * What becomes of the rows that refer by a foreign key, when those that they refer to are deleted by {@code
     * deleteCollecting()}.
     *
     * {@snippet :
     * db.with(db.schema().with(all -> all.model("entry").onDelete("author", OnDelete.CASCADE)));
     * }
     *
     * @param relation a foreign key of this model, such as {@code author}
     * @param rule such as {@link OnDelete#CASCADE}
     * @return this
     * @throws LookupException if no such foreign key is defined here
     */
    public ModelDefinition onDelete(String relation, OnDelete rule) {
        KeyDefinition key = keys.get(LookupException.given(relation, "the name of a relation"));
        if (key == null) {
            throw unknown(relation, keys.keySet());
        }
        key.onDelete(rule);
        return this;
    }

    /**
     * Another name for an attribute or a relation that is defined here.
     *
     * @param oldName the name that it has
     * @param newName the name that it is to have
     * @return this
     * @throws LookupException if there is no such name
     * @throws DunderException if the new name is taken
     */
    public ModelDefinition rename(String oldName, String newName) {
        if (columns.containsKey(newName) || keys.containsKey(newName) || pairs.containsKey(newName)) {
            throw new DunderException("'" + newName + "' is taken on " + name + ".");
        }
        // A relation may be called like its column; then it is the relation that is meant.
        ordering = ordering == null ? null : ordering.stream().map(one -> renamed(one, oldName, newName)).toList();
        if (keys.containsKey(oldName)) {
            rename(keys, oldName, key -> key.renamed(newName), KeyDefinition::name);
            schema.models().forEach(model -> model.pairs.values().forEach(p -> p.renameEnd(name, oldName, newName)));
        } else if (pairs.containsKey(oldName)) {
            rename(pairs, oldName, pair -> pair.renamed(newName), ManyToManyDefinition::name);
        } else if (columns.containsKey(oldName)) {
            renameAttribute(oldName, newName);
        } else {
            Collection<String> choices = relationNames();
            choices.addAll(columns.keySet());
            throw unknown(oldName, choices);
        }
        return this;
    }

    /** A criterion that starts with the name; what is computed says its names when it is used. */
    private static Criterion renamed(Criterion criterion, String oldName, String newName) {
        return criterion instanceof Criterion.Name(String path)
                ? new Criterion.Name(renamed(path, oldName, newName))
                : criterion;
    }

    private static String renamed(String criterion, String oldName, String newName) {
        String sign = criterion.startsWith("-") || criterion.startsWith("+") ? criterion.substring(0, 1) : "";
        String path = criterion.substring(sign.length());
        boolean starts = path.equals(oldName) || path.startsWith(oldName + PathParser.SEPARATOR);
        return starts ? sign + newName + path.substring(oldName.length()) : criterion;
    }

    private void renameAttribute(String oldName, String newName) {
        Map<String, Column> all = new LinkedHashMap<>(columns);
        columns.clear();
        all.forEach((attribute, column) -> columns.put(attribute.equals(oldName) ? newName : attribute, column));
        primaryKey = primaryKey == null ? null : Reverse.renamed(primaryKey, oldName, newName);
        tableKey = Reverse.renamed(tableKey, oldName, newName);
        version = oldName.equals(version) ? newName : version;
        uniqueKeys = uniqueKeys.stream()
                .map(key -> new Unique(key.name(), Reverse.renamed(key.attributes(), oldName, newName))).toList();
        keys.values().forEach(key -> key.rename(oldName, newName));
        for (ModelDefinition model : schema.models()) {
            model.keys.values().stream().filter(key -> key.target().equals(name))
                    .forEach(key -> key.renameTarget(oldName, newName));
        }
    }

    private static <D> void rename(
            Map<String, D> map,
            String oldName,
            UnaryOperator<D> renamed,
            Function<D, String> naming) {
        List<D> all = new ArrayList<>();
        map.forEach((old, definition) -> all.add(old.equals(oldName) ? renamed.apply(definition) : definition));
        map.clear();
        all.forEach(definition -> map.put(naming.apply(definition), definition));
    }

    private Collection<String> relationNames() {
        Collection<String> names = new TreeSet<>(keys.keySet());
        names.addAll(pairs.keySet());
        return names;
    }

    private LookupException unknown(String missing, Collection<String> choices) {
        return LookupException.unknown(missing, "among what is defined on " + name, choices);
    }

    String name() {
        return name;
    }

    Name table() {
        return table;
    }

    Map<String, Column> columns() {
        return columns;
    }

    Collection<KeyDefinition> keys() {
        return keys.values();
    }

    Collection<ManyToManyDefinition> pairs() {
        return pairs.values();
    }

    @Nullable
    List<String> primaryKey() {
        return primaryKey;
    }

    /**
     * The primary key that the table itself has, by which the server knows all columns of a row, so that groups of rows are by it
     * alone. Generated code says it; a key that only the model has is told by {@link #primaryKey}.
     *
     * @param attributes one, or several
     * @return this
     */
    public ModelDefinition tableKey(String... attributes) {
        return tableKey(LookupException.allGiven(attributes, "the name of an attribute"));
    }

    /** The primary key that the table is known to have, by which the server knows all of its columns. */
    ModelDefinition tableKey(List<String> attributes) {
        this.tableKey = List.copyOf(attributes);
        return this;
    }

    List<String> tableKey() {
        return tableKey;
    }

    List<Unique> uniqueKeys() {
        return uniqueKeys;
    }

    List<String> indexes() {
        return indexes;
    }

    TableKind kind() {
        return kind;
    }

    @Nullable
    String schemaName() {
        return schemaName;
    }

    @Nullable
    String comment() {
        return comment;
    }

    Map<String, List<String>> constraints() {
        return constraints;
    }

    @Nullable
    List<Criterion> ordering() {
        return ordering;
    }

    @Nullable
    String version() {
        return version;
    }

    @Nullable
    String original() {
        return original;
    }
}
