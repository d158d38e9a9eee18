package dev.dunder.sql;

import dev.dunder.query.Expression;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** One derived table, of the aggregates of the same rows. */
record Branch(String alias, AggregatedRows source, List<Expression.Aggregate> aggregates) {
    Field<?> field(int place) {
        return DSL.field(DSL.name(alias, "a" + (place + 1)), aggregates.get(place).type());
    }

    Field<?> key(int place, Field<?> like) {
        return DSL.field(DSL.name(alias, "k" + (place + 1)), like.getDataType());
    }
}
