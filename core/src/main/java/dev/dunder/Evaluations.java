package dev.dunder;

import dev.dunder.compose.NamedValue;
import dev.dunder.compose.PageBounds;
import dev.dunder.evaluate.AggregateSpec;
import dev.dunder.evaluate.Aggregating;
import dev.dunder.evaluate.CopyingOut;
import dev.dunder.evaluate.Counting;
import dev.dunder.evaluate.Getting;
import dev.dunder.evaluate.InBulk;
import dev.dunder.evaluate.KeysetPaging;
import dev.dunder.evaluate.Paging;
import dev.dunder.evaluate.RowCursor;
import dev.dunder.evaluate.RowPublisher;
import dev.dunder.evaluate.Rows;
import dev.dunder.evaluate.Showing;
import dev.dunder.evaluate.Starting;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.RawQuery;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.ResultCache;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Filtered;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.Query;
import dev.dunder.resolve.Term;
import dev.dunder.work.Evaluation;
import dev.dunder.work.ProgressWatcher;
import dev.dunder.work.SharedTask;
import dev.dunder.write.BulkCreating;
import dev.dunder.write.BulkOptions;
import dev.dunder.write.BulkUpdating;
import dev.dunder.write.CopyingIn;
import dev.dunder.write.Creating;
import dev.dunder.write.ReturningWriter;
import dev.dunder.write.RowsWriter;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The evaluating methods of a query set, as what is to be done: {@link QuerySet} does it now, {@link AsyncQuerySet} later.
 */
final class Evaluations<T extends @Nullable Object> {
    private static final int USUAL_CHUNK = 2_000;

    private final QuerySet<T> set;
    private final Request<T> request;
    private final @Nullable ResultCache<T> kept;

    Evaluations(QuerySet<T> set, Request<T> request, @Nullable ResultCache<T> kept) {
        this.set = set;
        this.request = request;
        this.kept = kept;
    }

    /** With what is known so far; with nothing, each time anew, for a set that keeps nothing. */
    private Rows<T> rows() {
        return new Rows<>(request, kept == null ? new ResultCache<>() : kept);
    }

    // ---- Rows ----

    Evaluation<List<T>> listing() {
        return rows().listing();
    }

    Evaluation<Integer> sizing() {
        return listing().map(List::size);
    }

    Evaluation<Boolean> emptiness() {
        return listing().map(List::isEmpty);
    }

    Evaluation<RowIterator<T>> iterating(int chunk) {
        RowCursor.check(chunk);
        return Evaluation.of(request.session(), () -> open(chunk));
    }

    Evaluation<Stream<T>> streaming() {
        return Evaluation.of(request.session(), () -> open(USUAL_CHUNK).stream());
    }

    private RowIterator<T> open(int chunk) {
        return new RowIterator<>(RowCursor.open(request, chunk));
    }

    Evaluation<@Nullable Void> eaching(Consumer<? super T> action) {
        return Evaluation.<@Nullable Void>of(request.session(), () -> {
            SharedTask<List<T>> begun = kept == null ? null : kept.rows().begun();
            if (begun != null && begun.done() && !begun.failed()) {
                begun.get().forEach(action);
                return null;
            }
            try (RowIterator<T> iterator = open(USUAL_CHUNK)) {
                iterator.forEachRemaining(action);
            }
            return null;
        });
    }

    Flow.Publisher<T> publishing(int chunk) {
        RowCursor.check(chunk);
        return new RowPublisher<>(request, chunk);
    }

    /** What a statement of the user's own is read as: the set has said nothing but what its rows are loaded with. */
    static <T extends @Nullable Object> RawQuery raw(Request<T> request, String sql, @Nullable Object... bound) {
        Query query = request.query();
        boolean plain = query.steps().isEmpty() && !query.sliced() && query.combination() == null
                && query.distinct() == null && query.lock() == null && request.isWhole()
                && (query.ordering().orders().isEmpty() || query.ordering().byDefault());
        if (request.type() == null || !plain) {
            throw new DunderException(
                    "raw(…) says all of the statement, so that what the query set says besides would be"
                            + " lost. Call it on objects(…) itself; only using, timeout, named, prefetchRelated and fetchMode go with it.");
        }
        return RawQuery.of(request.model(), sql, bound);
    }

    // ---- One row, and several by their keys ----

    Evaluation<T> getting() {
        return new Getting<>(rows()).only();
    }

    Evaluation<T> getting(Term condition) {
        return new Getting<>(rows()).only(condition);
    }

    @SuppressWarnings("NullAway") // of rows that are null themselves there is none that is there
    Evaluation<Optional<T>> firstOptional() {
        return firstOf(false).map(Optional::ofNullable);
    }

    Evaluation<@Nullable T> firstOf(boolean reversed) {
        return new Getting<>(rows()).first(reversed);
    }

