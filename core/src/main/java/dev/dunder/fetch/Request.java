package dev.dunder.fetch;

import dev.dunder.compose.Call;
import dev.dunder.compose.Composer;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.resolve.BoundList;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.BoundValues;
import dev.dunder.resolve.Recording;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Term;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.RunOptions;
import dev.dunder.run.Session;
import dev.dunder.sql.Compiler;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for: a query and its values, what its rows become, what is loaded with them, and where. It is what a query
 * set holds. Immutable and safe to share between threads.
 *
 * @param shape the query, and what its instances are loaded with
 * @param values the values that its parameters refer to
 * @param mapping what its rows become
 * @param where the database
 * @param extent whether all rows were said to be meant
 * @param <T> what its rows become
 */
public record Request<T extends @Nullable Object>(
        Shape shape,
        List<@Nullable Object> values,
        RowMapping<T> mapping,
        DatabaseChoice where,
        Extent extent) {
    /**
     * A request.
     *
     * @param values the values that its parameters refer to
     */
    public Request {
        values = BoundList.of(values);
    }

    /** All rows of a model, in its usual order. */
    public static <T> Request<T> all(InstanceType<T> type, DatabaseChoice where) {
        Session database = where.named();
        return all(database == null
                ? Shapes.Root.of(type.model(), null)
                : database.kept(Shapes.class, Shapes::new).root(type.model()), type, where);
    }

    /** All rows of a model, in its usual order, for who holds them on and on. */
    public static <T> Request<T> held(InstanceType<T> type, DatabaseChoice where) {
        return all(Shapes.OF_MANAGERS.held(type.model()), type, where);
    }

    /** What a query says, in no tree of calls. */
    public static <T> Request<T> of(Query query, List<@Nullable Object> values, InstanceType<T> type,
            DatabaseChoice where) {
        return new Request<>(
                new Shape(query, FetchPlan.PLAIN), values, new InstanceMapping<>(type), where, Extent.UNSAID);
    }

    private static <T> Request<T> all(Shapes.Root root, InstanceType<T> type, DatabaseChoice where) {
        return new Request<>(root.shape(), root.values(), new InstanceMapping<>(type), where, Extent.UNSAID);
    }

    /** The query. */
    public Query query() {
        return shape.query();
    }

    /** What its instances are loaded with. */
    public FetchPlan plan() {
        return shape.plan();
    }

    /** The model that its rows are of. */
    public Model model() {
        return query().model();
    }

    /** The class of its instances; null where its rows become values. */
    public @Nullable InstanceType<T> type() {
        return mapping.type();
    }

    /** Where it is evaluated. */
    public Session session() {
        return where.reading(model());
    }

    /** Its statement. */
    public String sql() {
        return Compiler.compile(query(), where.limits(), where.driver()).sql();
    }

    // ---- Composing ----

    /** A call that composes, begun on this query. */
    public Composer composer() {
        return new Composer(query(), values, where.limits(), this::admit);
    }

    /** Refuses a part that was made for another database. */
    public void admit(BoundQuery guest) {
        if (guest.source() instanceof Session other) {
            Session.refuseMixing(where.named(), other);
        }
    }

    /** The same after a call. */
    public Request<T> composed(Call call) {
        return composed(call, mapping, plan());
    }

    private <S extends @Nullable Object> Request<S> composed(Call call, RowMapping<S> as, FetchPlan loading) {
        Object key = shape.grows() ? call.key() : null;
        if (key == null) {
            Guests guests = new Guests(this);
            Composer composer = new Composer(query(), values, where.limits(), guests);
            call.change(composer);
            return new Request<>(isHere(composer.query(), loading) ? shape : new Shape(composer.query(), loading),
                    composer.values(), as, where, extent.beside(guests.open));
        }
        Shape.Transition known = shape.next(key, where.limits());
        boolean open = false;
        if (known != null && !call.guests().isEmpty()) {
            Guests guests = new Guests(this);
            call.guests().forEach(guests);
            open = guests.open;
        }
        List<@Nullable Object> bound = known == null ? null : known.replay().values(values, call.given());
        if (known == null || bound == null) {
            return recorded(call, key, as, loading);
        }
        shape.passed();
        return new Request<>(known.to(), bound, as, where, extent.beside(open));
    }

    /** The query sets in one call. */
    private static final class Guests implements Consumer<BoundQuery> {
        private final Request<?> host;
        private boolean open;

        Guests(Request<?> host) {
            this.host = host;
        }

        @Override
        public void accept(BoundQuery guest) {
            host.admit(guest);
            open |= guest.open();
        }
    }

    /** Resolves a call, and remembers for the next one of its kind where it leads and what became of its values. */
    private <S extends @Nullable Object> Request<S> recorded(
            Call call, Object key, RowMapping<S> as, FetchPlan loading) {
        Recording recording = new Recording(values.size());
        Guests guests = new Guests(this);
        Composer composer = new Composer(query(), values, where.limits(), guests, recording);
        call.changePlaced(composer);
        Query next = composer.query();
        Recording.Replay replay = recording.complete(composer.values(), call.given().size());
        Shape to = isHere(next, loading)
                ? shape
                : replay == null
                        ? new Shape(next, loading)
                        : shape.grow(key, where.limits(), next, loading, replay);
        return new Request<>(to, composer.values(), as, where, extent.beside(guests.open));
    }

    @SuppressWarnings("ReferenceEquality") // a call that says nothing gives the same query back
    private boolean isHere(Query next, FetchPlan loading) {
        return next == query() && loading == plan();
    }

    /** The same with another query, made with a resolver. */
    public Request<T> changed(BiFunction<Query, Resolver, Query> change) {
        return composed(Call.of(composer -> composer.change(change)));
    }

    /** Whether its filter is more than that of another, from which it was composed by one more. */
    @SuppressWarnings("ReferenceEquality") // what holds for every row changes nothing
    public boolean leavesOut(Request<?> before) {
        return query() != before.query();
    }

    /** With one more filter. */
    public Request<T> filtered(Term condition) {
        Request<T> narrowed = composed(Call.filter(condition));
        return narrowed.leavesOut(this) ? narrowed : narrowed.filteredByNothing();
    }

    /** With a filter that is made of nothing. */
    public Request<T> filteredByNothing() {
        return new Request<>(shape, values, mapping, where, extent.beside(/* open= */ true));
    }

    /**
     * Refuses to write rows of which a filter does not say which they are.
     *
     * @param verb the call
     * @throws DunderException if one is made of nothing, and it was not said that all are meant
     */
    public void refuseFilteredByNothing(String verb) {
        if (extent == Extent.EMPTY_FILTER) {
            throw new DunderException(verb + "() would be of more rows than a filter says: one of them is made of"
                    + " nothing, such as an empty map, and holds for every row. If all rows are meant, say all().");
        }
    }

    /** All of its rows are meant. */
    public Request<T> all() {
        return new Request<>(shape, values, mapping, where, Extent.ALL);
    }

    /** Chosen values instead of instances. */
    public <S extends @Nullable Object> Request<S> selected(RowMapping<S> as, Call choice) {
        return composed(choice, as, FetchPlan.PLAIN);
    }

    /** Gives names their meaning on this query. */
    public Resolver resolver() {
        return resolver(query(), values);
    }

    /** Gives names their meaning on a query that this one has become. */
    public Resolver resolver(Query known, List<@Nullable Object> bound) {
        return new Resolver(known, bound, where.limits(), this::admit);
    }

    /**
     * Gives names their meaning on a query that this one has become.
     *
     * @param recording where it is written down what becomes of values; null for nowhere
     */
    public Resolver resolver(Query known, List<@Nullable Object> bound, @Nullable Recording recording) {
        return new Resolver(known, where.limits(), this::admit, new BoundValues(bound, where.limits(), recording));
    }

    /** To stand inside of another query. */
    public BoundQuery embedded() {
        return new BoundQuery(query(), values, where.named(), shape.grows(), extent == Extent.EMPTY_FILTER);
    }

    /** The value of a slice. */
    long number(Expression.Param param) {
        return values.get(param.index()) instanceof Long number ? number : 0;
    }

    // ---- Loading ----

    /** Loaded with something else. */
    public Request<T> loaded(FetchPlan changed) {
        return new Request<>(loading(changed, null), values, mapping, where, extent);
    }

    /** Loaded with something else, as a call says that is told apart from others by its names. */
    public Request<T> loaded(@Nullable Object call, Supplier<FetchPlan> changed) {
        if (call == null || !shape.grows()) {
            return loaded(changed.get());
        }
        Shape.Transition known = shape.next(call, where.limits());
        if (known != null) {
            shape.passed();
            return new Request<>(known.to(), values, mapping, where, extent);
        }
        return new Request<>(loading(changed.get(), call), values, mapping, where, extent);
    }

    private Shape loading(FetchPlan changed, @Nullable Object call) {
        Query selecting = query().selection() instanceof Selection.Instances
                ? query().select(changed.selection(model()))
                : query();
        return call == null
                ? new Shape(selecting, changed)
                : shape.grow(call, where.limits(), selecting, changed, Recording.NOTHING);
    }

    /** Only what paths choose of its instances and of what they are related to. */
    public Request<T> sparse(List<String> paths) {
        return loaded(SparseFields.of(plan(), query(), paths, where));
    }

    /** Fetching what instances lack for all that were read together, or not, where nothing was said. */
    Request<T> peersUnlessSaid(boolean peers) {
        return plan().peers() == null && peers ? peers(true) : this;
    }

    private record PeersCall(boolean chosen) {}

    /** Fetching what instances lack for all that were read together, or not. */
    public Request<T> peers(boolean chosen) {
        return loaded(new PeersCall(chosen), () -> plan().peers(chosen));
    }

    /** Not without the attributes that some relations go by. */
    Request<T> reading(Collection<Relation> relations) {
        return relations.isEmpty() ? this : loaded(plan().reading(model(), relations));
    }

    /** Whether it reads whole instances, and nothing with them. */
    public boolean isWhole() {
        return query().selection().equals(Query.of(model()).selection());
    }

    // ---- Where ----

    /** In another database. */
    public Request<T> using(Session other) {
        return new Request<>(shape, values, mapping, where.using(other), extent);
    }

    /** With other options. */
    public Request<T> on(RunOptions options) {
        return new Request<>(shape, values, mapping, where.with(options), extent);
    }

    /** Where others of the same evaluation are sent, and as these unless something else was said. */
    Request<T> within(Session other) {
        Request<T> there = using(other);
        return where.options().equals(RunOptions.USUAL) ? there.on(other.options()) : there;
    }
}
