package dev.dunder.sql;

import dev.dunder.lookups.EnumLabels;
import dev.dunder.lookups.Identifiers;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The tables that one select joins: a tree from the query's own table along the hops of its paths, and derived tables
 * beside it.
 *
 * <p>A hop to one row is made once, whoever asks. A hop to many rows is made once for each filter call, since each call may
 * be about another row; what is not a filter takes the latest there is.
 *
 * <p>What is said not to be so is about any related row, and has a {@link #scope} for it: further tables on the same tree,
 * which stand in a subquery.
 */
final class Joins {
    /** For paths outside of filters: any join will do. */
    static final int ANY_CALL = -1;

    private final Binds statement;
    private final Set<String> aliases;
    private final List<JoinedTable> nodes = new ArrayList<>();
    private final List<Derived> derived = new ArrayList<>();
    private final Map<Hop, Predicate> conditions;
    private final JoinedTable root;
    private final @Nullable Joins around;
    private final Set<JoinedTable> fixed;

    /** Where the paths of a scope leave those around it. */
    private final Map<List<Hop>, JoinedTable> own = new HashMap<>();

    private final boolean scope;
    private Function<Predicate, Condition> writer = none -> DSL.noCondition();

    /** A table made of a select; null as a condition for one that has a single row. */
    private record Derived(Table<?> table, @Nullable Condition on, boolean lateral, boolean inner) {}

    /** The joins of a select; where its rows have been chosen before, of these. */
    Joins(Model model, Binds statement, @Nullable ChosenRows chosen) {
        this(model, statement, new HashSet<>(), chosen);
    }

    private Joins(Model model, Binds statement, Set<String> aliases, @Nullable ChosenRows chosen) {
        this.statement = statement;
        this.aliases = aliases;
        this.conditions = new HashMap<>();
        this.around = null;
        this.fixed = Set.of();
        this.scope = false;
        this.root = new JoinedTable(alias(model.tableName()), model, chosen);
        nodes.add(root);
    }

    private Joins(Joins around, Set<JoinedTable> fixed, boolean scope) {
        this.statement = around.statement;
        this.aliases = around.aliases;
        this.conditions = around.conditions;
        this.root = around.root;
        this.around = around;
        this.fixed = Set.copyOf(fixed);
        this.scope = scope;
    }

    /** The joins of a subquery, whose aliases must not hide those out here. */
    Joins subquery(Model model, @Nullable ChosenRows chosen) {
        return new Joins(model, statement, aliases, chosen);
    }

    /**
     * The joins of a question that is asked of each row out here: what leads on from it to many rows is joined in there, and
     * does not multiply it. Of the relations to many rows some are fixed: the row has one of theirs with it.
     *
     * @param rows those that are fixed, out here
     */
    Joins within(Set<JoinedTable> rows) {
        return new Joins(this, rows, /* scope= */ false);
    }

    /**
     * Further tables on the same tree, for a subquery about the same row: those at the end of the paths to many rows that
     * {@link #begin}, and what follows from there. All else is where it is.
     */
    Joins scope() {
        return new Joins(this, Set.of(), /* scope= */ true);
    }

    JoinedTable root() {
        return root;
    }

    /** Begins with the rows that a hop leads to, and has those of the query's own table not in it. */
    JoinedTable startWith(Hop hop) {
        JoinedTable first = next(root, hop, ANY_CALL);
        nodes.remove(root);
        first.inner = true;
        return first;
    }

    /** The ways to the rows that are fixed. */
    Set<List<Hop>> fixed() {
        return fixed.stream().map(JoinedTable::path).collect(Collectors.toCollection(HashSet::new));
    }

    /** How the conditions of hops are written here. */
    void writer(Function<Predicate, Condition> how) {
        this.writer = how;
    }

    /** A hop whose rows must fulfil a condition, or they are not joined. */
    void condition(Hop hop, Predicate said) {
        conditions.put(hop, said);
    }

    /** Whether there is a join to many rows, so that rows of the root may come up several times. */
    boolean multiplied() {
        return nodes.stream().anyMatch(JoinedTable::toMany);
    }

    /** The ways to the joins to many rows, each as often as it is joined. */
    List<List<Hop>> toMany() {
        return nodes.stream().filter(JoinedTable::toMany).map(JoinedTable::path).toList();
    }

    /** The joins to many rows along some paths. */
    Set<JoinedTable> toMany(Collection<List<Hop>> paths) {
        Set<JoinedTable> found = new LinkedHashSet<>();
        for (List<Hop> path : paths) {
            for (JoinedTable up = follow(path, ANY_CALL); up != null; up = up.parent) {
                if (up.toMany()) {
                    found.add(up);
                }
            }
        }
        return found;
    }

    /** The tables of which each row has one, for a lock; none where that is all of them. */
    List<Table<?>> certain() {
        List<JoinedTable> tables = nodes.stream().filter(node -> !node.model().ofQuery()).toList();
        List<Table<?>> certain = new ArrayList<>();
        tables.stream().filter(JoinedTable::isInner).forEach(node -> certain.add(node.alias()));
        return certain.size() == tables.size() && derived.isEmpty() ? List.of() : certain;
    }

    /** Whether nothing has been joined in here. */
    boolean isEmpty() {
        return nodes.isEmpty() && derived.isEmpty();
    }

    /** Whether there is more than the root's own table. */
    boolean joined() {
        return nodes.size() > 1 || !derived.isEmpty();
    }

    /** The end of a path, joined as far as it is not yet. */
    JoinedTable follow(List<Hop> path, int call) {
        int known = path.size();
        while (known > 0 && !own.containsKey(path.subList(0, known))) {
            known--;
        }
        JoinedTable node = own.get(path.subList(0, known));
        if (node == null) {
            if (scope && around != null) {
                return around.follow(path, call);
            }
            node = root;
        }
        for (Hop hop : path.subList(known, path.size())) {
            node = next(node, hop, call);
        }
        return node;
    }

    /** Begins the part of a path that is this scope's: with its last hop, to many rows. */
    void begin(List<Hop> path, int call) {
        if (own.containsKey(path)) {
            return;
        }
        Hop hop = path.getLast();
        List<Hop> start = new ArrayList<>(path.subList(0, path.size() - 1));
        List<Attribute> keys = hop.near();
        while (!start.isEmpty() && isAtHand(keys, start.getLast())) {
            Hop last = start.removeLast();
            keys = keys.stream().map(key -> last.near().get(last.far().indexOf(key))).toList();
        }
        JoinedTable node = make(follow(start, call), keys, hop, call);
        own.put(path, node);
        fulfil(node, hop);
    }

    /** Whether the near side of a hop has the columns as well as the far one, so that it need not be made. */
    private boolean isAtHand(List<Attribute> columns, Hop hop) {
        return hop.forward() && hop.far().containsAll(columns) && !conditions.containsKey(hop);
    }

    Field<?> column(Expression.Column column) {
        return follow(column.path(), ANY_CALL).column(column.attribute());
    }

    /** Whether a table is one of this select's or scope's own. */
    boolean has(JoinedTable node) {
        return nodes.contains(node);
    }

    /** A row out there: one that is fixed, or the only one that such a one leads to. */
    private @Nullable JoinedTable fixed(JoinedTable from, Hop hop) {
        if (around == null || scope || nodes.contains(from)) {
            return null;
        }
        JoinedTable row = fixedRow(from, hop);
        return row != null || hop.toMany() ? row : around.next(from, hop, ANY_CALL);
    }

    private @Nullable JoinedTable fixedRow(JoinedTable from, Hop hop) {
        return fixed.stream().filter(node -> node.parent == from && node.hop == hop).findFirst().orElse(null);
    }

    private JoinedTable next(JoinedTable from, Hop hop, int call) {
        JoinedTable fixedNode = fixed(from, hop);
        if (fixedNode != null) {
            return fixedNode;
        }
        JoinedTable latest = latest(from, hop);
        if (latest != null && (!hop.severalForEach() || call == ANY_CALL)) {
            return latest;
        }
        JoinedTable made = made(from, hop, call);
        if (made != null) {
            return made;
        }
        JoinedTable node = make(from, hop.near(), hop, call);
        fulfil(node, hop);
        return node;
    }

    private JoinedTable make(JoinedTable from, List<Attribute> keys, Hop hop, int call) {
        statement.checkJoins(nodes.size());
        // A filtered relation that goes on in a subquery keeps the rows that it has none for, as it does outside.
        boolean optional = hop.optional() || (hop.apart() && scope);
        JoinedTable node = new JoinedTable(alias(hop.target().tableName()), from, keys, hop, call, optional);
        nodes.add(node);
        if (from.hop != null && from.hop.between() && hop.apart()) {
            from.next = node;
        }
        return node;
    }

    private void fulfil(JoinedTable node, Hop hop) {
        Predicate said = conditions.get(hop);
        if (said == null) {
            return;
        }
        JoinedTable first = node;
        while (first.isWithin() && first.parent != null) {
            first = first.parent;
        }
        first.condition = writer.apply(said);
        // What the condition has joined for itself must stand before it.
        nodes.remove(first);
        nodes.add(first);
    }

    /** The end of a path, if it is joined already. */
    @Nullable
    JoinedTable found(List<Hop> path) {
        JoinedTable node = root;
        for (Hop hop : path) {
            JoinedTable far = node == null ? null : fixed(node, hop);
            node = far != null ? far : latest(node, hop);
        }
        return node;
    }

    /** The join that a filter call has made for a hop, if it has. */
    private @Nullable JoinedTable made(JoinedTable from, Hop hop, int call) {
        return nodes.stream().filter(node -> node.parent == from && node.hop == hop && node.call == call).findFirst()
                .orElse(null);
    }

    private @Nullable JoinedTable latest(@Nullable JoinedTable from, Hop hop) {
        return nodes.reversed().stream().filter(node -> node.parent == from && node.hop == hop).findFirst()
                .orElse(null);
    }

    /** Rows that have nothing at these nodes are not wanted; the rows out there are not decided about. */
    void require(Set<JoinedTable> needed) {
        for (JoinedTable node : needed) {
            for (JoinedTable up = node; up != null && nodes.contains(up); up = up.parent) {
                up.inner = true;
            }
        }
    }

    /** Joins a select by a condition; rows for which it has nothing stay. */
    void attach(Table<?> table, Condition on) {
        derived.add(new Derived(table, on, /* lateral= */ false, /* inner= */ false));
    }

    /** Joins a table by a condition; rows for which it has nothing are not wanted. */
    void attachInner(Table<?> table, Condition on) {
        derived.add(new Derived(table, on, /* lateral= */ false, /* inner= */ true));
    }

    /** Joins a select of one row. */
    void attach(Table<?> table, boolean lateral) {
        derived.add(new Derived(table, null, lateral, /* inner= */ false));
    }

    Table<?> from() {
        statement.joined(nodes.size() - 1 + derived.size());
        JoinedTable first = first();
        Table<?> from = first == null
                ? DSL.table(DSL.selectOne()).as(DSL.name(alias("row")))
                : first.table();
        for (JoinedTable node : nodes) {
            if (node != first && !node.isWithin()) {
                from = node.isInner()
                        ? from.join(node.table()).on(node.on())
                        : from.leftJoin(node.table()).on(node.on());
            }
        }
        for (Derived table : derived) {
            Condition on = table.on();
            from = on != null
                    ? table.inner() ? from.join(table.table()).on(on) : from.leftJoin(table.table()).on(on)
                    : from.crossJoin(table.lateral() ? DSL.lateral(table.table()) : table.table());
        }
        return from;
    }

    /** What a select starts with: nothing where there may be no row, since it is about one out there all the same. */
    private @Nullable JoinedTable first() {
        JoinedTable first = nodes.stream().filter(node -> !node.isWithin()).findFirst().orElse(null);
        return first == null || first.isInner() ? first : null;
    }

    /** What is joined in here belongs to the row out there. */
    Condition correlated() {
        JoinedTable first = first();
        return first == null ? DSL.noCondition() : first.on();
    }

    /** Whether there are such rows in here for the row out there. */
    Condition exists(Condition condition) {
        return isEmpty()
                ? condition
                : DSL.exists(DSL.selectOne().from(from()).where(correlated().and(condition)));
    }

    /** The tables around that a condition on some of this scope's needs, where it needs those. */
    Set<JoinedTable> outside(Set<JoinedTable> needed) {
        Set<JoinedTable> outside = new HashSet<>();
        for (JoinedTable node : needed) {
            JoinedTable up = node;
            while (up.parent != null && nodes.contains(up)) {
                up = up.parent;
            }
            outside.add(up);
        }
        return outside;
    }

    /** Those of this scope's that are joined to tables around. */
    List<JoinedTable> beginnings() {
        return nodes.stream().filter(node -> node.parent != null && !nodes.contains(node.parent)).toList();
    }

    /** A column, as values of its type: one of a domain over an enum is made the enum, which has all operators. */
    static Field<?> read(Name name, DataType<?> type) {
        Field<?> column = DSL.field(name, type);
        return EnumLabels.isBeneath(type) ? column.cast(type) : column;
    }

    @SuppressWarnings("unchecked")
    static Condition equal(Field<?> left, Field<?> right) {
        return ((Field<Object>) left).eq((Field<Object>) right);
    }

    /** A name that is free in this statement: this one, or with a number. */
    String alias(String name) {
        String alias = name;
        for (int i = 2; !aliases.add(alias); i++) {
            alias = name + "_" + i;
            if (!Identifiers.fits(alias)) {
                alias = "t" + i;
            }
        }
        return alias;
    }
}
