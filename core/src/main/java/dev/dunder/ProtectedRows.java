package dev.dunder;

import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import java.util.List;

/**
 * Rows that {@code deleteCollecting()} was not to delete, as others refer to them by a foreign key that protects them or
 * restricts what may be deleted: see {@link dev.dunder.model.OnDelete}. Nothing was deleted.
 */
public final class ProtectedRows extends DunderException {
    private static final long serialVersionUID = 1;

    private final transient List<RowState> rows;

    /**
     * Such a refusal.
     *
     * @param message which foreign keys are in the way, and how many rows
     * @param rows those that are in the way
     */
    @SuppressWarnings("exports") // Only the library makes one.
    public ProtectedRows(String message, List<RowState> rows) {
        super(message);
        this.rows = rows;
    }

    private ProtectedRows(ProtectedRows original) {
        super(original.messageText(), original);
        this.rows = original.rows;
    }

    /**
     * The rows that are in the way.
     *
     * @return whole instances of the models that refer
     */
    public List<Row> rows() {
        return rows.stream().map(row -> Row.type(row.model()).make(row)).toList();
    }

    @Override
    public ProtectedRows again() {
        return new ProtectedRows(this);
    }
}
