package dev.dunder;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Statement;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.ResultSlot;
import dev.dunder.work.SharedTask;
import dev.dunder.work.StagedWork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The evaluating methods of a query set, as what is to be done: {@link QuerySet} does it now, {@link AsyncQuerySet} later.
 */
final class Evaluations<T extends @Nullable Object> {
    /** Enough to see that there are several, as in Django; nobody reads the number of thousands. */
    private static final int MOST_FOR_GET = 20;

    private static final int MOST_TO_SHOW = 20;
    private static final int USUAL_CHUNK = 2_000;
    private static final Set<Class<?>> NUMBERS = Set.of(Short.class, Integer.class, Long.class);

    private final QuerySet<T> set;
    private final RowMapping<T> reading;
    private final Query query;
    private final List<@Nullable Object> values;
    private final FetchPlan loading;
    private final @Nullable ResultCache<T> kept;

    Evaluations(
            QuerySet<T> set,
            RowMapping<T> reading,
            Query query,
            List<@Nullable Object> values,
            FetchPlan loading,
            @Nullable ResultCache<T> kept) {
        this.set = set;
        this.reading = reading;
        this.query = query;
        this.values = values;
        this.loading = loading;
        this.kept = kept;
    }

    Model model() {
        return query.model();
    }

    @Nullable
    InstanceType<T> type() {
        return reading.type();
    }

    /** Of what is started on a set that keeps nothing, a fresh set keeps the result. */
    QuerySet<T> startFetch() {
        if (kept == null) {
            return set.all().startFetch();
        }
        Session from = set.database();
        kept.rows().start(from, () -> loading(from));
        return set;
    }

    /** The rows are known already. */
    void fill(List<T> rows) {
        if (kept != null) {
            kept.rows().fill(rows);
        }
    }

    /** The rows are found in another way than by the query set's own statement, once they are asked for. */
    void promise(Supplier<List<T>> rows) {
        if (kept != null) {
            kept.rows().promise(() -> Evaluation.once(set.database(), rows));
        }
    }

    QuerySet<T> startCount() {
        if (kept == null) {
            return set.all().startCount();
        }
        if (kept.rows().begun() == null) {
            Session from = set.database();
            kept.count().start(from, () -> Evaluation.once(from, this::loadCount));
        }
        return set;
    }

    QuerySet<T> startExists() {
        if (kept == null) {
            return set.all().startExists();
        }
        if (kept.rows().begun() == null && kept.count().begun() == null) {
            Session from = set.database();
            kept.exists().start(from, () -> Evaluation.once(from, this::loadExists));
        }
        return set;
    }

    QuerySet<T> startGet(@Nullable Term condition) {
        if (kept == null) {
            return set.all().startGet(condition);
        }
        if (kept.rows().begun() == null || condition != null) {
            QuerySet<T> narrowed = condition == null ? set : set.filter(condition);
            QuerySet<T> several = narrowed.evaluations().severalForGet();
            several.evaluations().startIn(kept);
        }
        return set;
    }

    QuerySet<T> startAggregate(List<? extends Expr> all) {
        if (kept == null) {
            return set.all().startAggregate(all);
        }
        Aggregated aggregated = resolved(all);
        Session from = set.database();
        kept.<Row>otherToStart(aggregated.asked()).start(from, () -> Evaluation.once(from, aggregated.work()));
        return set;
    }

    QuerySet<T> startPage(int number, int size) {
        PageBounds paging = new PageBounds(number, size);
        if (kept == null) {
            return set.all().startPage(number, size);
        }
        if (kept.rows().begun() == null) {
            QuerySet<T> part = paging.of(set, query);
            part.evaluations().startIn(kept);
            startCount();
        }
        return set;
    }

    void cancelStarted() {
        if (kept != null) {
            kept.cancelStarted();
        }
    }

    /** The rows are for whoever asks another set for the same. */
    private void startIn(ResultCache<T> results) {
        Session from = set.database();
        results.<List<T>>otherToStart(asked()).start(from, () -> loading(from));
    }

    private ResultCache.Asked asked() {
        return new ResultCache.Asked(query, values);
    }

    /** What is known so far; nothing, each time anew, for a set that keeps nothing. */
    private ResultCache<T> results() {
        return kept == null ? new ResultCache<>() : kept;
    }

