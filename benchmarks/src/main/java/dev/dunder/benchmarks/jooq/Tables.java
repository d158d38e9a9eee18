package dev.dunder.benchmarks.jooq;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.OffsetDateTime;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The tables, as jOOQ knows them. */
final class Tables {
    private Tables() {}

    static final Table<Record> AUTHOR = table(name("author"));
    static final Field<Long> AUTHOR_ID = field("author", "id", SQLDataType.BIGINT);
    static final Field<String> AUTHOR_NAME = field("author", "name", SQLDataType.CLOB);
    static final Field<String> AUTHOR_EMAIL = field("author", "email", SQLDataType.CLOB);
    static final Field<String> AUTHOR_COUNTRY = field("author", "country", SQLDataType.CLOB);

    static final EntryTable ENTRY = new EntryTable("entry");
    static final EntryTable DRAFT = new EntryTable("draft");

    static final Table<Record> COMMENT = table(name("comment"));
    static final Field<Long> COMMENT_ENTRY_ID = field("comment", "entry_id", SQLDataType.BIGINT);

    /** A table with the columns of entries. */
    record EntryTable(
            Table<Record> table,
            Field<Long> id,
            Field<Long> authorId,
            Field<String> headline,
            Field<String> body,
            Field<Integer> x,
            Field<Double> rating,
            Field<Boolean> published,
            Field<OffsetDateTime> pubDate) {
        EntryTable(String table) {
            this(
                    DSL.table(name(table)),
                    field(table, "id", SQLDataType.BIGINT),
                    field(table, "author_id", SQLDataType.BIGINT),
                    field(table, "headline", SQLDataType.CLOB),
                    field(table, "body", SQLDataType.CLOB),
                    field(table, "x", SQLDataType.INTEGER),
                    field(table, "rating", SQLDataType.DOUBLE),
                    field(table, "published", SQLDataType.BOOLEAN),
                    field(table, "pub_date", SQLDataType.TIMESTAMPWITHTIMEZONE));
        }
    }

    private static <T> Field<T> field(String table, String column, DataType<T> type) {
        return DSL.field(name(table, column), type);
    }
}
