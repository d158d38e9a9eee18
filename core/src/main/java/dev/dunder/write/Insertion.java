package dev.dunder.write;

import dev.dunder.DoesNotExist;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.HashedList;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.query.Rewriter;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A new row of a model: one row in each of its tables, parents first, whose keys the others then refer to. A parent of which
 * nothing is given but its key is there already.
 */
final class Insertion {
    private final Model model;
    private final Assignments given;
    private final List<Statement> statements = new ArrayList<>();
    private final List<RowTable> tables;
    private final List<List<Link>> links = new ArrayList<>();
    private final List<List<Attribute>> columns = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private final List<@Nullable Object> values;

    /** Ends the block in which the rows of parents are stored already: they are not to stay. */
    static final class Taken extends DunderException {
        private static final long serialVersionUID = 1;

        Taken() {
            super("A unique key has the values of the new row already.");
        }
    }

    /** A value of a statement that is known once the parent's row is stored. */
    private record Link(Expression.Param param, Attribute far) {}

    /**
     * A new row.
     *
     * @param given what is given of it, resolved on its model
     * @param resolver has the values
     * @param ignoringConflicts whether nothing is stored, without an error, where a unique key has its values already
     */
    Insertion(Assignments given, Resolver resolver, boolean ignoringConflicts) {
        this(given, resolver, ignoringConflicts, place -> false);
    }

    /**
     * A new row of which something need not come back.
     *
     * @param given what is given of it, resolved on its model
     * @param resolver has the values
     * @param ignoringConflicts whether nothing is stored, without an error, where a unique key has its values already
     * @param known whether it is known what the server stores of an attribute, by its place; it is asked for keys all the same
     */
    Insertion(Assignments given, Resolver resolver, boolean ignoringConflicts, IntPredicate known) {
        this.model = resolver.model();
        this.given = given;
        this.tables = RowTable.of(model);
        given.refuseNumbered(model);
        given.all().forEach(one -> refuseColumns(model, one));
        for (RowTable table : tables) {
            List<Statement.Assignment> assignments = new ArrayList<>(given.of(table));
            List<Link> filled = new ArrayList<>();
            keyOfParent(table, given, assignments);
            table.model().parents().forEach(parent -> fill(parent.hops().get(0), assignments, resolver, filled));
            links.add(filled);
            boolean there = isThere(table, given);
            List<Attribute> back = there ? table.columns() : back(table, known);
            statements.add(there
                    ? existing(table, assignments, resolver)
                    : new Statement.Insert(table.model(), HashedList.of(assignments), ignoringConflicts,
                            HashedList.of(Statement.Returned.all(back))));
            columns.add(back);
            places.add(back.stream().map(column -> RowTable.in(model, column))
                    .mapToInt(own -> own == null ? -1 : own.index()).toArray());
        }
        this.values = resolver.values();
    }

    /** The columns that come back: by those of the key the row is known, and the rows of children refer to it. */
    private List<Attribute> back(RowTable table, IntPredicate known) {
        List<Attribute> back = new ArrayList<>();
        for (Attribute column : table.columns()) {
            Attribute own = RowTable.in(model, column);
            if (own == null || !known.test(own.index()) || table.model().primaryKey().contains(column)) {
                back.add(column);
            }
        }
        return back.isEmpty() ? table.columns().subList(0, 1) : back;
    }

    static void refuseColumns(Model model, Statement.Assignment assignment) {
        new ReadColumns(() -> {
            throw new LookupException(
                    "Cannot assign to '" + assignment.attribute().name() + "' of a new " + model.name()
                            + " what is computed of its columns: it has no values yet.");
        }).expression(assignment.value());
    }

    /** Looks for columns of the row itself, also where a subquery speaks of them. */
    private static final class ReadColumns extends Rewriter {
        private final Runnable found;

        ReadColumns(Runnable found) {
            this.found = found;
        }

        @Override
        public Expression expression(Expression expression) {
            if (level() == 0 && expression instanceof Expression.Column) {
                found.run();
            }
            return super.expression(expression);
        }
    }