    Evaluation<List<T>> listing() {
        ResultCache<T> results = results();
        Session from = set.database();
        return Evaluation.shared(from, () -> results.rows().claim(() -> loading(from)));
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
        return Evaluation.of(set.database(), () -> open(chunk));
    }

    Evaluation<Stream<T>> streaming() {
        return Evaluation.of(set.database(), () -> open(USUAL_CHUNK).stream());
    }

    private RowIterator<T> open(int chunk) {
        Session from = set.database();
        return query.empty()
                ? RowIterator.empty()
                : new RowIterator<>(from.stream(query, values, chunk), this::readWhole);
    }

    private List<T> readWhole(List<@Nullable Object[]> rows, Session within) {
        return whole(() -> read(rows, within), within).all();
    }

    private SharedTask<List<T>> loading(Session from) {
        return Evaluation.once(from, query.empty()
                ? StagedWork.of(List::of)
                : whole(() -> read(from.rows(query, values), from), from).map(reading::shared));
    }

    /** What some rows are read as, without what belongs to them. */
    private List<T> read(List<@Nullable Object[]> rows, Session within) {
        RowMapping.Reader<T> reader = reading.rows(query).reader();
        List<T> all = new ArrayList<>(rows.size());
        for (@Nullable
        Object[] row : rows) {
            all.add(reader.read(row, within));
        }
        return all;
    }

    /** Rows with what belongs to them, which is fetched where they are. */
    private StagedWork<List<T>> whole(Supplier<List<T>> rows, Session within) {
        return new FetchStages<>(rows, all -> completing(all, within));
    }

    /** What instances are to know as soon as they are there: each other, where they learn together, and what is prefetched. */
    private StagedWork<?> completing(List<T> instances, Session within) {
        if (loading.mode() != FetchMode.PEERS && loading.prefetches().isEmpty()) {
            return StagedWork.of(() -> instances);
        }
        List<State<?>> states = new ArrayList<>();
        instances.forEach(one -> states.add(((Instance<?>) Objects.requireNonNull(one)).state()));
        if (loading.mode() == FetchMode.PEERS) {
            Peers.introduce(states, loading.related(), within);
        }
        return PrefetchTree.of(query.model(), loading.prefetches()).of(states, within);
    }

    /** What a statement of the user's own is read as: the set has said nothing but what its rows are loaded with. */
    RawQuery<T> raw(String sql, @Nullable Object... bound) {
        InstanceType<T> type = reading.type();
        boolean plain = query.steps().isEmpty() && !query.sliced() && query.combination() == null
                && query.distinct() == null && query.lock() == null && set.isWhole()
                && (query.ordering().orders().isEmpty() || query.ordering().byDefault());
        if (type == null || !plain) {
            throw new DunderException(
                    "raw(…) says all of the statement, so that what the query set says besides would be"
                            + " lost. Call it on objects(…) itself; only using, timeout, named, prefetchRelated and fetchMode go with it.");
        }
        return RawQuery.of(type, sql, bound);
    }

    Evaluation<List<T>> raw(RawQuery<?> raw) {
        Session from = set.database();
        return Evaluation.staged(from, () -> whole(() -> {
            List<T> all = new ArrayList<>();
            for (State<?> state : raw.states(from)) {
                @SuppressWarnings("unchecked") // of the type of this very set
                T instance = (T) state.instance();
                all.add(instance);
            }
            return all;
        }, from).map(Collections::unmodifiableList));
    }

    Evaluation<@Nullable Void> eaching(Consumer<? super T> action) {
        return Evaluation.<@Nullable Void>of(set.database(), () -> {
            SharedTask<List<T>> rows = results().rows().begun();
            if (rows != null && rows.done() && !rows.failed()) {
                rows.get().forEach(action);
                return null;
            }
            try (RowIterator<T> iterator = open(USUAL_CHUNK)) {
                iterator.forEachRemaining(action);
            }
            return null;
        });
    }

    Flow.Publisher<T> publishing(int chunk) {
        if (chunk < 1) {
            throw new DunderException("Rows are read at least one at a time, not " + chunk + ".");
        }
        return new RowPublisher<>(set, chunk);
    }

