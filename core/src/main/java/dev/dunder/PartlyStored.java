package dev.dunder;

import dev.dunder.lookups.DunderException;

/**
 * Some batches were stored, and a later one could not be: of a call that was asked to store its rows batch by batch. The cause
 * says why.
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
    private final long end;

    /**
     * Such a failure.
     *
     * @param stored how many of the rows that were given were dealt with before
     * @param end the place after the last row of the batch that failed
     * @param cause why it failed
     */
    public PartlyStored(long stored, long end, DunderException cause) {
        super("The first " + stored + " rows are stored; of those from " + stored + " to " + (end - 1)
                + " none is: " + cause.getMessage(), cause);
        this.stored = stored;
        this.end = end;
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
        PartlyStored again = new PartlyStored(stored, end, getCause() instanceof DunderException why ? why : this);
        again.addSuppressed(this);
        return again;
    }
}
