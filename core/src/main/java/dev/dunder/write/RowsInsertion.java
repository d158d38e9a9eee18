package dev.dunder.write;

import dev.dunder.DatabaseException;
import dev.dunder.DoesNotExist;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Many new rows of a model of which the same attributes are given: a statement for each of its tables, parents first, whose
 * keys the others then refer to. A parent of which nothing is given but its key is there already.
 *
 * <pre>{@code
 * insert into entry (x, …) select … from unnest(?, …) with ordinality as list(k1, …, place) order by place returning id
 * }</pre>
 */
final class RowsInsertion {
    private final Model model;
    private final List<RowState> rows;
    private final List<Integer> places;
    private final BitSet given;
    private final List<Map<Attribute, Object>> said;
    private final Statement.OnConflict conflict;
    private final Map<Model, @Nullable Object[][]> stored = new HashMap<>();

    /**
     * New rows.
     *
     * @param model of which they are
     * @param rows what is given of them, at least one
     * @param places the place of each among those that were given
     * @param shape which attributes are given, and what the server computes
     * @param said what was said of each that the server computes
     * @param conflict what is done where a unique key has the values of one
     */
    RowsInsertion(Model model, List<RowState> rows, List<Integer> places, BulkCreating.Shape shape,
            List<Map<Attribute, Object>> said, Statement.OnConflict conflict) {
        this.model = model;
        this.rows = rows;
        this.places = places;
        this.given = shape.given();
        this.said = said;
        this.conflict = conflict;
    }

    /** Stores them: the rows as they are stored, in their order; fewer only where conflicts are ignored. */
    List<@Nullable Object[]> store(Session session) {
        List<RowTable> tables = RowTable.of(model);
        for (RowTable table : tables) {
            stored.put(table.model(), isThere(table) ? existing(table, session) : inserted(table, session));
        }
        @Nullable
        Object[][] own = Objects.requireNonNull(stored.get(model));
        List<@Nullable Object[]> whole = new ArrayList<>(own.length);
        for (int i = 0; i < own.length; i++) {
            whole.add(tables.size() == 1 && own[i].length == model.attributes().size()
                    ? own[i]
                    : new @Nullable Object[model.attributes().size()]);
        }
        for (RowTable table : tables) {
            List<Attribute> columns = table.columns();
            @Nullable
            Object[][] from = Objects.requireNonNull(stored.get(table.model()));
            for (int c = 0; c < columns.size(); c++) {
                Attribute attribute = RowTable.in(model, columns.get(c));
                for (int i = 0; attribute != null && i < own.length; i++) {
                    whole.get(i)[attribute.index()] = from[i][c];
                }
            }
        }
        return whole;
    }

    /** The values of a column of one table, where they are known before it is written; null where they are not. */
    private ListedValues.@Nullable OfRow known(RowTable table, Attribute column) {
        Attribute own = RowTable.in(model, column);
        if (own != null && given.get(own.index())) {
            int place = own.index();
            return row -> rows.get(row).ownValue(place);
        }
        for (Relation parent : table.model().parents()) {
            Hop link = parent.hops().get(0);
            int at = link.near().indexOf(column);
            if (at >= 0) {
                int place = columns(link.target()).indexOf(link.far().get(at));
                @Nullable
                Object[][] parents = Objects.requireNonNull(stored.get(link.target()));
                return row -> parents[row][place];
            }
        }
        // Where a row says which parent it has, and that is to be stored too, the parent has that key.
        RowTable child = table.child();
        Hop link = table.link();
        int at = link == null ? -1 : link.far().indexOf(column);
        Attribute near = at < 0 || link == null ? null : RowTable.in(model, link.near().get(at));
        if (child != null && near != null && given.get(near.index())) {
            int place = near.index();
            return row -> rows.get(row).ownValue(place);
        }
        return null;
    }

    private static List<Attribute> columns(Model model) {
        return new RowTable(model, null, null).columns();
    }

