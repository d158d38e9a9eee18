package dev.dunder.sql;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
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
 */
final class Joins {
    /** For paths outside of filters: any join will do. */
    static final int ANY_CALL = -1;

    private static final int LONGEST_NAME = 63;

    private final Binds statement;
    private final Set<String> aliases;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Derived> derived = new ArrayList<>();
    private final Map<Hop, Predicate> conditions = new HashMap<>();
    private final Map<Hop, Function<Predicate, Condition>> writers = new HashMap<>();
    private final Node root;
    private final @Nullable Joins around;
    private final Set<Node> fixed;
    private boolean negatesRows;
    private boolean ofRelation;

    /** A table made of a select; null as a condition for one that has a single row. */
    private record Derived(Table<?> table, @Nullable Condition on, boolean lateral, boolean inner) {}

    /** One table in the FROM clause. */
    static final class Node {
        private final String alias;
        private final Model model;
        private final @Nullable Node parent;
        private final @Nullable Hop hop;
        private final int call;
        private final boolean optional;
        private @Nullable Condition condition;
        private boolean inner;

        private Node(String alias, Model model, @Nullable Node parent, @Nullable Hop hop, int call, boolean optional) {
            this.alias = alias;
            this.model = model;
            this.parent = parent;
            this.hop = hop;
            this.call = call;
            this.optional = optional;
        }

        Field<?> column(Attribute attribute) {
            return DSL.field(DSL.name(alias, attribute.column()), attribute.type());
        }

        Model model() {
            return model;
        }

        @Nullable
        Node parent() {
            return parent;
        }

        boolean toMany() {
            return hop != null && hop.toMany();
        }

        private List<Hop> path() {
            List<Hop> path = new ArrayList<>();
            for (Node up = this; up != null && up.hop != null; up = up.parent) {
                path.addFirst(up.hop);
            }
            return path;
        }

        Table<?> table() {
            Name table = model.table();
            return alias.equals(model.tableName())
                    ? DSL.table(table)
                    : DSL.table(table).as(DSL.name(alias));
        }

        /** What a lock calls it. */
        Table<?> alias() {
            return DSL.table(DSL.name(alias));
        }

        /** Where the near side has a row, so has this one, or rows without one are wanted out. */
        private boolean isInner() {
            return parent == null
                    || inner
                    || (parent.isInner() && hop != null && !optional);
        }
    }

    Joins(Model model, Binds statement) {
        this(model, statement, new HashSet<>());
    }

    private Joins(Model model, Binds statement, Set<String> aliases) {
        this.statement = statement;
        this.aliases = aliases;
        this.around = null;
        this.fixed = Set.of();
        this.root = new Node(alias(model.tableName()), model, null, null, ANY_CALL, false);
        nodes.add(root);
    }

    private Joins(Joins around, Set<Node> fixed) {
        this.statement = around.statement;
        this.aliases = around.aliases;
        this.root = around.root;
        this.around = around;
        this.fixed = Set.copyOf(fixed);
        this.ofRelation = around.ofRelation;
    }

    /** The joins of a subquery, whose aliases must not hide those out here. */
    Joins subquery(Model model) {
        return new Joins(model, statement, aliases);
    }

    /**
     * The joins of a question that is asked of each row out here: what leads on from it to many rows is joined in there, and
     * does not multiply it. Of the relations to many rows some are fixed: the row has one of theirs with it.
     *
     * @param rows those that are fixed, out here
     */
    Joins within(Set<Node> rows) {
        Joins within = new Joins(this, rows);
        within.conditions.putAll(conditions);
        return within;
    }

    /** What is negated in there is about the row that is fixed, not about all that the relation leads to. */
    void negatingRows() {
        this.negatesRows = true;
    }

    Node root() {
        return root;
    }

    /** All conditions of hops, by which another level makes its own. */
    Map<Hop, Predicate> conditions() {
        return Map.copyOf(conditions);
    }

    /** A hop whose rows must fulfil a condition, or they are not joined. */
    void condition(Hop hop, Predicate said, Function<Predicate, Condition> writer) {
        conditions.put(hop, said);
        writers.put(hop, writer);
    }

    /**
     * The root is at the end of a relation that may lead to none. A filtered relation that goes on from there keeps the rows
     * that it has none for, as it does in the select around this one.
     */
    void ofRelation() {
        this.ofRelation = true;
    }

    /** What the rows of a hop must fulfil. */
    @Nullable
    Predicate condition(Hop hop) {
        return conditions.get(hop);
    }

    /** Whether there is a join to many rows, so that rows of the root may come up several times. */
    boolean multiplied() {
        return nodes.stream().anyMatch(Node::toMany);
    }

    /** The ways to the joins to many rows, each as often as it is joined. */
    List<List<Hop>> toMany() {
        return nodes.stream().filter(Node::toMany).map(Node::path).toList();
    }

    /** The joins to many rows along some paths. */
    Set<Node> toMany(Collection<List<Hop>> paths) {
        Set<Node> found = new LinkedHashSet<>();
        for (List<Hop> path : paths) {
            for (Node up = follow(path, ANY_CALL); up != null; up = up.parent) {
                if (up.toMany()) {
                    found.add(up);
                }
            }
        }
        return found;
    }

