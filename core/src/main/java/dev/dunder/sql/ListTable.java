package dev.dunder.sql;

import dev.dunder.lookups.StoredValues;
import dev.dunder.model.Attribute;
import dev.dunder.query.ValueList;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Lists side by side, as a table: a row of each first, each second member and so on,
 * {@code unnest(?, …) with ordinality as list(k1, …, place)}. It is one plan for any number of rows.
 *
 * @param table the lists
 * @param fields a member of each; of a list of arrays, which would be one of several dimensions, its text
 * @param place the number of the row, from 1
 */
record ListTable(Table<?> table, List<Field<?>> fields, Field<Long> place) {
    /** The types that their class tells from all others. */
    private static final Map<Class<?>, DataType<?>> NAMED = Map.ofEntries(
            Map.entry(Boolean.class, SQLDataType.BOOLEAN),
            Map.entry(Short.class, SQLDataType.SMALLINT),
            Map.entry(Integer.class, SQLDataType.INTEGER),
            Map.entry(Long.class, SQLDataType.BIGINT),
            Map.entry(Float.class, SQLDataType.REAL),
            Map.entry(Double.class, SQLDataType.DOUBLE),
            Map.entry(BigDecimal.class, SQLDataType.NUMERIC),
            Map.entry(byte[].class, SQLDataType.BLOB),
            Map.entry(UUID.class, SQLDataType.UUID),
            Map.entry(LocalDate.class, SQLDataType.LOCALDATE),
            Map.entry(LocalTime.class, SQLDataType.LOCALTIME),
            Map.entry(OffsetTime.class, SQLDataType.OFFSETTIME),
            Map.entry(LocalDateTime.class, SQLDataType.LOCALDATETIME),
            Map.entry(OffsetDateTime.class, SQLDataType.OFFSETDATETIME));

    /** What a text is compared with, and stored from, as it is. */
    private static final Set<String> TEXTS = Set.of("text", "varchar", "clob", "character varying");

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
        DataType<?> named = named(list.type());
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
        DataType<?> named = StoredValues.isConverted(innermost) ? NAMED.get(innermost.getFromType()) : named(innermost);
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

    private static @Nullable DataType<?> named(DataType<?> type) {
        boolean text = type.getType() == String.class && TEXTS.contains(type.getTypeName());
        return text ? SQLDataType.CLOB : NAMED.get(type.getType());
    }
}
