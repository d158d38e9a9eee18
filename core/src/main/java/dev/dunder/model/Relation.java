package dev.dunder.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name in lookups that leads to related rows: a foreign key, the reverse of one, or many-to-many.
 *
 * <p>Equal only to itself. Does not change once its schema has been made, and is safe to share between threads.
 */
public final class Relation {
    private final String name;
    private final String accessor;
    private final Kind kind;
    private final List<Hop> hops;
    private final @Nullable Attribute key;
    private @Nullable Relation inverse;

    /** How a relation came about. */
    enum Kind {
        KEY, REVERSE, PARENT, CHILD, PAIRS, SYMMETRIC_PAIRS, JOINED
    }

    Relation(String name, String accessor, Kind kind, List<Hop> hops) {
        this(name, accessor, kind, hops, hops.getLast().far());
    }

    /** By columns of which some may be compared with what is computed, and not by the last hop. */
    Relation(String name, String accessor, Kind kind, List<Hop> hops, List<Attribute> far) {
        this.name = name;
        this.accessor = accessor;
        this.kind = kind;
        this.hops = List.copyOf(hops);
        this.key = key(name, kind, hops.getLast(), far);
    }

    private static @Nullable Attribute key(String name, Kind kind, Hop last, List<Attribute> far) {
        List<Attribute> key = last.forward() ? far : last.target().primaryKey();
        if (key.isEmpty()) {
            // A row that is related has a value in each of these.
            key = kind == Kind.JOINED ? far : far.subList(0, 1);
        }
        if (key.size() < 2) {
            return key.isEmpty() ? null : key.get(0);
        }
        return key.equals(last.target().primaryKey())
                ? last.target().attribute(Model.PRIMARY_KEY)
                : Attribute.composite(last.target(), name, key);
    }

    /** Called while the schema is made, and never after. */
    void inverse(Relation other) {
        this.inverse = other;
    }

    /** A relation of another name along other hops, with the same relation back where there are no more of them. */
    Relation along(String as, List<Hop> way) {
        Relation relation = new Relation(as, as, kind, way);
        relation.inverse = way.size() == hops.size() ? inverse : null;
        return relation;
    }

    /** The same relation, as that of a model that has the columns it starts from. */
    Relation inherited(List<Hop> way) {
        return new Relation(name, accessor, kind, way);
    }

    /**
     * The name in lookups.
     *
     * @return such as {@code author}, or {@code entry} from the author's side
     */
    public String name() {
        return name;
    }

    /**
     * The name of what instances have there, which relations are loaded by.
     *
     * @return the name in lookups, unless another was given, such as {@code entries}
     */
    public String accessor() {
        return accessor;
    }

    /**
     * The steps that it consists of.
     *
     * @return one; two for many-to-many, through the table between; one more before them where a parent has the key
     */
    public List<Hop> hops() {
        return hops;
    }

    /**
     * Where it leads.
     *
     * @return the model of the related rows
     */
    public Model target() {
        return hops.getLast().target();
    }

    /**
     * Whether one row may lead to several.
     *
     * @return true for many-to-many, and for the reverse of a foreign key that is not one-to-one
     */
    public boolean toMany() {
        return hops.stream().anyMatch(Hop::toMany);
    }

    /**
     * What tells the related rows apart, as {@code author} and {@code author__in} compare it.
     *
     * @return an attribute of {@link #target}, which has parts if it is of several columns; null where nothing is compared
     */
    public @Nullable Attribute key() {
        return key;
    }

    /**
     * Whether nothing tells the related rows apart, as their table has no primary key. Then {@link #key} is a column that has a
     * value in each of them: it says whether there are any, and how many, and no more.
     *
     * @return true for the way from a foreign key back to such a table
     */
    public boolean keyless() {
        return kind != Kind.JOINED && !hops.getLast().forward() && target().primaryKey().isEmpty();
    }

    /**
     * The relation back.
     *
     * @return null where there is none, and for a relation that is inherited from a parent
     */
    public @Nullable Relation inverse() {
        return inverse;
    }

    /**
     * Whether it is a many-to-many.
     *
     * @return false for a foreign key and its reverse
     */
    public boolean manyToMany() {
        return kind == Kind.PAIRS || kind == Kind.SYMMETRIC_PAIRS;
    }

    /**
     * Whether it is a many-to-many whose table has each pair in both directions, as of friends.
     *
     * @return true if it was declared so
     */
    public boolean symmetrical() {
        return kind == Kind.SYMMETRIC_PAIRS;
    }

    /**
     * Whether it leads to the parent that a row has its other columns in.
     *
     * @return true for the link of a multi-table inheritance
     */
    public boolean parentLink() {
        return kind == Kind.PARENT;
    }

    /**
     * Whether it leads to a child, which has a row's further columns.
     *
     * @return true for the reverse of {@link #parentLink}
     */
    public boolean childLink() {
        return kind == Kind.CHILD;
    }

    @Override
    public String toString() {
        return hops.get(0).source().name() + "." + name;
    }
}
