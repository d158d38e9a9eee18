package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Query;
import dev.dunder.query.Resolver;
import dev.dunder.query.Statement;
import dev.dunder.query.Term;
import dev.dunder.run.Once;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The evaluating methods of a query set, as what is to be done: {@link QuerySet} does it now, {@link AsyncQuerySet} later.
 */
final class Evaluations<T extends @Nullable Object> {
    /** Enough to see that there are several, as in Django; nobody reads the number of thousands. */
    private static final int MOST_FOR_GET = 20;

    private static final int MOST_TO_SHOW = 20;
    private static final int USUAL_CHUNK = 2_000;

    private final QuerySet<T> set;
    private final Reading<T> reading;
    private final Query query;
    private final List<@Nullable Object> values;
    private final @Nullable Results<T> kept;

    Evaluations(
            QuerySet<T> set,
            Reading<T> reading,
            Query query,
            List<@Nullable Object> values,
            @Nullable Results<T> kept) {
        this.set = set;
        this.reading = reading;
        this.query = query;
        this.values = values;
        this.kept = kept;
    }

    /** Of what is started on a set that keeps nothing, a fresh set keeps the result. */
    QuerySet<T> startFetch() {
        if (kept == null) {
            return set.all().startFetch();
        }
        kept.rows().claim(this::load, true).offer(set.database().executor());
        return set;
    }

    QuerySet<T> startCount() {
        if (kept == null) {
            return set.all().startCount();
        }
        if (kept.rows().begun() == null) {
            kept.count().claim(this::loadCount, true).offer(set.database().executor());
        }
        return set;
    }

    QuerySet<T> startExists() {
        if (kept == null) {
            return set.all().startExists();
        }
        if (kept.rows().begun() == null && kept.count().begun() == null) {
            kept.exists().claim(this::loadExists, true).offer(set.database().executor());
        }
        return set;
    }

    /** What is known so far; nothing, each time anew, for a set that keeps nothing. */
    private Results<T> results() {
        return kept == null ? new Results<>() : kept;
    }

    Evaluation<List<T>> listing() {
        return Evaluation.of(set.database().executor(), results().rows().claim(this::load, false));
    }

    Evaluation<Integer> sizing() {
        return listing().map(List::size);
    }

    Evaluation<Boolean> emptiness() {
        return listing().map(List::isEmpty);
    }

    Evaluation<RowIterator<T>> iterating(int chunk) {
        if (chunk < 1) {
            throw new DunderException("Rows are read at least one at a time, not " + chunk + ".");
        }
        return Evaluation.of(set.database().executor(), () -> open(chunk));
    }

    Evaluation<Stream<T>> streaming() {
        return Evaluation.of(set.database().executor(), () -> open(USUAL_CHUNK).stream());
    }

    private RowIterator<T> open(int chunk) {
        Database from = set.database();
        return query.empty()
                ? RowIterator.empty()
                : new RowIterator<>(from.stream(query, values, chunk), row -> reading.reader().read(row, from));
    }

    /** Of what has been fetched already, or of a few rows. */
    Evaluation<T> getting() {
        Once<List<T>> rows = results().rows().begun();
        if (rows != null) {
            return Evaluation.of(set.database().executor(), rows).map(list -> only(list, set));
        }
        QuerySet<T> several = (query.sliced() ? set : set.orderBy()).slice(0, MOST_FOR_GET + 1);
        return several.evaluations().listing().map(list -> only(list, several));
    }

    private T only(List<T> rows, QuerySet<T> asked) {
        if (rows.size() == 1) {
            return rows.get(0);
        }
        if (rows.isEmpty()) {
            throw new DoesNotExist("No " + query.model().name() + " matches the query.", asked.sql());
        }
        String number = rows.size() > MOST_FOR_GET ? "more than " + MOST_FOR_GET : String.valueOf(rows.size());
        throw new MultipleObjectsReturned(
                "One " + query.model().name() + " was asked for, but " + number + " match the query.", asked.sql());
    }

    Evaluation<@Nullable T> firstOf(boolean reversed) {
        QuerySet<T> ordered = query.order().isEmpty() ? set.byPrimaryKey() : set;
        QuerySet<T> one = (reversed ? ordered.reverse() : ordered).slice(0, 1);
        return one.evaluations().listing().map(rows -> rows.isEmpty() ? null : rows.get(0));
    }

    Evaluation<Long> counting() {
        Once<List<T>> rows = results().rows().begun();
        Once<Long> count = results().count().begun();
        return rows != null
                ? Evaluation.of(set.database().executor(), rows).map(list -> (long) list.size())
                : count != null
                        ? Evaluation.of(set.database().executor(), count)
                        : Evaluation.of(set.database().executor(), this::loadCount);
    }

