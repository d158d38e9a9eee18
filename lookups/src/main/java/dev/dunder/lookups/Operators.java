package dev.dunder.lookups;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** What jOOQ has no method for. */
final class Operators {
    private Operators() {}

    /** The value of a query of one column and one row. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Field<?> one(Select<?> rows) {
        return DSL.field((Select) rows);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Condition in(Field<?> left, Select<?> rows) {
        return left.in((Select) rows);
    }
}