    Evaluation<T> at(int index) {
        return new Getting<>(rows()).at(index);
    }

    Evaluation<T> extreme(List<String> criteria, boolean last) {
        return new Getting<>(rows()).extreme(criteria, last);
    }

    /** @param keys null for all */
    Evaluation<Map<Object, T>> inBulk(@Nullable Collection<?> keys, @Nullable String attribute) {
        InBulk<T> byKey = new InBulk<>(rows(), attribute);
        return keys == null ? byKey.all() : byKey.of(keys);
    }

    // ---- Pages ----

    Evaluation<Page<T>> paging(int number, int size) {
        return new Paging<>(rows()).page(new PageBounds(number, size))
                .map(part -> new Page<>(part.rows(), number, size, part.total()));
    }

    Evaluation<KeysetPage<T>> keyset(@Nullable String cursor, boolean before, int size) {
        return new KeysetPaging<>(request).page(cursor, before, size)
                .map(part -> new KeysetPage<>(part.rows(), part.previous(), part.next()));
    }

    Evaluation<Page<T>> paging(Filtered asked) {
        return paging(LookupException.given(asked, "what is asked for").page(), asked.pageSize());
    }

    Evaluation<KeysetPage<T>> keyset(Filtered asked) {
        String after = LookupException.given(asked, "what is asked for").after();
        String cursor = after != null ? after : asked.before();
        asked.signed(null);
        KeysetPaging<T> paging = new KeysetPaging<>(request);
        if (cursor != null && !paging.knows(cursor)) {
            throw asked.outdatedCursor();
        }
        return paging.page(cursor, cursor != null && after == null, asked.pageSize())
                .map(part -> new KeysetPage<>(part.rows(), asked.signed(part.previous()), asked.signed(part.next())));
    }

    Evaluation<Map<String, Facet>> facets(Filtered asked) {
        return Facet.counting(set, asked);
    }

    // ---- Numbers ----

    Evaluation<Long> counting() {
        return new Counting<>(rows()).counting();
    }

    Evaluation<Boolean> existing() {
        return new Counting<>(rows()).existing();
    }

    Evaluation<Boolean> containing(T instance) {
        return new Counting<>(rows()).containing(instance,
                instance instanceof Instance<?> stored ? stored.row() : null);
    }

    <V> Evaluation<@Nullable V> aggregating(Aggregate<V> aggregate) {
        return aggregated(List.of(LookupException.given(aggregate, "an aggregate")))
                .map(row -> row.value(0, aggregate.javaType()));
    }

    Evaluation<Row> aggregating(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        return aggregating(all(first, second, more));
    }

    Evaluation<Row> aggregating(List<? extends Expr> all) {
        return aggregated(all).map(Row::of);
    }

    static List<Aggregate<?>> all(Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        List<Aggregate<?>> all = new ArrayList<>(List.of(
                LookupException.given(first, "an aggregate"), LookupException.given(second, "an aggregate")));
        all.addAll(LookupException.allGiven(more, "an aggregate"));
        return all;
    }

    private Evaluation<RowState> aggregated(List<? extends Expr> all) {
        return new Aggregating(request, rows().results()).aggregated(named(all));
    }

    /** Alone an aggregate needs no name. */
    private static List<AggregateSpec> named(List<? extends Expr> all) {
        return all.size() == 1 && all.get(0) instanceof Aggregate<?> alone
                ? List.of(alone.asCalled().ofAllRows())
                : all.stream().map(Expr::ofAllRows).toList();
    }

    // ---- Writing ----

    private InstanceType<T> instances(String call) {
        InstanceType<T> type = request.type();
        if (type == null) {
            throw new DunderException("Cannot call " + call + "(…) after values(…), which makes no instances.");
        }
        return type;
    }

    private Creating<T> creating(String call) {
        InstanceType<T> type = instances(call);
        return new Creating<>(request, type, Instance.refusingFromElsewhere(request, type), set.related());
    }

    Evaluation<T> creating(List<NamedValue> values) {
        return written(creating("create").creating(values));
    }

    Evaluation<Created<T>> gettingOrCreating(List<NamedValue> lookups, List<NamedValue> defaults) {
        return written(creating("getOrCreate").gettingOrCreating(lookups, defaults).map(Evaluations::created));
    }

    Evaluation<Created<T>> updatingOrCreating(
            List<NamedValue> lookups, List<NamedValue> changes, List<NamedValue> defaults) {
        return written(
                creating("updateOrCreate").updatingOrCreating(lookups, changes, defaults).map(Evaluations::created));
    }

    /** Of a relation's rows nothing that was known holds once they are written. */
    <R> Evaluation<R> written(Evaluation<R> work) {
        set.written();
        return work.map(result -> {
            set.written();
            return result;
        });
    }