    Evaluation<Boolean> existing() {
        Once<Boolean> exists = results().exists().begun();
        if (results().rows().begun() != null || results().count().begun() != null) {
            return counting().map(count -> count > 0);
        }
        return exists != null
                ? Evaluation.of(set.database().executor(), exists)
                : Evaluation.of(set.database().executor(), this::loadExists);
    }

    Evaluation<Boolean> containing(T instance) {
        if (reading.type() == null || !(instance instanceof Instance<?> stored)) {
            throw new DunderException(
                    "contains(…) asks for an instance among instances; use filter(…).exists() for values.");
        }
        if (!Database.sameTable(stored.model(), query.model())) {
            return Evaluation.of(false);
        }
        Once<List<T>> rows = results().rows().begun();
        if (rows != null) {
            return Evaluation.of(set.database().executor(), rows).map(list -> list.contains(instance));
        }
        if (query.model().primaryKey().isEmpty()) {
            throw new DunderException("contains(…) goes by primary key, and " + query.model().name() + " has none.");
        }
        List<Term> key = new ArrayList<>();
        for (Attribute part : query.model().primaryKey()) {
            Object value = stored.keyValue(part.name());
            if (value == null) {
                throw new DunderException(
                        "contains(…) goes by primary key, and this " + query.model().name() + " has none yet.");
            }
            key.add(new Term.Lookup(part.name() + "__exact", value));
        }
        return set.filter(new Term.And(key)).evaluations().existing();
    }

    <V> Evaluation<@Nullable V> aggregating(Aggregate<V> aggregate) {
        return aggregated(List.of(aggregate)).map(row -> {
            @SuppressWarnings("unchecked")
            V value = (V) row.values().get(0);
            return value;
        });
    }

    Evaluation<Row> aggregating(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        List<Aggregate<?>> all = new ArrayList<>(List.of(first, second));
        all.addAll(Arrays.asList(more));
        return aggregated(all);
    }

    private Evaluation<Row> aggregated(List<Aggregate<?>> all) {
        Resolver resolver = set.resolver();
        List<Statement.Aggregation.Aggregate> resolved = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Aggregate<?> aggregate : all) {
            if (names.contains(aggregate.name())) {
                throw new LookupException(
                        "Two aggregates are called '" + aggregate.name() + "'. Name one of them with as(…).");
            }
            names.add(aggregate.name());
            Statement.Aggregation.Aggregate one = aggregate.resolve(resolver);
            refuseToMultiply(one);
            resolved.add(one);
        }
        Columns columns = new Columns(query.model().name(), names);
        if (query.empty()) {
            return Evaluation.of(Row.of(columns, resolved.stream()
                    .map(one -> one.expression().function() == Function.COUNT ? 0L : null)
                    .toArray()));
        }
        Database from = set.database();
        Statement statement = new Statement.Aggregation(query, List.copyOf(resolved));
        return Evaluation.of(from.executor(), () -> Row.of(columns, from.rows(statement, values).get(0)));
    }

    /** Rows that were limited or made distinct can be joined with their relations only where they have a key. */
    private void refuseToMultiply(Statement.Aggregation.Aggregate aggregate) {
        Expression.Column argument = aggregate.expression().argument();
        boolean toMany = argument != null && argument.path().stream().anyMatch(Hop::toMany);
        boolean keyed = reading.type() != null && query.model().primaryKey().size() == 1;
        if (toMany && (query.sliced() || query.distinct()) && !keyed) {
            throw new DunderException(
                    "Cannot aggregate over a relation to many rows after slice(…) or distinct() of values,"
                            + " or of a model without a primary key of one column.");
        }
    }

    Evaluation<String> showing() {
        Once<List<T>> rows = results().rows().begun();
        Evaluation<List<T>> some = rows != null
                ? Evaluation.of(set.database().executor(), rows)
                : set.slice(0, MOST_TO_SHOW + 1).evaluations().listing();
        return some.map(list -> TextTable.format(
                reading.columns(), reading.types(), list.stream().map(reading.writer()::values).toList(),
                MOST_TO_SHOW));
    }

    private List<T> load() {
        if (query.empty()) {
            return List.of();
        }
        Database from = set.database();
        List<T> all = new ArrayList<>();
        for (@Nullable
        Object[] row : from.rows(query, values)) {
            all.add(reading.reader().read(row, from));
        }
        return Collections.unmodifiableList(all);
    }

    private Long loadCount() {
        Object count = query.empty() ? 0L : set.database().rows(new Statement.Count(query), values).get(0)[0];
        return (Long) Objects.requireNonNull(count);
    }

    private Boolean loadExists() {
        return !query.empty() && !set.database().rows(new Statement.Exists(query), values).isEmpty();
    }
}
