package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.RelatedRows;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pairs in a table between: {@code insert into entry_tag (entry_id, tag_id) select … from unnest(…) on conflict … do nothing}.
 * Where no unique key says that a pair is there once, those that are there are read before, by one after the other.
 */
final class PairsWriter extends RelationWriter {
    private final Model table;
    private final List<Attribute> near;
    private final List<Attribute> far;
    private final List<Attribute> nearKey;
    private final List<Attribute> targetKey;
    private final List<Statement.Assignment> through;
    private final List<@Nullable Object> throughValues;
    private final Consumer<@Nullable Object> given;

    PairsWriter(Relation relation, RowState parent, Hop in, Hop out, List<NamedValue> through,
            Consumer<@Nullable Object> given) {
        super(relation, parent, in.near());
        this.table = in.target();
        this.near = in.far();
        this.far = out.near();
        this.nearKey = in.near();
        this.targetKey = out.far();
        this.given = given;
        Resolver resolver = new Resolver(table);
        this.through = Assignments.of(through, resolver).all();
        this.throughValues = resolver.values();
        for (Statement.Assignment one : this.through) {
            if (near.contains(one.attribute()) || far.contains(one.attribute())) {
                throw new LookupException(
                        "'" + one.attribute().name() + "' of " + table.name() + " says which rows a pair"
                                + " is of, and is given by them.");
            }
            if (!(one.value() instanceof Expression.Param)) {
                throw new LookupException("'" + one.attribute().name() + "' of " + table.name()
                        + " is given the same value in each pair, not what the server computes.");
            }
        }
    }

    @Override
    public Evaluation<Long> adding(List<?> rows) {
        List<List<Object>> keys = rowKeys(rows);
        if (keys.isEmpty()) {
            return Evaluation.of(0L);
        }
        Session session = session();
        return told(session, !isOnce(), Kind.INSERT, () -> add(keys, session)).evaluation();
    }

    @Override
    public Evaluation<Long> removing(List<?> rows) {
        List<List<Object>> keys = rowKeys(rows);
        if (keys.isEmpty()) {
            return Evaluation.of(0L);
        }
        Session session = session();
        return told(session, false, Kind.DELETE, () -> delete(session, keys, false)).evaluation();
    }

    @Override
    public Evaluation<Long> clearing() {
        Session session = session();
        return told(session, false, Kind.DELETE, () -> delete(session, List.of(), true)).evaluation();
    }

    @Override
    public Evaluation<Long> setting(List<?> rows) {
        List<List<Object>> keys = rowKeys(rows);
        if (keys.isEmpty()) {
            return clearing();
        }
        Session session = session();
        return Block.of(session, true,
                () -> told(session, false, Kind.DELETE, () -> delete(session, keys, true)).run()
                        + told(session, false, Kind.INSERT, () -> add(keys, session)).run());
    }

    private ToldWrites<Long> told(Session session, boolean several, Kind kind, Supplier<Long> work) {
        return ToldWrites.ofMany(session, several, table, kind, Map.of(), work, Long::longValue);
    }

    private List<List<Object>> rowKeys(List<?> rows) {
        return keys(rows, targetKey, relation().target(), given);
    }

    /** Whether the server sees to it that a pair is there once. */
    private boolean isOnce() {
        return !once().isEmpty();
    }

    /** The unique key that says so: others may stand in the way of a pair, and that is an error. */
    private List<Attribute> once() {
        Set<Attribute> pair = new HashSet<>(near);
        pair.addAll(far);
        return Stream.concat(Stream.of(table.primaryKey()), table.uniqueKeys().stream().map(key -> key.attributes()))
                .filter(key -> !key.isEmpty() && pair.containsAll(key))
                .findFirst()
                .orElse(List.of());
    }

