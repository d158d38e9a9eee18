package dev.dunder.model;

import dev.dunder.lookups.DunderException;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * One column of a model: of its own table, or of a parent's, which its rows have too. Or a key of several columns.
 *
 * <p>Immutable, and equal only to itself: an attribute belongs to one model.
 */
public final class Attribute {
    /** Of what has no place among a model's attributes. */
    private static final int NOWHERE = -1;

    static final Configuration POSTGRES = new DefaultConfiguration().set(SQLDialect.POSTGRES);

    private final Model model;
    private final String name;
    private final @Nullable String column;
    private final int index;
    private final DataType<?> type;
    private final List<Hop> via;
    private final @Nullable Attribute origin;
    private final List<Attribute> parts;
    private final ColumnNotes notes;

    private Attribute(
            Model model,
            String name,
            @Nullable String column,
            int index,
            DataType<?> type,
            List<Hop> via,
            @Nullable Attribute origin,
            List<Attribute> parts,
            ColumnNotes notes) {
        this.model = model;
        this.name = name;
        this.column = column;
        this.index = index;
        this.type = type;
        this.via = List.copyOf(via);
        this.origin = origin;
        this.parts = List.copyOf(parts);
        this.notes = notes;
    }

    static Attribute own(Model model, String name, String column, int index, DataType<?> type, ColumnNotes notes) {
        return new Attribute(model, name, column, index, type, List.of(), null, List.of(), notes);
    }

    static Attribute inherited(Model model, Attribute of, int index, List<Hop> via) {
        return new Attribute(model, of.name, of.column, index, of.type, via, of.origin(), List.of(), of.notes);
    }

    static Attribute composite(Model model, String name, List<Attribute> parts) {
        return new Attribute(model, name, null, NOWHERE, SQLDataType.RECORD, List.of(), null, parts,
                ColumnNotes.NONE);
    }

    /**
     * The model whose attribute this is.
     *
     * @return for an inherited one the child; its parent is the model of the {@link #origin}
     */
    public Model model() {
        return model;
    }

    /**
     * The name in lookups.
     *
     * @return such as {@code author_id}
     */
    public String name() {
        return name;
    }

    /**
     * The name in SQL, in the table of the model of the {@link #origin}.
     *
     * @return the column's name, which is also the attribute's where nothing else was said
     * @throws DunderException if it is a key of several columns
     */
    public String column() {
        if (column == null) {
            throw new DunderException("'" + name + "' of " + model.name() + " is of several columns: " + parts + ".");
        }
        return column;
    }

    /**
     * The place among the attributes of its model.
     *
     * @return from 0; -1 for a key of several columns, which are attributes of their own
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
     * The column's type as PostgreSQL writes it.
     *
     * @return such as {@code character varying(20)}, or the name of a domain
     */
    public String typeName() {
        String written = notes.written();
        return written == null ? type.getCastTypeName(POSTGRES) : written;
    }

    /**
     * Whether it has a value where none is given: a default, an identity, or what is computed.
     *
     * @return false also where that is not known
     */
    public boolean hasDefault() {
        return notes.defaulted() || computed();
    }

    /**
     * What is said of the column in the database.
     *
     * @return the text of {@code comment on column}; null for none
     */
    public @Nullable String comment() {
        return notes.comment();
    }

    /**
     * Whether a stored row may have no value here.
     *
     * @return false for {@code NOT NULL} columns
     */
    public boolean nullable() {
        return parts.isEmpty() ? type.nullable() : parts.stream().anyMatch(Attribute::nullable);
    }

    /**
     * Whether the database computes it, so that it cannot be written.
     *
     * @return true for {@code GENERATED ALWAYS AS (…) STORED}
     */
    public boolean computed() {
        return type.readonly();
    }

    /**
     * Whether the database alone gives it values, so that it is written only by {@code copyIn}, as the server has it.
     *
     * @return true for {@code GENERATED ALWAYS AS IDENTITY}; false also where that is not known
     */
    public boolean numbered() {
        return notes.numbered();
    }

    /**
     * The links to the parent whose table has the column.
     *
     * @return empty for a column of the model's own table
     */
    public List<Hop> via() {
        return via;
    }

    /**
     * The attribute of the model whose table has the column.
     *
     * @return this one, unless it is inherited
     */
    public Attribute origin() {
        return origin == null ? this : origin;
    }

    /**
     * What a key of several columns consists of.
     *
     * @return empty for a column
     */
    public List<Attribute> parts() {
        return parts;
    }

    @Override
    public String toString() {
        return model.name() + "." + name;
    }
}
