package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a many-to-many: see {@link ModelDefinition#manyToMany}. For one thread, while a schema is defined.
 */
public final class ManyToManyDefinition {
    private final String name;
    private final String target;
    private @Nullable String model;
    private @Nullable String near;
    private @Nullable String far;
    private @Nullable Table table;
    private boolean symmetrical;
    private Reverse reverse = Reverse.UNNAMED;

    /** A table between that is no model of the user's, and its two columns. */
    record Table(String name, String near, String far) {}

    ManyToManyDefinition(String name, String target) {
        this.name = name;
        this.target = target;
    }

    ManyToManyDefinition renamed(String newName) {
        ManyToManyDefinition copy = new ManyToManyDefinition(newName, target);
        copy.model = model;
        copy.near = near;
        copy.far = far;
        copy.table = table;
        copy.symmetrical = symmetrical;
        copy.reverse = reverse;
        return copy;
    }

    ManyToManyDefinition copy() {
        return renamed(name);
    }

    /**
     * The model between the two, which has one foreign key to each.
     *
     * @param through its name, such as {@code entry_tag}
     * @return this
     */
    public ManyToManyDefinition through(String through) {
        this.model = through;
        return this;
    }

    /**
     * The model between the two.
     *
     * @param through its name, such as {@code entry_tag}
     * @param toThis its relation to this side, such as {@code entry}
     * @param toOther its relation to the other side, such as {@code tag}
     * @return this
     */
    public ManyToManyDefinition through(String through, String toThis, String toOther) {
        this.model = through;
        this.near = toThis;
        this.far = toOther;
        return this;
    }

    /**
     * The table between the two, where it is not worth a definition of its own. It becomes a model by its own name.
     *
     * @param name such as {@code entry_tag}
     * @param toThis its column that refers to the key of this side, such as {@code entry_id}
     * @param toOther its column that refers to the key of the other side, such as {@code tag_id}
     * @return this
     */
    public ManyToManyDefinition table(String name, String toThis, String toOther) {
        if (toThis.equals(toOther)) {
            throw new DunderException("The table '" + name + "' cannot have both sides of '" + this.name + "' in '"
                    + toThis + "'.");
        }
        this.table = new Table(name, toThis, toOther);
        return this;
    }

    /**
     * The relation is its own reverse: the table has each pair in both directions, as of friends.
     *
     * @return this
     */
    public ManyToManyDefinition symmetrical() {
        this.symmetrical = true;
        return noReverse();
    }

    /**
     * What the relation back is called, in lookups and on instances.
     *
     * @param name such as {@code entries}; without this it is the name of the model
     * @return this
     */
    public ManyToManyDefinition reverse(String name) {
        return reverse(name, name);
    }

    /**
     * What the relation back is called.
     *
     * @param name in lookups, such as {@code entry}
     * @param accessor on instances, such as {@code entries}
     * @return this
     */
    public ManyToManyDefinition reverse(String name, String accessor) {
        this.reverse = new Reverse(name, accessor, false);
        return this;
    }

    /**
     * There is no relation back.
     *
     * @return this
     */
    public ManyToManyDefinition noReverse() {
        this.reverse = Reverse.NONE;
        return this;
    }

    void renameEnd(String through, String oldRelation, String newRelation) {
        if (through.equals(model)) {
            near = oldRelation.equals(near) ? newRelation : near;
            far = oldRelation.equals(far) ? newRelation : far;
        }
    }

    String name() {
        return name;
    }

    String target() {
        return target;
    }

    @Nullable
    String model() {
        return model;
    }

    @Nullable
    String near() {
        return near;
    }

    @Nullable
    String far() {
        return far;
    }

    @Nullable
    Table table() {
        return table;
    }

    boolean isSymmetrical() {
        return symmetrical;
    }

    Reverse reverse() {
        return reverse;
    }
}
