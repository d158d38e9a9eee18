package dev.dunder.evaluate;

import dev.dunder.fetch.RowColumns;
import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.TXTFormat;
import org.jooq.XML;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rows as a table of text, for people. */
public final class TextTable {
    private static final int WIDEST = 50;

    private TextTable() {}

    /** A table of some rows. */
    public static String format(DSLContext jooq, RowColumns columns, List<DataType<?>> types,
            List<? extends List<@Nullable Object>> rows,
            int most) {
        List<Field<?>> fields = new ArrayList<>();
        columns.names().forEach(name -> fields.add(DSL.field(DSL.name(LookupException.plain(name)),
                types.get(fields.size()))));
        Field<?>[] all = fields.toArray(Field<?>[]::new);
        Result<Record> result = jooq.newResult(all);
        for (List<@Nullable Object> row : rows.subList(0, Math.min(most, rows.size()))) {
            Record line = jooq.newRecord(all);
            line.fromArray(row.stream().map(TextTable::plain).toArray());
            line.touched(false); // jOOQ marks with a star what is not as it was read
            result.add(line);
        }
        String table = result.format(TXTFormat.DEFAULT.maxRows(most).maxColWidth(WIDEST));
        return table.lines().map(LookupException::plain).collect(Collectors.joining("\n", "", "\n\n"))
                + footer(rows.size(), most);
    }

    /** What would move the cursor, turn the text around or end the line is spelled out. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> LookupException.plain(text);
            case JSON json -> JSON.valueOf(LookupException.plain(json.data()));
            case JSONB json -> JSONB.valueOf(LookupException.plain(json.data()));
            case XML xml -> XML.valueOf(LookupException.plain(xml.data()));
            case Object[] members -> {
                @Nullable
                Object[] plain = members.clone();
                Arrays.setAll(plain, i -> plain(members[i]));
                yield plain;
            }
            default -> value;
        };
    }

    private static String footer(int rows, int most) {
        return rows > most ? "(the first " + most + " rows)" : rows == 1 ? "(1 row)" : "(" + rows + " rows)";
    }
}