    /** Of what has been fetched already, or of a few rows. */
    Evaluation<T> getting() {
        SharedTask<List<T>> rows = results().rows().begun();
        if (rows != null) {
            return Evaluation.of(set.database(), rows).map(list -> only(list, set));
        }
        QuerySet<T> several = severalForGet();
        SharedTask<List<T>> begun = begunFor(several);
        return (begun != null ? Evaluation.of(set.database(), begun) : several.evaluations().listing())
                .map(list -> only(list, several));
    }

    /** Of what was started with the same condition, or of a few rows. */
    Evaluation<T> getting(Term condition) {
        QuerySet<T> narrowed = set.filter(condition);
        QuerySet<T> several = narrowed.evaluations().severalForGet();
        SharedTask<List<T>> begun = begunFor(several);
        return (begun != null ? Evaluation.of(set.database(), begun) : several.evaluations().listing())
                .map(list -> only(list, narrowed));
    }

    private @Nullable SharedTask<List<T>> begunFor(QuerySet<T> several) {
        ResultSlot<List<T>> slot = results().other(several.evaluations().asked());
        return slot == null ? null : slot.begun();
    }

    private QuerySet<T> severalForGet() {
        boolean ordered = query.sliced() || (query.distinct() != null && !query.distinct().on().isEmpty());
        return (ordered ? set : set.orderBy()).slice(0, MOST_FOR_GET + 1);
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

    /** Of what has been fetched already, where that has the order that is asked for. */
    Evaluation<@Nullable T> firstOf(boolean reversed) {
        SharedTask<List<T>> rows = results().rows().begun();
        if (rows != null && !query.ordering().orders().isEmpty() && !(reversed && query.sliced())) {
            return Evaluation.of(set.database(), rows)
                    .map(list -> list.isEmpty() ? null : list.get(reversed ? list.size() - 1 : 0));
        }
        Comparator<T> byKey = rows == null || query.sliced() || !query.ordering().orders().isEmpty()
                ? null
                : byKeyAsTheServer();
        if (rows != null && byKey != null) {
            Comparator<T> order = reversed ? byKey.reversed() : byKey;
            return Evaluation.of(set.database(), rows).map(list -> list.stream().min(order).orElse(null));
        }
        if (query.ordering().orders().isEmpty()) {
            refuseGroups();
        }
        QuerySet<T> ordered = query.ordering().orders().isEmpty() ? set.byPrimaryKey() : set;
        QuerySet<T> one = (reversed ? ordered.reverse() : ordered).slice(0, 1);
        return one.evaluations().listing().map(list -> list.isEmpty() ? null : list.get(0));
    }

    /** An order by the primary key would make groups of the single rows. */
    private void refuseGroups() {
        if (query.grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            List<Expression> columns = by.stream().flatMap(key -> Composer.parts(target(key)).stream()).toList();
            boolean rows = query.model().primaryKey().stream()
                    .allMatch(key -> columns.contains(new Expression.Column(key.via(), key.origin())));
            if (!rows || query.model().primaryKey().isEmpty()) {
                throw new DunderException("The first or last of groups needs an order. Add orderBy(…).");
            }
        }
    }

    /** What a name stands for. */
    private static Expression target(Expression expression) {
        return expression instanceof Expression.Ref(String name, Expression target) ? target(target) : expression;
    }

    /** By a primary key of numbers, which Java orders as the server does; null for other keys, as text has collations. */
    private @Nullable Comparator<T> byKeyAsTheServer() {
        List<Attribute> key = query.model().primaryKey();
        if (reading.type() == null || key.size() != 1 || !NUMBERS.contains(key.get(0).type().getType())) {
            return null;
        }
        String name = key.get(0).name();
        return Comparator.comparingLong(row -> ((Number) Objects.requireNonNull(((Instance<?>) row).keyValue(name)))
                .longValue());
    }

    Evaluation<T> at(int index) {
        if (index < 0) {
            throw new DunderException("Rows are counted from 0; " + index + " is before the first.");
        }
        SharedTask<List<T>> rows = results().rows().begun();
        Evaluation<List<T>> listing = rows != null
                ? Evaluation.of(set.database(), rows)
                        .map(list -> list.subList(Math.min(index, list.size()), Math.min(index + 1, list.size())))
                : set.slice(index, index + 1).evaluations().listing();
        return listing.map(list -> {
            if (list.isEmpty()) {
                throw new DoesNotExist("The query has no row at " + index + ".", set.sql());
            }
            return list.get(0);
        });
    }

    /** Of what has been fetched or started already, or of the page's rows and their number at the same time. */
    Evaluation<Page<T>> paging(int number, int size) {
        PageBounds paging = new PageBounds(number, size);
        Session from = set.database();
        SharedTask<List<T>> rows = results().rows().begun();
        if (rows != null) {
            return Evaluation.of(from, rows).map(all -> new Page<>(
                    all.subList(Math.min(paging.from(), all.size()), Math.min(paging.to(), all.size())), number, size,
                    all.size()));
        }
        QuerySet<T> part = paging.of(set, query);
        SharedTask<List<T>> begun = begunFor(part);
        SharedTask<Long> count = results().count().begun();
        return (begun != null ? Evaluation.of(from, begun) : part.evaluations().listing()).beside(
                from,
                () -> count != null ? count : Evaluation.once(from, this::loadCount),
                (list, total) -> new Page<>(list, number, size, total));
    }

    /** The rows behind a cursor or before it, and one more to see whether there are more. */
    Evaluation<KeysetPage<T>> keyset(@Nullable String cursor, boolean before, int size) {
        PageBounds.refuseSize(size);
        Keyset keyset = Keyset.of(query);
        Session from = set.database();
        KeysetCursor text = new KeysetCursor(from.sql(keyset.place()));
        List<@Nullable Object> place = cursor == null ? List.of() : keyset.values(text, cursor);
        QuerySet<T> part = set.changed((all, resolver) -> {
            Query ordered = before ? keyset.ordered().reverse() : keyset.ordered();
            return cursor == null ? ordered : ordered.filter(keyset.beyond(resolver, place, before));
        }).slice(0, size == Integer.MAX_VALUE ? size : size + 1);
        return Evaluation.staged(from, () -> part.evaluations().load(keyset.expressions(), from).map(found -> {
            boolean more = found.rows().size() > size;
            List<T> rows = new ArrayList<>(more ? found.rows().subList(0, size) : found.rows());
            String first = rows.isEmpty() ? cursor : text.write(found.values().get(0));
            String last = rows.isEmpty() ? cursor : text.write(found.values().get(rows.size() - 1));
            if (before) {
                Collections.reverse(rows);
            }
            List<T> fixed = reading.shared(rows);
            return before
                    ? new KeysetPage<>(fixed, more ? last : null, first)
                    : new KeysetPage<>(fixed, cursor == null ? null : first, more ? last : null);
        }));
    }

    /**
     * Rows, and beside them what is not for whoever reads them.
     *
     * @param values for each row
     */
    record Further<T extends @Nullable Object>(List<T> rows, List<@Nullable Object[]> values) {
        /** Each row and the first of what is beside it. */
        void forEach(BiConsumer<T, @Nullable Object> action) {
            for (int i = 0; i < rows.size(); i++) {
                action.accept(rows.get(i), values.get(i)[0]);
            }
        }
    }

    /** The rows, and a value of each that is not for whoever reads them. */
    Evaluation<Further<T>> beside(Expression value) {
        Session from = set.database();
        return Evaluation.staged(from, () -> load(List.of(value), from));
    }

    private StagedWork<Further<T>> load(List<Expression> further, Session from) {
        return new FetchStages<>(() -> readBeside(further, from), found -> completing(found.rows(), from));
    }

    private Further<T> readBeside(List<Expression> further, Session from) {
        if (query.empty()) {
            return new Further<>(List.of(), List.of());
        }
        Query more = query;
        int place = -1;
        if (query.selection() instanceof Selection.Instances instances) {
            place = instances.attributes().size()
                    + (int) query.annotations().stream().filter(Step.Annotation::selected).count();
            for (int i = 0; i < further.size(); i++) {
                more = more.step(new Step.Annotation("__order_" + i, further.get(i), true));
            }
        } else if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            List<Named> all = new ArrayList<>(columns);
            for (int i = 0; i < further.size(); i++) {
                all.add(new Named("__order_" + i, further.get(i)));
            }
            more = query.select(new Selection.Columns(List.copyOf(all)));
        }
        List<@Nullable Object[]> plain = new ArrayList<>();
        List<@Nullable Object[]> beside = new ArrayList<>();
        for (@Nullable
        Object[] row : from.rows(more, values)) {
            int start = place < 0 ? row.length - further.size() : place;
            int end = start + further.size();
            beside.add(Arrays.copyOfRange(row, start, end));
            @Nullable
            Object[] rest = Arrays.copyOf(row, row.length - further.size());
            System.arraycopy(row, end, rest, start, row.length - end);
            plain.add(rest);
        }
        return new Further<>(read(plain, from), beside);
    }