    /** Whether the rows say which parents they have, and nothing that these would have to be stored with. */
    private boolean isThere(RowTable table) {
        Hop link = table.link();
        return table.child() != null && link != null
                && link.near().stream().allMatch(this::isGiven)
                && table.columns().stream().allMatch(one -> link.far().contains(one) || !isGiven(one));
    }

    private boolean isGiven(Attribute column) {
        Attribute own = RowTable.in(model, column);
        return own != null && (given.get(own.index()) || said.get(0).containsKey(own));
    }

    private @Nullable Object[][] inserted(RowTable table, Session session) {
        List<Attribute> columns = table.columns();
        Resolver resolver = new Resolver(model);
        ComputedRows computed = new ComputedRows(table, said, () -> new Resolver(model));
        List<Statement.Assignment> ofRows = computed.assigned(resolver);
        ofRows.forEach(one -> Insertion.refuseColumns(model, one));
        Assignments assignments = new Assignments();
        ofRows.forEach(assignments::add);
        List<Statement.Assignment> assigned = assignments.of(table);
        List<Statement.Assignment> raised = new ArrayList<>();
        if (conflict instanceof Statement.OnConflict.Update) {
            Versions.raise(table.model(), raised, resolver);
        }
        ListedValues values = new ListedValues(resolver.values(), rows.size());
        List<Statement.ListedColumn> listed = new ArrayList<>();
        List<Attribute> back = new ArrayList<>();
        @Nullable
        Object[] @Nullable [] kept = new @Nullable Object[columns.size()] @Nullable [];
        boolean plain = conflict instanceof Statement.OnConflict.Fail;
        for (int c = 0; c < columns.size(); c++) {
            Attribute column = columns.get(c);
            ListedValues.OfRow known = column.computed() ? null : known(table, column);
            if (known != null) {
                listed.add(values.add(column, known));
            }
            boolean asked = !plain || table.model().primaryKey().contains(column);
            @Nullable
            Object @Nullable [] forms = known == null || asked ? null : forms(column.type(), known);
            kept[c] = forms;
            if (forms == null) {
                back.add(column);
            }
        }
        if (back.isEmpty()) {
            back.add(columns.get(0));
        }
        List<Statement.Returned> returning = Statement.Returned.all(back);
        if (listed.isEmpty() && assigned.isEmpty() && conflict instanceof Statement.OnConflict.Update) {
            throw nothingToChange();
        }
        List<Statement.EachValue> each = computed.each(ofRows, values);
        boolean lists = !listed.isEmpty() || !each.isEmpty();
        Statement insert = listed.isEmpty() && assigned.isEmpty()
                ? new Statement.InsertDefaults(table.model(), values.bind(SQLDataType.INTEGER, rows.size()),
                        conflict instanceof Statement.OnConflict.Ignore, returning)
                : new Statement.InsertRows(table.model(), listed, assigned, each,
                        lists ? null : values.bind(SQLDataType.INTEGER, rows.size()),
                        changing(Stream.concat(listed.stream().map(Statement.ListedColumn::attribute),
                                assigned.stream().map(Statement.Assignment::attribute)).toList(), raised),
                        returning);
        List<@Nullable Object[]> found;
        try {
            found = session.rows(insert, values.bound());
        } catch (DatabaseException failure) {
            throw session.driver().ofRow(failure, values.rows(listed, places::get, /* ordered= */ true));
        }
        if (found.size() != rows.size() && !(conflict instanceof Statement.OnConflict.Ignore)) {
            throw new DunderException("Of " + rows.size() + " rows of " + table.model().name() + " the database has"
                    + " stored " + found.size() + ", and does not say which: a trigger or a rule of the table keeps the"
                    + " others from being stored. Use copyIn(…), which needs not know.");
        }
        return whole(columns, back, kept, found);
    }

    /**
     * Of a row that is there all columns are changed that are given, or those of them that were said; and its version counts
     * that, whatever the new row has for one.
     */
    private Statement.OnConflict changing(List<Attribute> known, List<Statement.Assignment> raised) {
        if (!(conflict instanceof Statement.OnConflict.Update(var unique, var said, var none))) {
            return conflict;
        }
        List<Attribute> version = raised.stream().map(Statement.Assignment::attribute).toList();
        List<Attribute> all = known.stream()
                .filter(one -> said.isEmpty()
                        ? !unique.contains(one) && !model.primaryKey().contains(one) && !version.contains(one)
                        : said.contains(one))
                .toList();
        if (all.isEmpty()) {
            throw nothingToChange();
        }
        return new Statement.OnConflict.Update(unique, all,
                raised.stream().filter(one -> !all.contains(one.attribute())).toList());
    }

