package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.ValueList;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Keys among those of a list, which is an array for each column, whatever its length. */
final class ValueLists {
    private final SelectScope level;
    private final Expressions expressions;

    ValueLists(SelectScope level, Expressions expressions) {
        this.level = level;
        this.expressions = expressions;
    }

    /** The key is one of the list. */
    Condition oneOf(Predicate.TupleIn predicate) {
        List<Field<?>> left = expressions.fields(predicate.left());
        if (left.size() == 1 && !ValueList.isTexts(predicate.lists().get(0).type())) {
            return any(left.get(0), predicate.lists().get(0));
        }
        ListTable members = ListTable.of(predicate.lists(), level);
        Row row = DSL.row(left);
        Select<? extends Record> all = DSL.select(compared(predicate.lists(), members)).from(members.table());
        return RowValues.in(row, all);
    }

    @SuppressWarnings("unchecked")
    private Condition any(Field<?> left, ValueList list) {
        Attribute like = list.like();
        boolean same = like != null && left.getDataType().getTypeName().equals(like.type().getTypeName());
        Field<?> array = same ? level.binds().slot(list.values()) : ListTable.array(list, level.binds());
        return ((Field<Object>) left).eq(DSL.any((Field<Object[]>) array));
    }

    /** Joins the lists, so that there is a row for each place that its key has in them. */
    Field<Long> join(Expression.Place place) {
        List<Field<?>> key = expressions.fields(place.key());
        ListTable members = ListTable.of(place.lists(), level);
        List<Field<?>> fields = compared(place.lists(), members);
        List<Condition> equal = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            equal.add(Joins.equal(fields.get(i), key.get(i)));
        }
        level.joins().attachInner(members.table(), DSL.and(equal));
        return members.place();
    }

    /** What is compared is of the key's type; arrays travel as texts. */
    private static List<Field<?>> compared(List<ValueList> lists, ListTable members) {
        List<Field<?>> fields = new ArrayList<>();
        for (int i = 0; i < lists.size(); i++) {
            Field<?> member = members.fields().get(i);
            DataType<?> type = lists.get(i).type();
            fields.add(ValueList.isTexts(type) ? member.cast(type) : member);
        }
        return fields;
    }
}
