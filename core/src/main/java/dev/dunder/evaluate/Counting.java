package dev.dunder.evaluate;

import dev.dunder.compose.Call;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.RowState;
import dev.dunder.fetch.SameTable;
import dev.dunder.fetch.Shape;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Term;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many rows there are, whether there is one, and whether a certain one is among them.
 *
 * @param rows of which rows
 * @param <T> what the rows become
 */
public record Counting<T extends @Nullable Object>(Rows<T> rows) {
    /** How many there are, of what is known already or asked of the server. */
    public Evaluation<Long> counting() {
        SharedTask<List<T>> begun = rows.begun();
        SharedTask<Long> count = rows.results().count().begun();
        if (begun != null) {
            return rows.of(begun).map(list -> (long) list.size());
        }
        return count != null ? rows.of(count) : Evaluation.of(rows.session(), () -> count(rows.session()));
    }

    /** Whether there is one. */
    public Evaluation<Boolean> existing() {
        SharedTask<Boolean> exists = rows.results().exists().begun();
        if (rows.begun() != null || rows.results().count().begun() != null) {
            return counting().map(count -> count > 0);
        }
        return exists != null ? rows.of(exists) : Evaluation.of(rows.session(), () -> exists(rows.session()));
    }

    Long count(Session from) {
        Shape shape = rows.request().shape();
        Object count = shape.empty() ? 0L : from.rows(shape.count(), rows.request().values()).get(0)[0];
        return (Long) Objects.requireNonNull(count);
    }

    Boolean exists(Session from) {
        Shape shape = rows.request().shape();
        return !shape.empty() && !from.rows(shape.exists(), rows.request().values()).isEmpty();
    }

    /** Whether an instance is one of them. */
    public Evaluation<Boolean> containing(T instance, @Nullable RowState stored) {
        InstanceType<T> type = rows.request().type();
        if (type == null || stored == null) {
            throw new DunderException(
                    "contains(…) asks for an instance among instances; use filter(…).exists() for values.");
        }
        Model model = rows.request().model();
        if (!SameTable.is(stored.model(), model)) {
            return Evaluation.of(false);
        }
        SharedTask<List<T>> begun = rows.begun();
        if (begun != null) {
            return rows.of(begun).map(list -> list.contains(instance));
        }
        Term key = new Term.And(key(model, stored));
        // A slice is not to be filtered: which rows it has is known when they are there.
        return rows.request().query().sliced()
                ? rows.listing().map(list -> list.contains(instance))
                : new Counting<>(Rows.fresh(rows.request().composed(Call.filter(key)))).existing();
    }

    private static List<Term> key(Model model, RowState stored) {
        if (model.primaryKey().isEmpty()) {
            throw new DunderException("contains(…) goes by primary key, and " + model.name() + " has none.");
        }
        List<Term> key = new ArrayList<>();
        for (Attribute part : model.primaryKey()) {
            Object value = stored.value(part.name());
            if (value == null) {
                throw new DunderException(
                        "contains(…) goes by primary key, and this " + model.name() + " has none yet.");
            }
            key.add(new Term.Lookup(part.name() + "__exact", value));
        }
        return key;
    }
}
