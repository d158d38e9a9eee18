package dev.dunder.write;

import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.RelatedRows;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rows that refer to one by a foreign key: {@code update entry set author_id = ? where entry.id = any(?)}. */
final class KeyRelationWriter extends RelationWriter {
    private final Hop hop;
    private final Model table;
    private final Model target;
    private final Consumer<@Nullable Object> given;

    KeyRelationWriter(Relation relation, RowState parent, Hop hop, Consumer<@Nullable Object> given) {
        super(relation, parent, hop.near());
        this.hop = hop;
        this.target = relation.target();
        this.table = hop.far().get(0).origin().model();
        this.given = given;
    }

    @Override
    public Evaluation<Long> adding(List<?> rows) {
        List<List<Object>> keys = rowKeys(rows);
        if (keys.isEmpty()) {
            return Evaluation.of(0L);
        }
        Session session = session();
        return told(session, () -> add(keys, session)).evaluation();
    }

    @Override
    public Evaluation<Long> removing(List<?> rows) {
        refuseWhereRequired("remove");
        List<List<Object>> keys = rowKeys(rows);
        if (keys.isEmpty()) {
            return Evaluation.of(0L);
        }
        Session session = session();
        return told(session, () -> empty(session, resolver -> among(keys, resolver))).evaluation();
    }

    @Override
    public Evaluation<Long> clearing() {
        refuseWhereRequired("clear");
        Session session = session();
        return told(session, () -> empty(session, resolver -> Predicate.ALWAYS)).evaluation();
    }

    @Override
    public Evaluation<Long> setting(List<?> rows) {
        refuseWhereRequired("set");
        List<List<Object>> keys = rowKeys(rows);
        if (keys.isEmpty()) {
            return clearing();
        }
        Session session = session();
        return Block.of(session, true,
                () -> told(session, () -> empty(session, resolver -> Predicate.not(among(keys, resolver)))).run()
                        + told(session, () -> add(keys, session)).run());
    }

    private ToldWrites<Long> told(Session session, Supplier<Long> work) {
        return ToldWrites.ofMany(session, /* several= */ false, table, Kind.UPDATE, Map.of(), work,
                Long::longValue);
    }

    private List<List<Object>> rowKeys(List<?> rows) {
        return keys(rows, table.primaryKey(), target, given);
    }

    private void refuseWhereRequired(String verb) {
        if (hop.far().stream().noneMatch(Attribute::nullable)) {
            throw new DunderException("Cannot " + verb + " '" + relation().accessor() + "' of a "
                    + parent().model().name() + ": each " + target.name() + " has one. Delete it, or add(…) it to"
                    + " another.");
        }
    }

    /** Those that are related already are not written. */
    private long add(List<List<Object>> keys, Session session) {
        Resolver resolver = new Resolver(table);
        List<Statement.Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < hop.far().size(); i++) {
            assignments.add(resolver.assignment(column(i), key().get(i)));
        }
        Versions.raise(table, assignments, resolver);
        Query rows = Query.of(table).filter(among(keys, resolver)).filter(Predicate.not(own(resolver)));
        return session.write(new Statement.Update(rows, assignments, List.of()), resolver.values());
    }

    private long empty(Session session, Function<Resolver, Predicate> which) {
        Resolver resolver = new Resolver(table);
        List<Statement.Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < hop.far().size(); i++) {
            // Of a key of several columns that is partly required, the rest is enough.
            if (column(i).nullable()) {
                assignments.add(resolver.assignment(column(i), null));
            }
        }
        Versions.raise(table, assignments, resolver);
        Query rows = Query.of(table).filter(own(resolver)).filter(which.apply(resolver));
        return session.write(new Statement.Update(rows, assignments, List.of()), resolver.values());
    }

    private Attribute column(int place) {
        return hop.far().get(place).origin();
    }

    private Predicate among(List<List<Object>> keys, Resolver resolver) {
        return StoredRow.predicate(table.primaryKey(), keys, resolver);
    }

    private Predicate own(Resolver resolver) {
        List<Predicate> equal = new ArrayList<>();
        for (int i = 0; i < hop.far().size(); i++) {
            equal.add(resolver.equal(new Expression.Column(List.of(), column(i)),
                    resolver.bind(column(i).type(), key().get(i))));
        }
        return Predicate.and(equal);
    }

    @Override
    List<NamedValue> values() {
        List<NamedValue> values = new ArrayList<>();
        for (int i = 0; i < hop.far().size(); i++) {
            values.add(new NamedValue(RelatedRows.own(target, hop.far().get(i)).name(), key().get(i)));
        }
        return values;
    }

    @Override
    void link(RowState stored) {
        // It refers to the row itself.
    }

    @Override
    boolean links() {
        return false;
    }
}
