package dev.dunder.write;

import dev.dunder.DoesNotExist;
import dev.dunder.compose.Call;
import dev.dunder.compose.NamedValue;
import dev.dunder.evaluate.Getting;
import dev.dunder.evaluate.Rows;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.ResultCache;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Statement;
import dev.dunder.resolve.PlainValues;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import dev.dunder.run.Session;
import dev.dunder.watch.WriteListener.Kind;
import dev.dunder.watch.WriteListener.Write;
import dev.dunder.work.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * New rows of a query set's model, and rows that are looked for first. Of several who create the same at the same moment one
 * does, as the server's unique key has it; the others find that row.
 *
 * @param <T> the instances
 */
public final class Creating<T> {
    private static final String EXACT = PathParser.SEPARATOR + "exact";

    private final Request<T> request;
    private final InstanceType<T> type;
    private final Consumer<@Nullable Object> given;
    private final @Nullable RelationWriter related;

    /**
     * For a query set.
     *
     * @param request which rows are looked for
     * @param type makes instances
     * @param given is shown each value of a new row, and may refuse it
     * @param related relates new rows, where the query set is a relation's; null where it is not
     */
    public Creating(Request<T> request, InstanceType<T> type, Consumer<@Nullable Object> given,
            @Nullable RelationWriter related) {
        this.request = request;
        this.type = type;
        this.given = given;
        this.related = related;
        RowTable.refuseOther(request.model(), "create");
    }

    /**
     * Whether an instance is of a row that was stored by this very call.
     *
     * @param instance the row
     * @param created false if it was there before
     * @param <T> the instance
     */
    public record Found<T>(T instance, boolean created) {}

    /** Stores a new row. */
    public Evaluation<T> creating(List<NamedValue> values) {
        RowState plain = related == null ? plain(values) : null;
        if (plain != null) {
            return new InstanceWriter(plain, given).inserting(session()).map(type::make);
        }
        Insertion insertion = insertion(values, /* ignoringConflicts= */ false);
        Session session = session();
        return told(insertion, session).evaluation().map(Objects::requireNonNull);
    }

    /** A row of which all is given as it is; null where something else has to be resolved. */
    private @Nullable RowState plain(List<NamedValue> values) {
        Model model = request.model();
        RowState.Draft draft = new RowState.Draft(model, request.where());
        for (NamedValue value : values) {
            Attribute column = PlainValues.is(value.value())
                    ? PlainValues.attribute(model, value.attribute())
                    : null;
            if (column == null || draft.isGiven(column.index())) {
                return null;
            }
            draft.set(column.index(), PlainValues.of(model, column, value.value(), value.attribute(),
                    () -> request.where().zoneToWrite(model)));
        }
        return draft.row();
    }

    private ToldWrites<@Nullable T> told(Insertion insertion, Session session) {
        boolean links = related != null && related.links();
        return new ToldWrites<>(session, insertion.several() || links, /* many= */ false,
                () -> new Write(request.model(), Kind.INSERT, Map.of(), insertion.known(insertion.values()), false, 0),
                () -> related(insertion, session),
                (write, made) -> made == null ? null : write.done(ToldWrites.known(type.row(made)), 1));
    }

    /**
     * The only row that these lookups match, or else a new one.
     *
     * @param lookups by which it is looked for; of those that name a column a new row has the value
     * @param defaults what else a new row has
     */
    public Evaluation<Found<T>> gettingOrCreating(List<NamedValue> lookups, List<NamedValue> defaults) {
        Request<T> one = one(lookups, "getOrCreate");
        List<NamedValue> values = together(lookups, defaults);
        Insertion insertion = insertion(values, /* ignoringConflicts= */ true);
        Session session = session();
        return Evaluation.of(session, () -> {
            // A copy may not have it yet; only the database itself can say so.
            T found = found(one);
            return found != null
                    ? new Found<>(found, false)
                    : createdOrFound(insertion, values, one.using(session), session);
        });
    }

