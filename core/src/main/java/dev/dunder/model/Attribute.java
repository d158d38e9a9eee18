package dev.dunder.model;

import org.jooq.DataType;

/**
 * One column of a model.
 *
 * <p>Immutable, and equal only to itself: an attribute belongs to one model.
 */
public final class Attribute {
    private final String model;
    private final String name;
    private final int index;
    private final DataType<?> type;

    Attribute(String model, String name, int index, DataType<?> type) {
        this.model = model;
        this.name = name;
        this.index = index;
        this.type = type;
    }

    /**
     * The name in lookups, which is also the column's.
     *
     * @return such as {@code author_id}
     */
    public String name() {
        return name;
    }

    /**
     * The place among the attributes of its model.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * The column's type.
     *
     * @return the type, with the Java class that values have
     */
    public DataType<?> type() {
        return type;
    }

    /**
     * Whether a stored row may have no value here.
     *
     * @return false for {@code NOT NULL} columns
     */
    public boolean nullable() {
        return type.nullable();
    }

    /**
     * Whether the database computes it, so that it cannot be written.
     *
     * @return true for {@code GENERATED ALWAYS AS (…) STORED}
     */
    public boolean computed() {
        return type.readonly();
    }

    @Override
    public String toString() {
        return model + "." + name;
    }
}
