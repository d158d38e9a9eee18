package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** One table in the FROM clause of a select, joined to the one before it by a hop. */
final class JoinedTable {
    private final String alias;
    private final Model model;
    final @Nullable JoinedTable parent;
    final @Nullable Hop hop;
    final int call;
    private final boolean optional;
    private final List<Field<?>> keys;
    private final Condition on;
    private final @Nullable ChosenRows chosen;
    @Nullable
    Condition condition;
    @Nullable
    JoinedTable next;
    boolean inner;

    /** What a select starts with: all rows of a table, or those of them that have been chosen. */
    JoinedTable(String alias, Model model, @Nullable ChosenRows chosen) {
        this.alias = alias;
        this.model = model;
        this.chosen = chosen;
        this.parent = null;
        this.hop = null;
        this.call = Joins.ANY_CALL;
        this.optional = false;
        this.keys = List.of();
        this.on = DSL.noCondition();
    }

    /** Joined to another one by columns of that which are equal to those that the hop starts from. */
    JoinedTable(String alias, JoinedTable parent, List<Attribute> keys, Hop hop, int call, boolean optional) {
        this.alias = alias;
        this.model = hop.target();
        this.parent = parent;
        this.hop = hop;
        this.call = call;
        this.optional = optional;
        this.chosen = null;
        List<Field<?>> near = new ArrayList<>();
        Condition all = DSL.noCondition();
        for (int i = 0; i < keys.size(); i++) {
            near.add(parent.column(keys.get(i)));
            all = all.and(Joins.equal(near.get(i), column(hop.far().get(i))));
        }
        this.keys = List.copyOf(near);
        this.on = all;
    }

    Field<?> column(Attribute attribute) {
        if (chosen != null) {
            chosen.read(attribute);
        }
        return Joins.read(DSL.name(alias, attribute.column()), attribute.type());
    }

    /** A column as it is stored. */
    Field<?> stored(Attribute attribute) {
        return DSL.field(DSL.name(alias, attribute.column()), attribute.type());
    }

    Model model() {
        return model;
    }

    @Nullable
    JoinedTable parent() {
        return parent;
    }

    boolean toMany() {
        return hop != null && hop.toMany();
    }

    List<Hop> path() {
        List<Hop> path = new ArrayList<>();
        for (JoinedTable up = this; up != null && up.hop != null; up = up.parent) {
            path.addFirst(up.hop);
        }
        return path;
    }

    private Table<?> own() {
        if (chosen != null) {
            return chosen.table().as(DSL.name(alias));
        }
        Name table = model.table();
        return alias.equals(model.tableName())
                ? DSL.table(table)
                : DSL.table(table).as(DSL.name(alias));
    }

    /** The table, together with the one without whose row none of its own counts. */
    Table<?> table() {
        return next == null ? own() : own().join(next.table()).on(next.on);
    }

    /** Whether it stands within the table of the node before. */
    boolean isWithin() {
        return parent != null && parent.next == this;
    }

    Condition on() {
        return condition == null ? on : on.and(condition);
    }

    /** The columns that it is joined by, of the table before. */
    List<Field<?>> keys() {
        return keys;
    }

    /** What a lock calls it. */
    Table<?> alias() {
        return DSL.table(DSL.name(alias));
    }

    /** Where the near side has a row, so has this one, or rows without one are wanted out. */
    boolean isInner() {
        return parent == null
                || inner
                || (parent.isInner() && hop != null && !optional);
    }
}
