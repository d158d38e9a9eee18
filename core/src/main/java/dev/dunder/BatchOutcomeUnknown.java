package dev.dunder;

/**
 * The connection was lost while a batch was being stored, of a call that was asked to store its rows batch by batch: those
 * before it are stored, those after it are not, and of its own rows either all are or none. Look for one of them before you go
 * on.
 *
 * {@snippet :
 * try {
 *     tags.bulkCreate(rows, Bulk.USUAL.batch(1_000));
 * } catch (BatchOutcomeUnknown lost) {
 *     boolean there = tags.filter("name", rows.get((int) lost.stored()).get("name")).exists();
 *     tags.bulkCreate(rows.subList((int) (there ? lost.end() : lost.stored()), rows.size()));
 * }
 * }
 */
public final class BatchOutcomeUnknown extends CommitOutcomeUnknown {
    private static final long serialVersionUID = 1;

    private final long stored;
    private final long end;

    /**
     * Such a failure.
     *
     * @param stored how many of the rows that were given were dealt with before
     * @param end the place after the last row of the batch whose outcome is not known
     * @param cause what was lost
     */
    public BatchOutcomeUnknown(long stored, long end, CommitOutcomeUnknown cause) {
        this(stored, end, new Failure("Whether the rows from " + stored + " to " + (end - 1)
                + " are stored is not known; those before them are, and none of those after them is: "
                + cause.getMessage(),
                cause.sqlState(), cause.sql(), cause));
    }

    private BatchOutcomeUnknown(long stored, long end, Failure failure) {
        super(failure);
        this.stored = stored;
        this.end = end;
    }

    /**
     * How many rows are stored for sure.
     *
     * @return how many of the rows that were given were dealt with before; the place of the first that may be stored or not
     */
    public long stored() {
        return stored;
    }

    /**
     * Where the rows begin that are not stored for sure.
     *
     * @return the place after the last one that may be stored or not
     */
    public long end() {
        return end;
    }

    @Override
    public BatchOutcomeUnknown again() {
        return new BatchOutcomeUnknown(stored, end, failure());
    }
}
