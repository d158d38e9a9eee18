package dev.dunder.sql;

import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * One derived table, of the aggregates of the same rows.
 *
 * @param start the step to its rows, where it needs nothing of those before; null where it starts with the query's own
 */
record Branch(String alias, AggregatedRows source, List<Expression.Aggregate> aggregates, @Nullable Hop start) {
    Field<?> field(int place) {
        return DSL.field(DSL.name(alias, "a" + (place + 1)), aggregates.get(place).type());
    }

    Field<?> key(int place, Field<?> like) {
        return DSL.field(DSL.name(alias, "k" + (place + 1)), like.getDataType());
    }
}
