package dev.dunder.fetch;

/**
 * In the place of a value that the server is to compute when the row is stored.
 *
 * @param said the expression, condition or query, which means something where it is written
 */
public record Computed(Object said) {
    @Override
    public String toString() {
        return String.valueOf(said);
    }
}