    private static <T> Created<T> created(Creating.Found<T> found) {
        return new Created<>(found.instance(), found.created());
    }

    Evaluation<List<T>> bulkCreating(Collection<? extends T> instances, Bulk how) {
        return written(new BulkCreating<>(request, instances("bulkCreate"), how(how))
                .creating(Arguments.members(instances, "instances")));
    }

    Evaluation<Long> bulkUpdating(Collection<? extends T> instances, Bulk how, List<String> names) {
        return written(new BulkUpdating<>(request, instances("bulkUpdate"), how(how))
                .updating(Arguments.members(instances, "instances"), names));
    }

    /** Of each row what is wanted of it. */
    Evaluation<List<@Nullable Object[]>> bulkUpdating(
            Collection<? extends T> instances, Bulk how, List<String> names, ReturningWriter wanted) {
        return written(new BulkUpdating<>(request, instances("bulkUpdate"), how(how))
                .returning(Arguments.members(instances, "instances"), names, wanted));
    }

    Evaluation<Long> copyingIn(Stream<? extends T> instances, Bulk how) {
        LookupException.given(instances, "instances");
        return written(new CopyingIn<>(request, instances("copyIn"), how(how)).copying(() -> instances));
    }

    /** Of a query set the rows are read as they are copied. */
    Evaluation<Long> copyingIn(Iterable<? extends T> instances, Bulk how) {
        LookupException.given(instances, "instances");
        return written(new CopyingIn<>(request, instances("copyIn"), how(how)).copying(() -> streamed(instances)));
    }

    private static <V> Stream<? extends V> streamed(Iterable<? extends V> all) {
        return all instanceof QuerySet<? extends V> set ? set.stream() : StreamSupport.stream(all.spliterator(), false);
    }

    Evaluation<Long> copyingOut(OutputStream out, CopyFormat format, @Nullable ProgressWatcher watcher) {
        return new CopyingOut(request, watcher).to(LookupException.given(out, "where to write"),
                LookupException.given(format, "the format").format());
    }

    private static BulkOptions how(Bulk how) {
        return LookupException.given(how, "how to write them").options();
    }

    Evaluation<Long> updating(List<NamedValue> changes) {
        return written(new RowsWriter(request).updating(changes));
    }

    Evaluation<Long> deleting() {
        return written(new RowsWriter(request).deleting());
    }

    Evaluation<Deleted> collecting() {
        return written(new RowsWriter(request).collecting().map(Deleted::of));
    }

    // ---- Looking ----

    Evaluation<@Nullable Void> showing() {
        Display display = Dunder.display();
        Showing<T> showing = new Showing<>(rows());
        if (display == null) {
            return showing.table().map(table -> {
                System.out.println(table);
                return null;
            });
        }
        return showing.first().map(part -> {
            display.show(set, part.rows(), part.total());
            return null;
        });
    }

    <D> Evaluation<List<D>> into(Class<D> type) {
        return new Showing<>(rows()).into(type, Manager::made);
    }

    Evaluation<String> explaining(Explain options) {
        return new Showing<>(rows()).explained(LookupException.given(options, "how to explain").of(request.query()));
    }

    // ---- Starting ahead; of what is started on a set that keeps nothing, a fresh set keeps the result ----

    QuerySet<T> startFetch() {
        return starting(Starting::fetch);
    }

    QuerySet<T> startCount() {
        return starting(Starting::count);
    }

    QuerySet<T> startExists() {
        return starting(Starting::exists);
    }

    QuerySet<T> startGet(@Nullable Term condition) {
        return starting(starting -> starting.only(condition));
    }

    QuerySet<T> startPage(int number, int size) {
        PageBounds bounds = new PageBounds(number, size);
        return starting(starting -> starting.page(bounds));
    }

    QuerySet<T> startAggregate(List<? extends Expr> all) {
        return starting(starting -> new Aggregating(request, starting.rows().results()).start(named(all)));
    }

    private QuerySet<T> starting(Consumer<Starting<T>> what) {
        if (kept == null) {
            return set.all().evaluations().starting(what);
        }
        what.accept(new Starting<>(rows()));
        return set;
    }

    void cancelStarted() {
        if (kept != null) {
            kept.cancelStarted();
        }
    }

    /** Whether who lists the rows sends nothing by that. */
    boolean isLoaded() {
        return kept != null && kept.rows().isUnderWay();
    }

    /** The rows are known already. */
    void fill(List<T> known) {
        if (kept != null) {
            kept.rows().fill(known);
        }
    }

    /** The rows are found in another way than by the query set's own statement, once they are asked for. */
    void promise(Supplier<List<T>> found) {
        if (kept != null) {
            kept.rows().promise(() -> Evaluation.once(request.session(), found));
        }
    }
}
