package dev.dunder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that a constraint of the database does not take; SQLSTATE class 23. The subclass says of which kind the constraint is,
 * where it is one of the usual.
 *
 * <pre>{@code
 * try {
 *     tags.create("name", "red");
 * } catch (UniqueViolation taken) {
 *     taken.constraint();   // tag_name_key
 *     taken.table();        // tag
 *     taken.columns();      // [name]
 * }
 * }</pre>
 */
public class ConstraintViolation extends DatabaseException {
    private static final long serialVersionUID = 1;

    /**
     * Such a failure.
     *
     * @param failure what is known of it
     */
    public ConstraintViolation(Failure failure) {
        super(failure);
    }

    /**
     * The constraint.
     *
     * @return its name; null where it has none, as a column may that takes no null
     */
    public @Nullable String constraint() {
        Violated violated = violated();
        return violated == null ? null : violated.constraint();
    }

    /**
     * The table that has the constraint.
     *
     * @return its name without a schema; null for the constraint of a domain
     */
    public @Nullable String table() {
        Violated violated = violated();
        return violated == null ? null : violated.table();
    }

    /**
     * The columns that the constraint is about: those of a unique key, those that refer of a foreign key, those that a check
     * or an exclusion mentions, the one that takes no null.
     *
     * @return their names in the table; none where they are not known, as of a check or a foreign key of models that were not
     *     read from the catalog
     */
    public List<String> columns() {
        Violated violated = violated();
        return violated == null ? List.of() : violated.columns();
    }

    @Override
    public DatabaseException again() {
        return new ConstraintViolation(failure());
    }
}
