package dev.dunder.sql;

import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * One select as it is being written: its joins, what it has computed already, and the select around it.
 */
final class SelectScope {
    private final Binds binds;
    private final Joins joins;
    private final @Nullable SelectScope outer;
    private final Map<Expression, Field<?>> computed;
    private final @Nullable ChosenRows chosen;

    /** The select, where this is a scope in it. */
    private final @Nullable SelectScope around;

    private SelectScope(Binds binds, Joins joins, @Nullable SelectScope outer, @Nullable ChosenRows chosen) {
        this.binds = binds;
        this.joins = joins;
        this.outer = outer;
        this.chosen = chosen;
        this.computed = new HashMap<>();
        this.around = null;
        joins.writer(said -> new Expressions(this).condition(said));
    }

    private SelectScope(SelectScope around) {
        this.binds = around.binds;
        this.joins = around.joins.scope();
        this.outer = around.outer;
        this.chosen = around.chosen;
        this.computed = around.computed;
        this.around = around.select();
        joins.writer(said -> new Expressions(this).condition(said));
    }

    static SelectScope of(Model model, Binds binds, @Nullable SelectScope outer) {
        return of(model, binds, outer, null);
    }

    /** A select of rows that have been chosen before. */
    static SelectScope of(Model model, Binds binds, @Nullable SelectScope outer, @Nullable ChosenRows chosen) {
        Joins joins = outer == null ? new Joins(model, binds, chosen) : outer.joins.subquery(model, chosen);
        return new SelectScope(binds, joins, outer, chosen);
    }

    /** Another select of the same query, beside this one. */
    SelectScope beside(Model model) {
        return new SelectScope(binds, joins.subquery(model, chosen), outer, chosen);
    }

    /** A select that is never sent: it only shows which joins there would be. */
    SelectScope trial(Model model) {
        return trial(model, binds, outer);
    }

    static SelectScope trial(Model model, Binds binds, @Nullable SelectScope outer) {
        Binds trial = binds.trial();
        return new SelectScope(trial, new Joins(model, trial, null), outer, null);
    }

    /** For a question that is asked of each row of this select, with some rows of relations to many. */
    SelectScope within(Set<JoinedTable> rows) {
        SelectScope within = new SelectScope(binds, joins.within(rows), outer, chosen);
        within.computed.putAll(computed);
        return within;
    }

    /** The same row, with further rows that are related to it. */
    SelectScope scope() {
        return new SelectScope(this);
    }

    /** The select that this is, or is a scope in. */
    SelectScope select() {
        return around == null ? this : around;
    }

    Binds binds() {
        return binds;
    }

    Joins joins() {
        return joins;
    }

    @Nullable
    SelectScope outer() {
        return outer;
    }

    /** The rows that it is about, where these have been chosen before; null where it is of all. */
    @Nullable
    ChosenRows chosen() {
        return chosen;
    }

    /** Makes a relation of the query's own known: it is joined where something asks for it. */
    void relate(Step.Filtered step) {
        if (!step.condition().equals(Predicate.ALWAYS)) {
            joins.condition(step.relation().hops().getLast(), step.condition());
        }
    }

    /** Joins a relation of the query's own without which no row is wanted. */
    void require(Step.Filtered step) {
        if (step.required()) {
            joins.require(Set.of(joins.follow(step.relation().hops(), Joins.ANY_CALL)));
        }
    }

    /** Leaves only the rows whose key is in a list, by a relation to many rows in a way of its own. */
    void place(Expression.Place place, int call) {
        if (computed(place) == null) {
            computed(place, new ValueLists(this, new Expressions(this, call)).join(place));
        }
    }

    /** From here on, an expression is this field: a column of a derived table; null where it is to be written anew. */
    void computed(Expression expression, @Nullable Field<?> field) {
        if (field == null) {
            computed.remove(expression);
        } else {
            computed.put(expression, field);
        }
    }

    @Nullable
    Field<?> computed(Expression expression) {
        return computed.get(expression);
    }
}