    /** What is stored of each value; null where only the database knows of one of them. */
    private @Nullable Object @Nullable [] forms(DataType<?> type, ListedValues.OfRow values) {
        @Nullable
        Object[] forms = new @Nullable Object[rows.size()];
        for (int i = 0; i < forms.length; i++) {
            Object value = values.get(i);
            forms[i] = value == null ? null : StoredForm.of(type, value);
            if (value != null && forms[i] == null) {
                return null;
            }
        }
        return forms;
    }

    private LookupException nothingToChange() {
        return new LookupException("Nothing is given of a " + model.name() + " that is to be changed where one is there"
                + " already. Say Bulk.ignoringConflicts().");
    }

    /** What came back, and what is known to be as it was given. */
    private static @Nullable Object[][] whole(List<Attribute> columns, List<Attribute> back,
            @Nullable Object[] @Nullable [] kept, List<@Nullable Object[]> found) {
        if (back.size() == columns.size()) {
            return found.toArray(Object[][]::new);
        }
        int[] places = back.stream().mapToInt(columns::indexOf).toArray();
        @Nullable
        Object[][] whole = new @Nullable Object[found.size()][];
        for (int i = 0; i < whole.length; i++) {
            @Nullable
            Object[] row = new @Nullable Object[columns.size()];
            for (int c = 0; c < row.length; c++) {
                @Nullable
                Object @Nullable [] known = kept[c];
                if (known != null) {
                    row[c] = known[i];
                }
            }
            for (int b = 0; b < places.length; b++) {
                row[places[b]] = found.get(i)[b];
            }
            whole[i] = row;
        }
        return whole;
    }

    /** The rows of a parent that are there already. */
    private @Nullable Object[][] existing(RowTable table, Session session) {
        Model parent = table.model();
        List<Attribute> columns = table.columns();
        KeyFilter filter = new KeyFilter(parent.primaryKey());
        List<List<Object>> keys = new ArrayList<>();
        List<ListedValues.OfRow> parts = parent.primaryKey().stream()
                .map(part -> Objects.requireNonNull(known(table, part))).toList();
        for (int i = 0; i < rows.size(); i++) {
            List<Object> key = new ArrayList<>();
            for (ListedValues.OfRow part : parts) {
                Object value = part.get(i);
                if (value == null) {
                    throw noParent(parent, i, "");
                }
                key.add(value);
            }
            keys.add(key);
            filter.add(key);
        }
        Resolver resolver = new Resolver(parent);
        var place = filter.place(resolver, StoredRow.columns(parent.primaryKey()));
        List<Named> read = new ArrayList<>();
        columns.forEach(column -> read.add(new Named(column.name(), Resolver.column(List.of(), column))));
        read.add(new Named("place", place));
        Query query = KeyFilter.query(Query.of(parent), place).select(new Selection.Columns(read));
        Map<Object, @Nullable Object[]> byPlace = new HashMap<>();
        for (@Nullable
        Object[] row : session.rows(query, resolver.values())) {
            byPlace.put(Objects.requireNonNull(row[columns.size()]), row);
        }
        @Nullable
        Object[][] found = new @Nullable Object[rows.size()][];
        for (int i = 0; i < found.length; i++) {
            @Nullable
            Object[] row = byPlace.get(filter.place(keys.get(i)));
            if (row == null) {
                throw noParent(parent, i, session.sql(query));
            }
            found[i] = row;
        }
        return found;
    }

    private DoesNotExist noParent(Model parent, int row, String sql) {
        return new DoesNotExist("There is no " + parent.name() + " that instance " + places.get(row)
                + " of those given, a " + model.name() + ", could extend.", sql);
    }
}