    /** Where the row says which parent it has, and that is to be stored too, the parent has that key. */
    private static void keyOfParent(RowTable table, Assignments given, List<Statement.Assignment> assignments) {
        RowTable child = table.child();
        Hop link = table.link();
        if (child == null || link == null) {
            return;
        }
        List<Statement.Assignment> near = given.of(child);
        for (int i = 0; i < link.far().size(); i++) {
            Attribute far = link.far().get(i);
            Attribute from = link.near().get(i);
            if (assignments.stream().noneMatch(one -> one.attribute() == far)) {
                near.stream().filter(one -> one.attribute() == from).findFirst()
                        .ifPresent(one -> assignments.add(new Statement.Assignment(far, one.value())));
            }
        }
    }

    private static void fill(Hop link, List<Statement.Assignment> assignments, Resolver resolver, List<Link> filled) {
        for (int i = 0; i < link.near().size(); i++) {
            Attribute near = link.near().get(i);
            if (assignments.stream().noneMatch(one -> one.attribute() == near)) {
                Expression.Param param = resolver.bind(near.type(), null);
                assignments.add(new Statement.Assignment(near, param));
                filled.add(new Link(param, link.far().get(i)));
            }
        }
    }

    /** Whether the row says which parent it has, and nothing that this would have to be stored with. */
    private static boolean isThere(RowTable table, Assignments given) {
        RowTable child = table.child();
        Hop link = table.link();
        if (child == null || link == null) {
            return false;
        }
        List<Attribute> near = given.of(child).stream().map(Statement.Assignment::attribute).toList();
        List<Attribute> own = given.of(table).stream().map(Statement.Assignment::attribute).toList();
        return near.containsAll(link.near()) && link.far().containsAll(own);
    }

    private static Statement existing(RowTable table, List<Statement.Assignment> key, Resolver resolver) {
        List<Predicate> equal = key.stream()
                .filter(one -> table.model().primaryKey().contains(one.attribute()))
                .map(one -> resolver.equal(new Expression.Column(List.of(), one.attribute()), one.value()))
                .toList();
        return StoredRow.reading(table.columns(), Query.of(table.model()).filter(Predicate.and(equal)));
    }

    /** What is given of it, but for what the server computes. */
    Map<String, @Nullable Object> known(List<? extends @Nullable Object> bound) {
        return given.known(bound);
    }

    /** The values that it was made with. */
    List<@Nullable Object> values() {
        return new ArrayList<>(values);
    }

    /** Whether it is more than one statement. */
    boolean several() {
        return tables.size() > 1;
    }

    /** Stores it: the row as it is stored; null where a unique key has its values already and that is ignored. */
    @Nullable
    Object @Nullable [] store(Session session) {
        @Nullable
        Object[] row = new @Nullable Object[model.attributes().size()];
        return store(session, new ArrayList<>(values), row) ? row : null;
    }

    /** How many values the statements have. */
    int size() {
        return values.size();
    }

    /**
     * Stores it.
     *
     * @param bound the values; those that are known once a parent is stored are filled in
     * @param row is filled with what comes back
     * @return false where a unique key has its values already and that is ignored
     */
    boolean store(Session session, List<@Nullable Object> bound, @Nullable Object[] row) {
        List<@Nullable Object[]> stored = new ArrayList<>(tables.size());
        for (int i = 0; i < tables.size(); i++) {
            for (Link link : links.get(i)) {
                bound.set(link.param().index(), value(link.far(), stored));
            }
            List<@Nullable Object[]> rows = session.rows(statements.get(i), bound);
            if (rows.isEmpty()) {
                if (statements.get(i) instanceof Query query) {
                    throw new DoesNotExist("There is no " + query.model().name() + " that this " + model.name()
                            + " could extend.", session.sql(query));
                }
                if (i > 0) {
                    throw new Taken();
                }
                return false;
            }
            @Nullable
            Object[] back = rows.get(0);
            stored.add(back);
            int[] into = places.get(i);
            for (int c = 0; c < into.length; c++) {
                if (into[c] >= 0) {
                    row[into[c]] = back[c];
                }
            }
        }
        return true;
    }

    private @Nullable Object value(Attribute column, List<@Nullable Object[]> stored) {
        for (int i = 0; i < stored.size(); i++) {
            int place = columns.get(i).indexOf(column);
            if (place >= 0) {
                return stored.get(i)[place];
            }
        }
        throw new IllegalStateException("A row is stored before its parent.");
    }
}
