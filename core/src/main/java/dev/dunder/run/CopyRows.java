package dev.dunder.run;

import org.jspecify.annotations.Nullable;

/** Rows in the form in which the server takes them in. For one thread at a time. */
public interface CopyRows {
    /**
     * One more row.
     *
     * @param values its values, by the place of the column
     */
    void add(Values values);

    /** The values of a row. */
    @FunctionalInterface
    interface Values {
        /**
         * One of them.
         *
         * @param place of the column, from 0
         * @return the value
         */
        @Nullable
        Object get(int place);
    }

    /**
     * How many rows there are.
     *
     * @return since it was cleared
     */
    long count();

    /**
     * How long they are together.
     *
     * @return in bytes
     */
    int size();

    /** Without any, to be used again. */
    void clear();
}
