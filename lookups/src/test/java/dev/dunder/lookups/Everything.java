package dev.dunder.lookups;

import java.util.List;
import org.jooq.DataType;
import org.jooq.ForeignKey;
import org.jooq.Name;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.CustomTable;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableRecordImpl;

/** A table with a column of each type, a parent of its own kind, and names that are hard to split. It needs no database. */
final class Everything extends CustomTable<Everything.Row> {
    private static final long serialVersionUID = 1;

    static final Everything TABLE = new Everything(DSL.name("everything"));

    final TableField<Row, Integer> id = column("id", SQLDataType.INTEGER.notNull());

    /** One row. */
    static final class Row extends TableRecordImpl<Row> {
        private static final long serialVersionUID = 1;

        Row() {
            super(TABLE);
        }
    }

    private Everything(Name name) {
        super(name);
        column("parent_id", SQLDataType.INTEGER);
        column("x_", SQLDataType.INTEGER);
        column("a__b", SQLDataType.INTEGER);
        column("big", SQLDataType.BIGINT);
        column("num", SQLDataType.NUMERIC);
        column("ratio", SQLDataType.DOUBLE);
        column("flag", SQLDataType.BOOLEAN);
        column("name", SQLDataType.CLOB);
        column("code", SQLDataType.CHAR(4));
        column("day", SQLDataType.LOCALDATE);
        column("stamp", SQLDataType.LOCALDATETIME);
        column("instant", SQLDataType.TIMESTAMPWITHTIMEZONE);
        column("time", SQLDataType.LOCALTIME);
        column("uid", SQLDataType.UUID);
        column("raw", SQLDataType.BLOB);
        column("data", SQLDataType.JSONB);
        column("json", SQLDataType.JSON);
        column("tags", SQLDataType.CLOB.getArrayDataType());
        column("nums", SQLDataType.INTEGER.getArrayDataType());
        for (String type : List.of("hstore", "int4range", "tstzrange", "citext", "inet", "tsvector", "mood")) {
            column("a_" + type, ColumnTypes.named(type));
        }
    }

    private <T> TableField<Row, T> column(String name, DataType<T> type) {
        return createField(DSL.name(name), type);
    }

    @Override
    public Class<? extends Row> getRecordType() {
        return Row.class;
    }

    @Override
    public UniqueKey<Row> getPrimaryKey() {
        return Internal.createUniqueKey(this, DSL.name("everything_pkey"), id);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public List<ForeignKey<Row, ?>> getReferences() {
        TableField<Row, Integer> parent = (TableField<Row, Integer>) field(DSL.name("parent_id"));
        return List.of(Internal.createForeignKey(this, DSL.name("everything_parent_fkey"), new TableField[]{parent},
                getPrimaryKey(), new TableField[]{id}, true, null, null));
    }
}