    Evaluation<T> extreme(List<String> criteria, boolean last) {
        if (query.sliced()) {
            throw new DunderException("The earliest or latest row cannot be asked for once a slice has been taken.");
        }
        QuerySet<T> ordered = set.fresh().orderBy(criteria.toArray(String[]::new));
        QuerySet<T> one = (last ? ordered.reverse() : ordered).slice(0, 1);
        return one.evaluations().listing().map(rows -> {
            if (rows.isEmpty()) {
                throw new DoesNotExist("No " + query.model().name() + " matches the query.", one.sql());
            }
            return rows.get(0);
        });
    }

    /** @param keys null for all */
    Evaluation<Map<Object, T>> inBulk(@Nullable Collection<?> keys, @Nullable String attribute) {
        if (reading.type() == null) {
            throw new DunderException("inBulk(…) gives instances, which values(…) does not make.");
        }
        if (query.sliced()) {
            throw new DunderException("inBulk(…) cannot be asked of a slice.");
        }
        if (query.combination() != null) {
            throw new DunderException("inBulk(…) cannot be asked of query sets that were put together.");
        }
        Attribute by = attribute == null ? null : query.model().attribute(attribute);
        Attribute key = by != null ? by : query.model().column("pk");
        if (key == null) {
            throw new DunderException("inBulk(…) goes by primary key, and " + query.model().name() + " has none.");
        }
        if (keys == null) {
            return listing().map(rows -> {
                Map<Object, T> found = new LinkedHashMap<>();
                rows.forEach(row -> put(found, value(stateOf(row), key), row, key));
                return Collections.unmodifiableMap(found);
            });
        }
        List<Attribute> parts = key.parts().isEmpty() ? List.of(key) : key.parts();
        KeyFilter among = new KeyFilter(parts);
        Map<Long, Set<Object>> given = new HashMap<>();
        Resolver keyed = set.resolver();
        for (Object one : keys) {
            List<Object> values = one == null ? null : keyed.key(key, one);
            if (values != null) {
                among.add(values);
                given.computeIfAbsent(among.place(values), none -> new LinkedHashSet<>()).add(one);
            }
        }
        if (among.isEmpty()) {
            return Evaluation.of(Map.of());
        }
        Expression.Place[] place = new Expression.Place[1];
        QuerySet<T> wanted = set.changed((all, resolver) -> {
            List<Expression> columns = parts.stream()
                    .<Expression>map(part -> new Expression.Column(part.via(), part.origin()))
                    .toList();
            place[0] = among.place(resolver, columns);
            return KeyFilter.query(all.inAnyOrder(), place[0]);
        });
        return wanted.evaluations().beside(place[0]).map(rows -> {
            Map<Object, T> found = new LinkedHashMap<>();
            rows.forEach((row, number) -> given.getOrDefault((Long) Objects.requireNonNull(number), Set.of())
                    .forEach(one -> put(found, one, row, key)));
            return Collections.unmodifiableMap(found);
        });
    }

