package dev.dunder.model;

import org.jspecify.annotations.Nullable;

/** A value that stands for a row, as an instance does where a relation is compared with it. */
public interface Keyed {
    /**
     * What it is a row of.
     *
     * @return its model
     */
    Model model();

    /**
     * One of its values.
     *
     * @param attribute the name of an attribute of {@link #model()}
     * @return the value, null where it has none yet
     */
    @Nullable
    Object keyValue(String attribute);
}
