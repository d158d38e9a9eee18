package dev.dunder.model;

import dev.dunder.lookups.LookupException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a foreign key: see {@link ModelDefinition#foreignKey}. For one thread, while a schema is defined.
 */
public final class KeyDefinition {
    private final String name;
    private List<String> attributes;
    private final String target;
    private final Relation.Kind kind;
    private final boolean unique;
    private @Nullable List<String> to;
    private Reverse reverse = Reverse.UNNAMED;
    private boolean kept = true;
    private @Nullable OnDelete onDelete;

    KeyDefinition(String name, List<String> attributes, String target, Relation.Kind kind, boolean unique) {
        this.name = name;
        this.attributes = List.copyOf(attributes);
        this.target = target;
        this.kind = kind;
        this.unique = unique;
    }

    KeyDefinition renamed(String newName) {
        KeyDefinition copy = new KeyDefinition(newName, attributes, target, kind, unique);
        copy.to = to;
        copy.reverse = reverse;
        copy.kept = kept;
        copy.onDelete = onDelete;
        return copy;
    }

    KeyDefinition copy() {
        return renamed(name);
    }

    /**
     * Which attributes of the target it refers to, where that is not the primary key.
     *
     * @param attributes as many as the foreign key has
     * @return this
     */
    public KeyDefinition to(String... attributes) {
        this.to = List.of(attributes);
        return this;
    }

    /**
     * What the relation back is called, in lookups and on instances.
     *
     * @param name such as {@code entries}; without this it is the name of the referring model
     * @return this
     */
    public KeyDefinition reverse(String name) {
        return reverse(name, name);
    }

    /**
     * What the relation back is called.
     *
     * @param name in lookups, such as {@code entry}
     * @param accessor on instances, such as {@code entries}
     * @return this
     */
    public KeyDefinition reverse(String name, String accessor) {
        this.reverse = new Reverse(name, accessor, false);
        return this;
    }

    /**
     * There is no relation back.
     *
     * @return this
     */
    public KeyDefinition noReverse() {
        this.reverse = Reverse.NONE;
        return this;
    }

    /**
     * The database does not check that each row refers to one, so that a row may lead to none though its columns take no null.
     * Without this, such a relation is joined by an inner join.
     *
     * <pre>{@code
     * m.foreignKey("author", "author_id", "author", KeyDefinition::unchecked)
     * // select … from entry left outer join author on entry.author_id = author.id
     * }</pre>
     *
     * @return this
     */
    public KeyDefinition unchecked() {
        return kept(false);
    }

    /**
     * What becomes of the rows that refer by it, when those that they refer to are deleted by {@code deleteCollecting()}.
     *
     * <pre>{@code
     * m.foreignKey("author", "author_id", "author", key -> key.onDelete(OnDelete.CASCADE))
     * }</pre>
     *
     * @param rule such as {@link OnDelete#CASCADE}
     * @return this
     */
    public KeyDefinition onDelete(OnDelete rule) {
        this.onDelete = LookupException.given(rule, "what becomes of rows that refer to a deleted one");
        return this;
    }

    KeyDefinition onDeleteUnlessSaid(@Nullable OnDelete rule) {
        this.onDelete = onDelete == null ? rule : onDelete;
        return this;
    }

    @Nullable
    OnDelete onDelete() {
        return onDelete;
    }

    KeyDefinition kept(boolean always) {
        this.kept = always;
        return this;
    }

    boolean kept() {
        return kept;
    }

    void rename(String oldAttribute, String newAttribute) {
        attributes = Reverse.renamed(attributes, oldAttribute, newAttribute);
    }

    void renameTarget(String oldAttribute, String newAttribute) {
        to = to == null ? null : Reverse.renamed(to, oldAttribute, newAttribute);
    }

    String name() {
        return name;
    }

    List<String> attributes() {
        return attributes;
    }

    String target() {
        return target;
    }

    Relation.Kind kind() {
        return kind;
    }

    boolean unique() {
        return unique;
    }

    @Nullable
    List<String> to() {
        return to;
    }

    Reverse reverse() {
        return reverse;
    }
}
