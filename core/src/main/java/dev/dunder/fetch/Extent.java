package dev.dunder.fetch;

/** Whether it was said that all rows are meant, where no filter leaves any out: reading does not ask, writing does. */
public enum Extent {
    /** Nothing was said. */
    UNSAID,
    /** A filter was said that is made of nothing: it came from somewhere else, and may have been meant otherwise. */
    EMPTY_FILTER,
    /** All rows are meant, by {@code all()}. */
    ALL;

    /** What there is to say beside a part of which a filter is made of nothing, or none is. */
    Extent beside(boolean open) {
        return open && this != ALL ? EMPTY_FILTER : this;
    }
}