    /** A row that comes up several times is one row. */
    private void put(Map<Object, T> found, Object by, T row, Attribute key) {
        T other = found.putIfAbsent(by, row);
        boolean primary = query.model().column("pk") == key;
        if (other != null && !primary && !other.equals(row)) {
            throw new LookupException("inBulk(…) needs an attribute that no two rows have in common; '"
                    + key.name() + "' on " + query.model().name() + " is not unique.");
        }
    }

    private State<?> stateOf(T row) {
        return ((Instance<?>) Objects.requireNonNull(row)).state();
    }

    private static Object value(State<?> state, Attribute key) {
        if (!key.parts().isEmpty()) {
            return key.parts().stream().map(part -> Objects.requireNonNull(state.value(part.index()))).toList();
        }
        return Objects.requireNonNull(state.value(key.index()));
    }

    Evaluation<String> explaining(Explain options) {
        Session from = set.database();
        Statement statement = LookupException.given(options, "how to explain").of(query);
        return Evaluation.of(from, () -> {
            StringJoiner lines = new StringJoiner("\n");
            from.rows(statement, values).forEach(row -> lines.add(String.valueOf(row[0])));
            return lines.toString();
        });
    }

    <D> Evaluation<List<D>> into(Class<D> type) {
        RowMapping.Rows<T> read = reading.rows(query);
        RecordMapper<D> into = RecordMapper.of(type, read.columns(), read.types());
        return listing().map(rows -> rows.stream().map(row -> into.make(read.writer().values(row))).toList());
    }

