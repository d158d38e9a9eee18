package dev.dunder.write;

import dev.dunder.StaleInstance;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What tells, of each table of a model's rows that has it, whether a row has been changed since it was read. */
final class Versions {
    private final Model model;
    private final List<RowTable> tables;

    private Versions(Model model) {
        this.model = model;
        this.tables = RowTable.of(model).stream().filter(table -> table.model().version() != null).toList();
    }

    static Versions of(Model model) {
        return new Versions(model);
    }

    boolean none() {
        return tables.isEmpty();
    }

    private static Attribute own(RowTable table) {
        return Objects.requireNonNull(table.model().version());
    }

    /** The attribute of the row's model that has the version of a table. */
    private Attribute of(RowTable table) {
        Attribute version = RowTable.in(model, own(table));
        if (version == null) {
            throw new DunderException("'" + own(table).name() + "' of " + table.model().name() + " is hidden on "
                    + model.name() + ", so that it cannot be its version.");
        }
        return version;
    }

    /** Has what is written count the change, unless the version is written by itself. */
    void raise(Assignments assignments, Resolver resolver) {
        for (RowTable table : tables) {
            Attribute version = of(table);
            if (!version.computed() && !assignments.has(version)) {
                assignments.add(new Statement.Assignment(version, next(own(table), resolver)));
            }
        }
    }

    /** The same of one table, unless it is among columns that are written otherwise. */
    void raise(RowTable table, List<Attribute> columns, Assignments assignments, Resolver resolver) {
        if (tables.stream().anyMatch(one -> one.model() == table.model())) {
            Attribute version = of(table);
            if (!version.computed() && !columns.contains(version) && !assignments.has(version)) {
                assignments.add(new Statement.Assignment(version, next(own(table), resolver)));
            }
        }
    }

    /** The same of what is assigned to columns of a table alone. */
    static void raise(Model table, List<Statement.Assignment> assignments, Resolver resolver) {
        Attribute version = table.version();
        if (version != null && !version.computed()) {
            assignments.add(new Statement.Assignment(version, next(version, resolver)));
        }
    }

    private static Expression next(Attribute version, Resolver resolver) {
        return resolver.call(Function.PLUS, List.of(new Expression.Column(List.of(), version),
                resolver.bind(version.type(), Values.convert(version.type(), 1))));
    }

    /** Rows of one table, only as long as they have the version that is known of a row. */
    Query known(RowTable table, Query rows, RowState row, Resolver resolver) {
        if (tables.stream().noneMatch(one -> one.model() == table.model())) {
            return rows;
        }
        Attribute version = of(table);
        Object known = row.storedValue(version.index());
        if (known == null) {
            throw new DunderException("'" + version.name() + "' of this " + model.name() + ", its version, was not read"
                    + " or is null, so that nobody knows whether it is as it was. Do not leave it out of what is loaded.");
        }
        Predicate same = resolver.equal(new Expression.Column(List.of(), own(table)),
                resolver.bind(version.type(), known));
        return rows.filter(same);
    }

    /** The attribute of the row's model by which it is seen whether a table's row is as it was; null where there is none. */
    @Nullable
    Attribute in(RowTable table) {
        return tables.stream().anyMatch(one -> one.model() == table.model()) ? of(table) : null;
    }

    /** Whether each write of a row counts in a table, also where nothing else of that is written. */
    boolean raises(RowTable table) {
        Attribute version = in(table);
        return version != null && !version.computed();
    }

    /** A refusal, if the row is there in another version than is known of it. */
    @Nullable
    StaleInstance stale(RowState row, RowState now) {
        for (RowTable table : tables) {
            Attribute version = of(table);
            Object known = row.storedValue(version.index());
            Object stored = now.storedValue(version.index());
            if (!Objects.equals(known, stored)) {
                return new StaleInstance("This " + model.name() + " has been changed since it was read: its '"
                        + version.name() + "' is another. Read it again, with refresh(), and see what is to be done.",
                        row, now, version.name());
            }
        }
        return null;
    }
}
