package dev.dunder.lookups;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The names of a jOOQ table: its columns, its foreign keys, and {@code pk}. */
record ForeignKeyScope(Table<?> table) implements Scope<ForeignKeyScope.Hop, Field<?>> {
    private static final String SUFFIX = "_id";

    /** A foreign key, followed from the table that has it to the one that it refers to. */
    record Hop(String name, ForeignKey<?, ?> key) {
        Table<?> target() {
            return key.getKey().getTable();
        }

        /** The column on this side that is equal to one on the other; null where there is none. */
        @Nullable
        Field<?> near(Field<?> far) {
            // Of a key of several columns some may be null, and there is no row then.
            boolean same = key.getKeyFields().size() == 1 && key.getKeyFields().get(0).equals(far);
            return same ? key.getFields().get(0) : null;
        }

        Condition join(Table<?> from, Table<?> to) {
            List<? extends TableField<?, ?>> near = key.getFields();
            List<? extends TableField<?, ?>> far = key.getKeyFields();
            Condition condition = DSL.noCondition();
            for (int i = 0; i < near.size(); i++) {
                condition = condition.and(untyped(in(from, near.get(i))).eq(untyped(in(to, far.get(i)))));
            }
            return condition;
        }
    }

    @Override
    public String label() {
        return table.getName();
    }

    @Override
    public Collection<String> choices() {
        Collection<String> names = new TreeSet<>();
        for (Field<?> field : table.fields()) {
            names.add(field.getName());
        }
        for (ForeignKey<?, ?> key : table.getReferences()) {
            names.remove(key.getFields().get(0).getName());
            names.add(relationName(key));
        }
        return names;
    }

    @Override
    public @Nullable Hop relation(String name) {
        for (ForeignKey<?, ?> key : table.getReferences()) {
            if (relationName(key).equals(name)) {
                return new Hop(name, key);
            }
        }
        return null;
    }

    /** {@code author} for {@code author_id}, unless the table has a column of that name already. */
    private String relationName(ForeignKey<?, ?> key) {
        if (key.getFields().size() > 1) {
            return key.getKey().getTable().getName();
        }
        String column = key.getFields().get(0).getName();
        String name = column.endsWith(SUFFIX) ? column.substring(0, column.length() - SUFFIX.length()) : column;
        return name.isEmpty() || table.field(DSL.name(name)) != null ? column : name;
    }

    @Override
    public ForeignKeyScope target(Hop hop) {
        return new ForeignKeyScope(hop.target());
    }

    @Override
    public Field<?> key(Hop hop) {
        if (hop.key().getKeyFields().size() > 1) {
            throw new LookupException(
                    "'" + hop.name() + "' on " + label() + " has a key of several columns; compare them one by one.");
        }
        return hop.key().getKeyFields().get(0);
    }

    @Override
    public @Nullable Field<?> column(String name) {
        UniqueKey<?> primaryKey = table.getPrimaryKey();
        if (name.equals("pk") && primaryKey != null && primaryKey.getFields().size() == 1) {
            return primaryKey.getFields().get(0);
        }
        return table.field(DSL.name(name));
    }

    @Override
    public DataType<?> type(Field<?> column) {
        return column.getDataType();
    }

    @Override
    public String fieldName(Field<?> column) {
        return label() + "." + column.getName();
    }

    /** The column as it is called in {@code table}, which may be an alias. */
    static Field<?> in(Table<?> table, Field<?> column) {
        return Objects.requireNonNull(table.field(column), "column of the table");
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> untyped(Field<?> field) {
        return (Field<Object>) field;
    }
}
