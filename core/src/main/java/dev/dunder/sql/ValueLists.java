package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.ValueList;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Keys among those of a list, which is an array for each column, whatever its length. */
final class ValueLists {
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

    private final SelectScope level;
    private final Expressions expressions;

    /** The lists side by side, as a table: a row of each first, each second member and so on. */
    private record Members(Table<?> table, List<Field<?>> fields, Field<Long> place) {}

    ValueLists(SelectScope level, Expressions expressions) {
        this.level = level;
        this.expressions = expressions;
    }

    /** The key is one of the list. */
    Condition oneOf(Predicate.OneOf predicate) {
        List<Field<?>> left = expressions.fields(predicate.left());
        if (left.size() == 1 && !predicate.lists().get(0).type().isArray()) {
            return any(left.get(0), predicate.lists().get(0));
        }
        Members members = members(predicate.lists());
        Row row = DSL.row(left);
        Select<? extends Record> all = DSL.select(members.fields()).from(members.table());
        return RowValues.in(row, all);
    }

    @SuppressWarnings("unchecked")
    private Condition any(Field<?> left, ValueList list) {
        Attribute like = list.like();
        boolean same = like != null && left.getDataType().getTypeName().equals(like.type().getTypeName());
        Field<?> array = same ? level.binds().slot(list.values()) : array(list);
        return ((Field<Object>) left).eq(DSL.any((Field<Object[]>) array));
    }

    /** Joins the lists, so that there is a row for each place that its key has in them. */
    Field<Long> join(Expression.Place place) {
        List<Field<?>> key = expressions.fields(place.key());
        Members members = members(place.lists());
        List<Condition> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            equal.add(Joins.equal(members.fields().get(i), key.get(i)));
        }
        level.joins().attachInner(members.table(), DSL.and(equal));
        return members.place();
    }

    private Members members(List<ValueList> lists) {
        String alias = level.joins().alias("list");
        List<Field<?>> arrays = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Field<?>> fields = new ArrayList<>();
        for (int i = 0; i < lists.size(); i++) {
            ValueList list = lists.get(i);
            String name = "k" + (i + 1);
            Field<?> member = DSL.field(DSL.name(alias, name), list.type());
            arrays.add(array(list));
            names.add(name);
            fields.add(list.type().isArray() ? member.cast(list.type()) : member);
        }
        names.add("place");
        return new Members(
                RowValues.unnest(arrays).as(alias, names.toArray(String[]::new)), fields,
                DSL.field(DSL.name(alias, "place"), SQLDataType.BIGINT));
    }

    /**
     * The list as an array whose type the server knows, which a bind alone does not say. A name from the catalog is no text
     * for a statement: where only that would tell, a column does, of which nothing is read.
     */
    private Field<?> array(ValueList list) {
        Field<?> values = level.binds().slot(list.values());
        Attribute like = list.like();
        if (list.type().isArray()) {
            return values.cast(SQLDataType.CLOB.getArrayDataType());
        }
        DataType<?> named = NAMED.get(list.type().getType());
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
}
