package dev.dunder.write;

import dev.dunder.DoesNotExist;
import dev.dunder.compose.NamedValue;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores, changes and deletes the row that an instance stands for. What the instance knows goes on with what comes back.
 *
 * <pre>{@code
 * new InstanceWriter(row, value -> {}).updating(NamedValue.pairs("x", 2));
 * // update "entry" set "x" = ? where "id" = ? returning …
 * }</pre>
 */
public final class InstanceWriter {
    private final RowState row;
    private final Consumer<@Nullable Object> given;

    /**
     * A writer.
     *
     * @param row the row as the instance has it
     * @param given is shown each new value, and may refuse it
     */
    public InstanceWriter(RowState row, Consumer<@Nullable Object> given) {
        this.row = row;
        this.given = given;
    }

    /**
     * Stores a new row.
     *
     * @return the row as it is stored
     * @throws DunderException if it is stored already, or no row of one table
     */
    public Evaluation<RowState> inserting() {
        refuseOther("insert");
        if (row.isStored()) {
            throw new DunderException(
                    "This " + row.columns().label() + " is stored already. Use update(…) to change it.");
        }
        Resolver resolver = new Resolver(row.model());
        List<Statement.Assignment> assignments = new ArrayList<>();
        for (Attribute attribute : row.model().attributes()) {
            if (row.isGiven(attribute.index()) && !attribute.computed()) {
                assignments.add(resolver.assignment(attribute, row.value(attribute.index())));
            }
        }
        return returning(new Statement.Insert(row.model(), List.copyOf(assignments)), resolver);
    }

    /**
     * Changes the stored row: what is said here, and what the instance was given before.
     *
     * @param changes columns and their values
     * @return the row as it is stored
     * @throws DunderException if it is not stored, has no key, or is no row of one table
     */
    public Evaluation<RowState> updating(List<NamedValue> changes) {
        refuseOther("update");
        Resolver resolver = new Resolver(row.model());
        List<Statement.Assignment> assignments = new ArrayList<>();
        for (NamedValue change : changes) {
            given.accept(change.value());
            Statement.Assignment assignment = resolver.assignment(change.attribute(), change.value());
            if (assignments.stream().anyMatch(other -> other.attribute() == assignment.attribute())) {
                throw new LookupException("'" + change.attribute() + "' is given twice.");
            }
            assignments.add(assignment);
        }
        for (int place : row.pending()) {
            Attribute attribute = row.model().attributes().get(place);
            boolean key = row.model().primaryKey().contains(attribute);
            if (key && changes.isEmpty() && !Objects.deepEquals(row.value(place), row.storedValue(place))) {
                throw new DunderException("'" + attribute.name() + "' says which " + row.columns().label()
                        + " this is, and is not changed by the way. Say update(\"" + attribute.name() + "\", …), or"
                        + " insert another one.");
            }
            if (!key && assignments.stream().noneMatch(other -> other.attribute() == attribute)) {
                assignments.add(resolver.assignment(attribute, row.value(place)));
            }
        }
        if (assignments.isEmpty() && row.isStored()) {
            return Evaluation.of(row);
        }
        return returning(new Statement.Update(row.model(), List.copyOf(assignments), key(resolver, "update")),
                resolver);
    }

    /**
     * Deletes the stored row.
     *
     * @return how many rows were deleted
     * @throws DunderException if it is not stored, has no key, or is no row of one table
     */
    public Evaluation<Long> deleting() {
        refuseOther("delete");
        Resolver resolver = new Resolver(row.model());
        Statement.Delete delete = new Statement.Delete(row.model(), key(resolver, "delete"));
        Session database = row.database();
        return Evaluation.of(database, () -> database.write(delete, resolver.values()));
    }

    /** A row of such a model is none of a table, or one in several. */
    private void refuseOther(String verb) {
        if (row.model().ofQuery()) {
            throw new DunderException("Cannot " + verb + " this " + row.model().name()
                    + ": it is of a common table expression, and no row of a table.");
        }
        for (Attribute attribute : row.model().attributes()) {
            if (!attribute.via().isEmpty()) {
                throw new DunderException("Cannot " + verb + " this " + row.model().name() + ": it extends "
                        + attribute.via().getLast().target().name()
                        + ", and rows of several tables cannot be written through an instance yet.");
            }
        }
    }

    private Evaluation<RowState> returning(Statement statement, Resolver resolver) {
        Session database = row.database();
        return Evaluation.of(database, () -> {
            List<@Nullable Object[]> rows = database.rows(statement, resolver.values());
            if (rows.isEmpty()) {
                throw new DoesNotExist("This " + row.columns().label() + " is not stored any more.",
                        database.sql(statement));
            }
            return row.written(rows.get(0));
        });
    }

    /** The primary key as it is stored. */
    private List<Statement.Assignment> key(Resolver resolver, String verb) {
        Model model = row.model();
        if (!row.isStored()) {
            throw new DunderException(
                    "Cannot " + verb + " this " + model.name() + ": it has not been stored. insert() it first.");
        }
        if (model.primaryKey().isEmpty()) {
            throw new DunderException("Cannot " + verb + " this " + model.name() + ": " + model.name()
                    + " has no primary key to find it by.");
        }
        return model.primaryKey().stream()
                .map(part -> new Statement.Assignment(part,
                        resolver.bind(part.type(), row.storedValue(part.index()))))
                .toList();
    }
}