    private long add(List<List<Object>> keys, Session session) {
        boolean both = relation().symmetrical();
        if (!isOnce()) {
            lock(keys, session);
        }
        List<List<Object>> missing = isOnce() ? keys : missing(keys, session);
        if (missing.isEmpty()) {
            return 0;
        }
        int size = both ? missing.size() * 2 : missing.size();
        ListedValues lists = new ListedValues(List.of(), size);
        List<Statement.ListedColumn> columns = new ArrayList<>();
        for (int i = 0; i < near.size(); i++) {
            int part = i;
            columns.add(lists.add(near.get(i),
                    row -> row < missing.size() ? key().get(part) : missing.get(row - missing.size()).get(part)));
        }
        for (int i = 0; i < far.size(); i++) {
            int part = i;
            columns.add(lists.add(far.get(i),
                    row -> row < missing.size() ? missing.get(row).get(part) : key().get(part)));
        }
        for (Statement.Assignment one : through) {
            int place = ((Expression.Param) one.value()).index();
            columns.add(lists.add(one.attribute(), row -> throughValues.get(place)));
        }
        Statement.OnConflict conflict = isOnce()
                ? new Statement.OnConflict.Ignore(once())
                : new Statement.OnConflict.Fail();
        Statement insert = new Statement.InsertRows(table, columns, conflict, Statement.Returned.all(near));
        List<@Nullable Object[]> stored = session.rows(insert, lists.bound());
        return both ? (stored.size() + 1) / 2 : stored.size();
    }

    /**
     * Has others wait who add the same pairs, from whichever end: each locks the rows that the first column of the table refers
     * to, and all of a symmetrical relation, in one order.
     */
    private void lock(List<List<Object>> keys, Session session) {
        boolean nearFirst = near.get(0).index() < far.get(0).index();
        List<List<Object>> locked = new ArrayList<>();
        if (nearFirst || relation().symmetrical()) {
            locked.add(key());
        }
        if (!nearFirst || relation().symmetrical()) {
            locked.addAll(keys);
        }
        List<Attribute> columns = nearFirst ? nearKey : targetKey;
        Resolver resolver = new Resolver(columns.get(0).model());
        Query rows = Query.of(columns.get(0).model())
                .filter(StoredRow.predicate(columns, locked, resolver))
                .orderBy(
                        StoredRow.columns(columns).stream().<Order>map(column -> new Order.By(column, false)).toList());
        List<@Nullable Object[]> unused = session.rows(
                StoredRow.reading(columns, LockedRows.of(rows, /* keys= */ false, resolver)), resolver.values());
    }

    /** Those that there is no pair for. */
    private List<List<Object>> missing(List<List<Object>> keys, Session session) {
        Resolver resolver = new Resolver(table);
        Query pairs = Query.of(table)
                .filter(equal(near, key(), resolver))
                .filter(StoredRow.predicate(far, keys, resolver));
        Set<List<Object>> known = new HashSet<>();
        session.rows(StoredRow.reading(far, pairs), resolver.values())
                .forEach(row -> known.add(StoredRow.comparable(row, far.size())));
        return keys.stream().filter(one -> !known.contains(StoredRow.comparable(one.toArray(), far.size()))).toList();
    }

    /** @param others whether those are deleted that are not among the keys */
    private long delete(Session session, List<List<Object>> keys, boolean others) {
        Resolver resolver = new Resolver(table);
        Predicate pairs = of(near, far, keys, others, resolver);
        if (relation().symmetrical()) {
            pairs = Predicate.or(List.of(pairs, of(far, near, keys, others, resolver)));
        }
        Statement delete = new Statement.Delete(Query.of(table).filter(pairs), List.of());
        long deleted = session.write(delete, resolver.values());
        return relation().symmetrical() ? (deleted + 1) / 2 : deleted;
    }

    private Predicate of(
            List<Attribute> here, List<Attribute> there, List<List<Object>> keys, boolean others, Resolver resolver) {
        Predicate own = equal(here, key(), resolver);
        if (keys.isEmpty()) {
            return own;
        }
        Predicate among = StoredRow.predicate(there, keys, resolver);
        return Predicate.and(List.of(own, others ? Predicate.not(among) : among));
    }

    private static Predicate equal(List<Attribute> columns, List<Object> values, Resolver resolver) {
        List<Predicate> equal = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            equal.add(resolver.equal(new Expression.Column(List.of(), columns.get(i)),
                    resolver.bind(columns.get(i).type(), values.get(i))));
        }
        return Predicate.and(equal);
    }

    @Override
    List<NamedValue> values() {
        return List.of();
    }

    @Override
    void link(RowState stored) {
        List<Object> key = new ArrayList<>();
        for (Attribute part : targetKey) {
            key.add(Objects.requireNonNull(
                    stored.value(RelatedRows.own(stored.model(), part).index())));
        }
        long unused = add(List.of(key), session());
    }

    @Override
    boolean links() {
        return true;
    }
}