    Evaluation<Long> counting() {
        SharedTask<List<T>> rows = results().rows().begun();
        SharedTask<Long> count = results().count().begun();
        return rows != null
                ? Evaluation.of(set.database(), rows).map(list -> (long) list.size())
                : count != null
                        ? Evaluation.of(set.database(), count)
                        : Evaluation.of(set.database(), this::loadCount);
    }

    Evaluation<Boolean> existing() {
        SharedTask<Boolean> exists = results().exists().begun();
        if (results().rows().begun() != null || results().count().begun() != null) {
            return counting().map(count -> count > 0);
        }
        return exists != null
                ? Evaluation.of(set.database(), exists)
                : Evaluation.of(set.database(), this::loadExists);
    }

    Evaluation<Boolean> containing(T instance) {
        if (reading.type() == null || !(instance instanceof Instance<?> stored)) {
            throw new DunderException(
                    "contains(…) asks for an instance among instances; use filter(…).exists() for values.");
        }
        if (!SameTable.is(stored.model(), query.model())) {
            return Evaluation.of(false);
        }
        SharedTask<List<T>> rows = results().rows().begun();
        if (rows != null) {
            return Evaluation.of(set.database(), rows).map(list -> list.contains(instance));
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
        return (query.sliced() ? set : set.filter(new Term.And(key))).evaluations().existing();
    }

    <V> Evaluation<@Nullable V> aggregating(Aggregate<V> aggregate) {
        return aggregated(List.of(LookupException.given(aggregate, "an aggregate"))).map(row -> {
            @SuppressWarnings("unchecked")
            V value = (V) row.values().get(0);
            return value;
        });
    }

    Evaluation<Row> aggregating(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        return aggregated(all(first, second, more));
    }

    static List<Aggregate<?>> all(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        List<Aggregate<?>> all = new ArrayList<>(List.of(
                LookupException.given(first, "an aggregate"), LookupException.given(second, "an aggregate")));
        all.addAll(LookupException.allGiven(more, "an aggregate"));
        return all;
    }

    Evaluation<Row> aggregating(List<Expr> all) {
        return aggregated(all);
    }

    private Evaluation<Row> aggregated(List<? extends Expr> all) {
        Aggregated aggregated = resolved(all);
        ResultSlot<Row> slot = results().other(aggregated.asked());
        SharedTask<Row> begun = slot == null ? null : slot.begun();
        return begun != null
                ? Evaluation.of(set.database(), begun)
                : Evaluation.of(set.database(), aggregated.work());
    }

    /** Aggregates whose names are known to be right: by what they are found again, and how they are computed. */
    private record Aggregated(ResultCache.Asked asked, Supplier<Row> work) {}

    private Aggregated resolved(List<? extends Expr> given) {
        List<? extends Expr> all = given.size() == 1 && given.get(0) instanceof Aggregate<?> alone
                ? List.of(alone.named())
                : given;
        Resolver resolver = set.resolver().summarizing();
        List<Named> resolved = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Query known = query;
        for (Expr aggregate : all) {
            if (names.contains(aggregate.name())) {
                throw new LookupException(
                        "Two aggregates are called '" + aggregate.name() + "'. Name one of them with as(…).");
            }
            names.add(aggregate.name());
            Named one = aggregate instanceof Aggregate<?> plain
                    ? plain.resolve(resolver)
                    : new Named(
                            aggregate.name(), Resolver.settled(aggregate.expression().resolve(resolver)));
            if (!Traversal.aggregates(one.expression())) {
                throw new LookupException("'" + one.name() + "' is no aggregate: it has a value for each row.");
            }
            refuseToMultiply(one.expression());
            resolved.add(one);
            if (!resolver.knows(one.name())) {
                // Those behind it may name it, where that says nothing else.
                known = known.step(new Step.Annotation(one.name(), one.expression(), false));
                resolver = set.resolver(known, resolver.values()).summarizing();
            }
        }
        RowColumns columns = new RowColumns(query.model().name(), names);
        Statement statement = new Statement.Aggregation(query, List.copyOf(resolved));
        List<@Nullable Object> bound = resolver.values();
        ResultCache.Asked asked = new ResultCache.Asked(statement, bound);
        if (query.empty() && resolved.stream().allMatch(one -> ofNothing(one.expression()) != null)) {
            return new Aggregated(asked, () -> Row.of(columns, resolved.stream()
                    .map(one -> Objects.requireNonNull(ofNothing(one.expression())).value(bound))
                    .toArray()));
        }
        return new Aggregated(asked, () -> Row.of(columns, set.database().rows(statement, bound).get(0)));
    }

    /** A value that is known without asking. */
    @FunctionalInterface
    private interface Known {
        @Nullable
        Object value(List<@Nullable Object> bound);
    }

    /** What an aggregate is of no rows; null where only the database can tell. */
    private static @Nullable Known ofNothing(Expression expression) {
        return switch (expression) {
            case Expression.Aggregate aggregate -> {
                boolean count = aggregate.function() == Aggregator.COUNT
                        || aggregate.function() == Aggregator.REGR_COUNT;
                yield bound -> count ? 0L : null;
            }
            case Expression.Typed(Expression typed, var type) -> ofNothing(typed);
            case Expression.Ref(String name, Expression target) -> ofNothing(target);
            case Expression.Param(int index, var type) -> bound -> bound.get(index);
            case Expression.Call(var function, List<Expression> arguments, var type) when function == Function.COALESCE ->
                firstOfNothing(arguments, type);
            default -> null;
        };
    }

    /** The first value that is there. */
    private static @Nullable Known firstOfNothing(List<Expression> arguments, DataType<?> type) {
        List<Known> parts = new ArrayList<>();
        for (Expression argument : arguments) {
            Known part = ofNothing(argument);
            if (part == null || !isPlain(type)) {
                return null;
            }
            parts.add(part);
        }
        return (List<@Nullable Object> bound) -> {
            for (Known part : parts) {
                Object value = part.value(bound);
                if (value != null) {
                    return dev.dunder.lookups.Values.convert(type, value);
                }
            }
            return null;
        };
    }

    /** Whether a value converted here is what the server would make of it. */
    private static boolean isPlain(DataType<?> type) {
        return Number.class.isAssignableFrom(type.getType()) || type.getType() == String.class
                || type.getType() == Boolean.class || type.isArray() || type.getType() == org.jooq.JSONB.class;
    }

    /** Rows that were limited or made distinct can be joined with their relations only where they have a key. */
    private void refuseToMultiply(Expression aggregate) {
        boolean toMany = Traversal.any(aggregate,
                part -> part instanceof Expression.Column column && column.path().stream().anyMatch(Hop::toMany));
        boolean keyed = reading.type() != null && !query.model().primaryKey().isEmpty();
        if (toMany && (query.sliced() || query.distinct() != null) && !keyed) {
            throw new DunderException(
                    "Cannot aggregate over a relation to many rows after slice(…) or distinct() of values,"
                            + " or of a model without a primary key.");
        }
    }

    Evaluation<String> showing() {
        SharedTask<List<T>> rows = results().rows().begun();
        Evaluation<List<T>> some = rows != null
                ? Evaluation.of(set.database(), rows)
                : set.slice(0, MOST_TO_SHOW + 1).evaluations().listing();
        RowMapping.Rows<T> read = reading.rows(query);
        return some.map(list -> TextTable.format(
                read.columns(), read.types(), list.stream().map(read.writer()::values).toList(), MOST_TO_SHOW));
    }

    private Long loadCount() {
        Object count = query.empty() ? 0L : set.database().rows(new Statement.Count(query), values).get(0)[0];
        return (Long) Objects.requireNonNull(count);
    }

    private Boolean loadExists() {
        return !query.empty() && !set.database().rows(new Statement.Exists(query), values).isEmpty();
    }
}
