package dev.dunder;

import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import org.jspecify.annotations.Nullable;

/**
 * An instance whose row has been changed since it was read, where the model has a {@link
 * dev.dunder.model.ModelDefinition#version version}. Nothing was written.
 *
 * <pre>{@code
 * try {
 *     entry.update("rating", 5);
 * } catch (StaleInstance changed) {
 *     changed.stored().update("rating", 5);   // now that one knows what it has become
 * }
 * }</pre>
 */
public final class StaleInstance extends DunderException {
    private static final long serialVersionUID = 1;

    private final transient RowState known;
    private final transient RowState stored;
    private final String version;

    /**
     * Such a refusal.
     *
     * @param message which instance it is
     * @param known the row as the instance has it
     * @param stored the row as it is stored now
     * @param version the attribute that tells
     */
    @SuppressWarnings("exports") // Only the library makes one.
    public StaleInstance(String message, RowState known, RowState stored, String version) {
        super(message);
        this.known = known;
        this.stored = stored;
        this.version = version;
    }

    private StaleInstance(StaleInstance original) {
        super(original.messageText(), original);
        this.known = original.known;
        this.stored = original.stored;
        this.version = original.version;
    }

    /**
     * The instance as it was known.
     *
     * @return with what it was given since it was read
     */
    public Row known() {
        return Row.type(known.model()).make(known);
    }

    /**
     * The instance as it was stored right after the write was refused.
     *
     * @return another instance, which may be written
     */
    public Row stored() {
        return Row.type(stored.model()).make(stored);
    }

    /**
     * The version that was known.
     *
     * @return a number, or the text of a transaction's
     */
    public @Nullable Object knownVersion() {
        return known.storedValue(known.place(version));
    }

    /**
     * The version that is stored.
     *
     * @return a number, or the text of a transaction's
     */
    public @Nullable Object storedVersion() {
        return stored.storedValue(stored.place(version));
    }

    @Override
    public StaleInstance again() {
        return new StaleInstance(this);
    }
}