    /**
     * Changes the only row that these lookups match, or else stores a new one.
     *
     * @param lookups by which it is looked for
     * @param changes what the row is to have that was there
     * @param defaults what a new row has beside the lookups
     */
    public Evaluation<Found<T>> updatingOrCreating(
            List<NamedValue> lookups, List<NamedValue> changes, List<NamedValue> defaults) {
        Session session = session();
        request.composer().refuseCombined("updateOrCreate");
        Request<T> locked = one(lookups, "updateOrCreate").using(session)
                .changed((query, resolver) -> LockedRows.of(query, /* keys= */ true, resolver));
        List<NamedValue> values = together(lookups, defaults);
        Insertion insertion = insertion(values, /* ignoringConflicts= */ true);
        changes.forEach(change -> given.accept(change.value()));
        Assignments.of(changes, new Resolver(request.model()));
        return Block.of(session, true, () -> {
            T there = found(locked);
            Found<T> found = there != null
                    ? new Found<>(there, false)
                    : createdOrFound(insertion, values, locked, session);
            if (found.created() || changes.isEmpty()) {
                return found;
            }
            RowState row = type.row(found.instance());
            return new Found<>(type.make(new InstanceWriter(row, given).updating(changes).now()), false);
        });
    }

    private Session session() {
        return request.where().writing(request.model());
    }

    /** By lookups that are made of nothing any row would be the one, unless a filter says which, or that was said. */
    private Request<T> one(List<NamedValue> lookups, String verb) {
        if (lookups.isEmpty() && !request.query().steps().isEmpty()) {
            request.refuseFilteredByNothing(verb);
            return request;
        }
        Request<T> one = request.filtered(new Term.And(lookups.stream()
                .<Term>map(lookup -> new Term.Lookup(lookup.attribute(), lookup.value()))
                .toList()));
        one.refuseFilteredByNothing(verb);
        return one;
    }

    /** What a new row has: what it is looked for by, unless that is a comparison, and the defaults. */
    private static List<NamedValue> together(List<NamedValue> lookups, List<NamedValue> defaults) {
        Map<String, NamedValue> all = new LinkedHashMap<>();
        for (NamedValue lookup : lookups) {
            String name = lookup.attribute();
            String plain = name.endsWith(EXACT) ? name.substring(0, name.length() - EXACT.length()) : name;
            if (!plain.contains(PathParser.SEPARATOR)) {
                all.put(plain, new NamedValue(plain, lookup.value()));
            }
        }
        defaults.forEach(value -> all.put(value.attribute(), value));
        return new ArrayList<>(all.values());
    }

    private Insertion insertion(List<NamedValue> values, boolean ignoringConflicts) {
        values.forEach(value -> given.accept(value.value()));
        Resolver resolver = new Resolver(request.model());
        Assignments all = Assignments.of(related == null ? List.of() : related.values(), resolver);
        for (Statement.Assignment said : Assignments.of(values, resolver).all()) {
            Statement.Assignment own = all.find(said.attribute());
            if (own == null) {
                all.add(said);
            } else if (!isSame(said, own, resolver)) {
                throw new LookupException("'" + own.attribute().name() + "' of a new " + request.model().name()
                        + " says to which row it belongs, and was given another than that whose set this is. Leave it"
                        + " out.");
            }
        }
        return new Insertion(all, resolver, ignoringConflicts);
    }

    private static boolean isSame(Statement.Assignment one, Statement.Assignment other, Resolver resolver) {
        return one.value() instanceof Expression.Param first && other.value() instanceof Expression.Param second
                && Objects.deepEquals(resolver.value(first), resolver.value(second));
    }

    private @Nullable T found(Request<T> one) {
        try {
            return new Getting<>(new Rows<>(one, new ResultCache<>())).only().now();
        } catch (DoesNotExist none) {
            return null;
        }
    }

    private Found<T> createdOrFound(Insertion insertion, List<NamedValue> values, Request<T> one, Session session) {
        for (int attempt = 0; attempt < 2; attempt++) {
            T created = createdUnlessTaken(insertion, session);
            if (created != null) {
                return new Found<>(created, true);
            }
            // Somebody else has stored one with the same unique key, and may have deleted it again.
            T found = found(one);
            if (found != null) {
                return new Found<>(found, false);
            }
        }
        // In the way and not found: it is another row, and the server says by which key.
        return new Found<>(creating(values).now(), true);
    }

    private @Nullable T createdUnlessTaken(Insertion insertion, Session session) {
        try {
            return told(insertion, session).run();
        } catch (Insertion.Taken taken) {
            return null;
        }
    }

    /** Stores a new row, and relates it; null where a unique key has its values already and that is ignored. */
    private @Nullable T related(Insertion insertion, Session session) {
        T stored = stored(insertion, session);
        if (stored != null && related != null && related.links()) {
            related.link(type.row(stored));
        }
        return stored;
    }

    private @Nullable T stored(Insertion insertion, Session session) {
        @Nullable
        Object[] row = insertion.store(session);
        return row == null
                ? null
                : type.make(RowState.stored(request.model(), RowColumns.of(request.model()), row,
                        request.where().of(session.origin())));
    }
}
