package dev.dunder.sql;

import dev.dunder.lookups.StoredValues;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.ValueList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Lists side by side, as a table: a row of each first, each second member and so on,
 * {@code unnest(?, …) with ordinality as list(k1, …, place)}. It is one plan for any number of rows.
 *
 * @param table the lists
 * @param fields a member of each; of a list of arrays, which would be one of several dimensions, its text
 * @param place the number of the row, from 1
 */
record ListTable(Table<?> table, List<Field<?>> fields, Field<Long> place) {
    static ListTable of(List<ValueList> lists, SelectScope level) {
        String alias = level.joins().alias("list");
        List<Field<?>> arrays = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Field<?>> fields = new ArrayList<>();
        for (int i = 0; i < lists.size(); i++) {
            ValueList list = lists.get(i);
            String name = "k" + (i + 1);
            arrays.add(array(list, level.binds()));
            names.add(name);
            DataType<?> type = ValueList.isTexts(list.type()) ? SQLDataType.CLOB : list.type();
            fields.add(DSL.field(DSL.name(alias, name), type));
        }
        names.add("place");
        return new ListTable(
                RowValues.unnest(arrays).as(alias, names.toArray(String[]::new)), fields,
                DSL.field(DSL.name(alias, "place"), SQLDataType.BIGINT));
    }

    /** So many rows, which have no lists. */
    static ListTable of(Expression.Param rows, SelectScope level) {
        String alias = level.joins().alias("list");
        return new ListTable(
                DSL.generateSeries(DSL.inline(1), level.binds().slot(rows).cast(SQLDataType.INTEGER))
                        .as(alias, "place"),
                List.of(), DSL.field(DSL.name(alias, "place"), SQLDataType.BIGINT));
    }

    /**
     * The list as an array whose type the server knows, which a bind alone does not say. A name from the catalog is no text
     * for a statement: where only that would tell, a column does, of which nothing is read.
     */
    static Field<?> array(ValueList list, Binds binds) {
        Field<?> values = binds.slot(list.values());
        Attribute like = list.like();
        if (ValueList.isTexts(list.type())) {
            return values.cast(SQLDataType.CLOB.getArrayDataType());
        }
        DataType<?> named = ValueList.named(list.type());
        DataType<?> type = named != null ? named.getArrayDataType() : list.values().type();
        return like == null || named != null ? values.cast(type) : coalesced(values, like).coerce(type);
    }

    @SuppressWarnings("unchecked")
    private static Field<?> coalesced(Field<?> values, Attribute like) {
        Field<?> column = DSL.field(
                DSL.select(Joins.read(DSL.name(like.column()), like.type()))
                        .from(DSL.table(like.model().table()))
                        .limit(DSL.inline(0)));
        return DSL.coalesce((Field<Object>) values, (Field<Object>) (Field<?>) DSL.array(column));
    }

    /**
     * A member as a column stores it. The text of an array or a composite value is cast to what it is by name, of which the
     * catalog's are quoted again; where it cannot be said by a name alone, the table's own row says which type the column has.
     */
    Field<?> stored(int place, Attribute column) {
        Field<?> member = fields.get(place);
        if (!ValueList.isTexts(column.type())) {
            return member;
        }
        DataType<?> innermost = column.type();
        for (DataType<?> next = innermost; next != null; next = next.getArrayComponentDataType()) {
            innermost = next;
        }
        // Not to the length that the column has, to which a cast would cut in silence.
        DataType<?> named = StoredValues.isConverted(innermost)
                ? ValueList.named(innermost.getFromType())
                : ValueList.named(innermost);
        if (named != null && column.type().isArray()) {
            return member.cast(named.getArrayDataType());
        }
        Object[] type = TypeName.of(column.typeName());
        return type.length > 0
                ? Template.of(column.type(), Stream.concat(Stream.of("cast(", member, " as "),
                        Stream.concat(Arrays.stream(type), Stream.of(")"))).toArray())
                : Template.of(column.type(), "(jsonb_populate_record(cast(null as ", DSL.table(column.model().table()),
                        "), jsonb_build_object(", DSL.inline(column.column()), ", ", member, "))).",
                        DSL.name(column.column()));
    }
}
