package dev.dunder.write;

import dev.dunder.fetch.RowState;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Statement;
import dev.dunder.run.CopyRows;
import dev.dunder.run.Driver;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The tables that rows are copied into of which the same attributes are given: those of parents first, whose keys are given,
 * or drawn beforehand. A parent of which nothing is given but its key is there already. For one thread.
 */
final class CopyTables {
    private final Model model;
    private final BitSet given;
    private final Function<Attribute, DrawnKeys> keys;
    private final List<RowTable> tables;
    private final Map<Attribute, DrawnKeys> drawn = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();

    /** Where the values of a column are from. */
    private sealed interface Source {
        @Nullable
        Object of(RowState row);

        DataType<?> type();

        record Own(int place, DataType<?> type) implements Source {
            @Override
            public @Nullable Object of(RowState row) {
                return row.ownValue(place);
            }
        }

        record Drawn(DrawnKeys keys) implements Source {
            @Override
            public Object of(RowState row) {
                return keys.current();
            }

            @Override
            public DataType<?> type() {
                return SQLDataType.BIGINT;
            }
        }
    }

    /** One of the tables, and what goes into it. */
    private record Target(Statement.CopyIn statement, List<Source> sources) {
        CopyRows rows(Driver driver) {
            return driver.copyRows(sources.stream().<DataType<?>>map(Source::type).toList());
        }
    }

    /** Some rows, in the form in which the server takes them: so many in each of the tables. */
    static final class Part {
        private final CopyTables of;
        private final List<CopyRows> rows;

        private Part(CopyTables of, List<CopyRows> rows) {
            this.of = of;
            this.rows = rows;
        }

        long count() {
            return rows.isEmpty() ? 0 : rows.get(0).count();
        }

        long size() {
            long size = 0;
            for (CopyRows one : rows) {
                size += one.size();
            }
            return size;
        }

        void clear() {
            rows.forEach(CopyRows::clear);
        }

        void add(RowState row) {
            of.drawn.values().forEach(DrawnKeys::next);
            for (int t = 0; t < rows.size(); t++) {
                List<Source> sources = of.targets.get(t).sources();
                rows.get(t).add(place -> sources.get(place).of(row));
            }
        }

        /** Sends all of it, parents first: how many rows there were. */
        long send(Sender sender) {
            long sent = 0;
            for (int t = 0; t < rows.size(); t++) {
                sent = sender.send(of.targets.get(t).statement(), rows.get(t));
            }
            return sent;
        }
    }

    /** Sends the rows of one table. */
    @FunctionalInterface
    interface Sender {
        long send(Statement.CopyIn statement, CopyRows rows);
    }

    /**
     * For rows of one shape.
     *
     * @param model of which they are
     * @param given the places of the attributes that are given
     * @param keys draws those of a parent's column
     */
    CopyTables(Model model, BitSet given, Function<Attribute, DrawnKeys> keys) {
        this.model = model;
        this.given = (BitSet) given.clone();
        this.keys = keys;
        this.tables = RowTable.of(model);
        for (RowTable table : tables) {
            if (!isThere(table)) {
                targets.add(target(table));
            }
        }
    }

    /** None yet. */
    Part part(Driver driver) {
        return new Part(this, targets.stream().map(target -> target.rows(driver)).toList());
    }

    private Target target(RowTable table) {
        Hop link = table.link();
        List<Attribute> columns = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (Attribute column : table.columns()) {
            Source source = column.computed()
                    ? null
                    : link != null && link.far().contains(column) ? key(table, column) : known(table, column);
            if (source != null) {
                columns.add(column);
                sources.add(source);
            }
        }
        return new Target(new Statement.CopyIn(table.model(), columns), sources);
    }

    private boolean isGiven(Attribute column) {
        Attribute own = RowTable.in(model, column);
        return own != null && given.get(own.index());
    }

    /** Whether the rows say which parents they have, and nothing that these would have to be stored with. */
    private boolean isThere(RowTable table) {
        Hop link = table.link();
        return link != null && link.far().stream().allMatch(far -> below(table, far) != null)
                && table.columns().stream().allMatch(one -> link.far().contains(one) || !isGiven(one));
    }

    /** What refers to a column, as far as it is given. */
    private @Nullable Source below(RowTable table, Attribute column) {
        RowTable child = table.child();
        Hop link = table.link();
        int at = link == null ? -1 : link.far().indexOf(column);
        if (child == null || link == null || at < 0) {
            return null;
        }
        Attribute near = link.near().get(at);
        Source given = own(near);
        return given != null ? given : below(child, near);
    }

    private @Nullable Source own(Attribute column) {
        Attribute own = RowTable.in(model, column);
        return own != null && given.get(own.index()) ? new Source.Own(own.index(), own.type()) : null;
    }

    /** Where the values of a column are known before its table is written; null where they are left to the database. */
    private @Nullable Source known(RowTable table, Attribute column) {
        Source given = own(column);
        Source known = given != null ? given : below(table, column);
        if (known != null) {
            return known;
        }
        for (Relation parent : table.model().parents()) {
            Hop link = parent.hops().get(0);
            int at = link.near().indexOf(column);
            if (at >= 0) {
                return key(of(link.target()), link.far().get(at));
            }
        }
        return null;
    }

    /** What a child's table refers to, which has to be known. */
    private Source key(RowTable table, Attribute column) {
        Source known = known(table, column);
        return known != null ? known : new Source.Drawn(drawn.computeIfAbsent(column, keys));
    }

    private RowTable of(Model parent) {
        return tables.stream().filter(table -> table.model() == parent).findFirst().orElseThrow();
    }
}