    /** Where a path first leads to many rows, as a negation sees it; -1 where it does not. */
    int firstToMany(List<Hop> path) {
        Node near = negatesRows ? root : null;
        for (int i = 0; i < path.size(); i++) {
            near = near == null ? null : fixed(near, path.get(i));
            if (near == null && path.get(i).toMany()) {
                return i;
            }
        }
        return -1;
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
    Node follow(List<Hop> path, int call) {
        Node node = root;
        for (Hop hop : path) {
            node = next(node, hop, call);
        }
        return node;
    }

    Field<?> column(Expression.Column column) {
        return follow(column.path(), ANY_CALL).column(column.attribute());
    }

    /** A row out there: one that is fixed, or the only one that such a one leads to. */
    private @Nullable Node fixed(Node from, Hop hop) {
        if (around == null || nodes.contains(from)) {
            return null;
        }
        Node row = fixedRow(from, hop);
        return row != null || hop.toMany() ? row : around.next(from, hop, ANY_CALL);
    }

    private @Nullable Node fixedRow(Node from, Hop hop) {
        return fixed.stream().filter(node -> node.parent == from && node.hop == hop).findFirst().orElse(null);
    }

    private Node next(Node from, Hop hop, int call) {
        Node fixedNode = fixed(from, hop);
        if (fixedNode != null) {
            return fixedNode;
        }
        Node latest = latest(from, hop);
        if (latest != null && (!hop.toMany() || call == ANY_CALL)) {
            return latest;
        }
        Node made = made(from, hop, call);
        if (made != null) {
            return made;
        }
        statement.checkJoins(nodes.size());
        boolean optional = hop.optional() || (hop.apart() && ofRelation);
        Node node = new Node(alias(hop.target().tableName()), hop.target(), from, hop, call, optional);
        nodes.add(node);
        Predicate said = conditions.get(hop);
        Function<Predicate, Condition> writer = writers.get(hop);
        if (said != null && writer != null) {
            node.condition = writer.apply(said);
            // What the condition has joined for itself must stand before it.
            nodes.remove(node);
            nodes.add(node);
        }
        return node;
    }

    /** The end of a path, if it is joined already. */
    @Nullable
    Node found(List<Hop> path) {
        Node node = root;
        for (Hop hop : path) {
            Node far = node == null ? null : fixed(node, hop);
            node = far != null ? far : latest(node, hop);
        }
        return node;
    }

    /** The join that a filter call has made for a hop, if it has. */
    @Nullable
    Node made(Node from, Hop hop, int call) {
        Node row = fixedRow(from, hop);
        return row != null ? row : nodes.stream().filter(node -> node.parent == from && node.hop == hop && node.call == call).findFirst()
                .orElse(null);
    }

    private @Nullable Node latest(@Nullable Node from, Hop hop) {
        return nodes.reversed().stream().filter(node -> node.parent == from && node.hop == hop).findFirst()
                .orElse(null);
    }

    /** Rows that have nothing at these nodes are not wanted; the rows out there are not decided about. */
    void require(Set<Node> needed) {
        for (Node node : needed) {
            for (Node up = node; up != null && nodes.contains(up); up = up.parent) {
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
        Node first = first();
        Table<?> from = first == null
                ? DSL.table(Compiler.JOOQ.selectOne()).as(DSL.name(alias("row")))
                : first.table();
        for (Node node : nodes) {
            if (node != first && node.parent != null && node.hop != null) {
                Condition condition = node.condition;
                Condition on = on(node.parent, node.hop, node);
                Condition all = condition == null ? on : on.and(condition);
                from = node.isInner() ? from.join(node.table()).on(all) : from.leftJoin(node.table()).on(all);
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
    private @Nullable Node first() {
        Node first = nodes.isEmpty() ? null : nodes.getFirst();
        return first == null || first.isInner() ? first : null;
    }

    /** What is joined in here belongs to the row out there. */
    Condition correlated() {
        Node first = first();
        if (around == null || first == null || first.parent == null || first.hop == null) {
            return DSL.noCondition();
        }
        Condition on = on(first.parent, first.hop, first);
        Condition condition = first.condition;
        return condition == null ? on : on.and(condition);
    }

    /** Whether there are such rows in here for the row out there. */
    Condition exists(Condition condition) {
        return isEmpty()
                ? condition
                : DSL.exists(DSL.selectOne().from(from()).where(correlated().and(condition)));
    }

    static Condition on(Node near, Hop hop, Node far) {
        return on(near, hop.near(), hop, far);
    }

    /** The same where the near columns are another table's, which are equal to them. */
    static Condition on(Node near, List<Attribute> keys, Hop hop, Node far) {
        Condition condition = DSL.noCondition();
        for (int i = 0; i < keys.size(); i++) {
            condition = condition.and(equal(near.column(keys.get(i)), far.column(hop.far().get(i))));
        }
        return condition;
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
            if (alias.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                alias = "t" + i;
            }
        }
        return alias;
    }
}
