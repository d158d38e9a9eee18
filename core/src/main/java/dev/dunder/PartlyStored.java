package dev.dunder;

import dev.dunder.lookups.DunderException;

/**
 * Some batches are stored, and the rows after them are not: of a call that was asked to store its rows batch by batch. The
 * cause says why: the database has refused one, or what was called on the way has failed, such as who is told of the progress.
 * Where it is not known whether a batch is stored, it is a {@link BatchOutcomeUnknown}.
 *
 * {@snippet :
 * try {
 *     entries.bulkCreate(rows, Bulk.USUAL.batch(1_000));
 * } catch (PartlyStored failed) {
 *     entries.bulkCreate(rows.subList((int) failed.stored(), rows.size()));
 * }
 * }
 */
public class PartlyStored extends DunderException {
    private static final long serialVersionUID = 1;

    private final long stored;

    /**
     * Such a failure.
     *
     * @param stored how many of the rows that were given were dealt with before
     * @param cause why no more were
     */
    public PartlyStored(long stored, Throwable cause) {
        super("The first " + stored + " rows are stored, and none of those after them: "
                + (cause instanceof DunderException ? cause.getMessage() : cause), cause);
        this.stored = stored;
    }

    /**
     * Where to go on.
     *
     * @return how many of the rows that were given were dealt with before; the place of the first that is not stored
     */
    public long stored() {
        return stored;
    }

    @Override
    public PartlyStored again() {
        Throwable why = getCause();
        PartlyStored again = new PartlyStored(stored, why == null ? this : why);
        again.addSuppressed(this);
        return again;
    }
}
