package dev.dunder.sql;

import dev.dunder.lookups.LookupException;
import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Row;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Comparisons of keys of several columns. */
final class TupleConditions {
    private final Expressions expressions;

    TupleConditions(Expressions expressions) {
        this.expressions = expressions;
    }

    /** With another key of as many columns. */
    Condition compared(String lookup, List<Expression> left, Expression right) {
        List<Expression> values = parts(right);
        if (values.size() != left.size()) {
            throw new LookupException("A key of " + left.size()
                    + " columns is compared with another of as many.");
        }
        if (lookup.equals("exact") || lookup.equals("in")) {
            List<Condition> equal = new ArrayList<>();
            for (int i = 0; i < left.size(); i++) {
                equal.add(Joins.equal(expressions.field(left.get(i)), expressions.field(values.get(i))));
            }
            return DSL.and(equal);
        }
        Row one = DSL.row(expressions.fields(left));
        Row other = DSL.row(expressions.fields(values));
        return RowValues.compare(lookup, one, other);
    }

    /** With the rows of a query. */
    Condition among(List<Expression> left, Select<?> rows) {
        return RowValues.in(DSL.row(expressions.fields(left)), rows);
    }

    private static List<Expression> parts(Expression left) {
        return left instanceof Expression.Tuple(List<Expression> parts) ? parts : List.of(left);
    }
}
