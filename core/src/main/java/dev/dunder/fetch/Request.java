package dev.dunder.fetch;

import dev.dunder.compose.Composer;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Order;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.resolve.BoundQuery;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.RunOptions;
import dev.dunder.run.Session;
import dev.dunder.sql.Compiler;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for: a query and its values, what its rows become, what is loaded with them, and where. It is what a query
 * set holds. Immutable and safe to share between threads.
 *
 * @param query the query
 * @param values the values that its parameters refer to
 * @param mapping what its rows become
 * @param plan what instances are loaded with
 * @param where the database
 * @param extent whether all rows were said to be meant
 * @param <T> what its rows become
 */
public record Request<T extends @Nullable Object>(
        Query query,
        List<@Nullable Object> values,
        RowMapping<T> mapping,
        FetchPlan plan,
        DatabaseChoice where,
        Extent extent) {
    /**
     * A request.
     *
     * @param values are not copied
     */
    public Request {
        values = Collections.unmodifiableList(values);
    }

    /** All rows of a model, in its usual order. */
    public static <T> Request<T> all(InstanceType<T> type, DatabaseChoice where) {
        Model model = type.model();
        Query all = Query.of(model);
        RowMapping<T> mapping = new InstanceMapping<>(type);
        if (model.ordering().isEmpty()) {
            return new Request<>(all, List.of(), mapping, FetchPlan.PLAIN, where, Extent.UNSAID);
        }
        Resolver resolver = new Resolver(model);
        List<Order> orders = resolver.usualOrder();
        return new Request<>(all.order(new Query.Ordering(orders, false, true)), resolver.values(), mapping,
                FetchPlan.PLAIN, where, Extent.UNSAID);
    }

    /** The model that its rows are of. */
    public Model model() {
        return query.model();
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
        return Compiler.compile(query, where.limits(), where.driver()).sql();
    }

    // ---- Composing ----

    /** A call that composes, begun on this query. */
    public Composer composer() {
        return new Composer(query, values, where.limits(), this::admit);
    }

    /** Refuses a part that was made for another database. */
    public void admit(BoundQuery guest) {
        if (guest.source() instanceof Session other) {
            Session.refuseMixing(where.named(), other);
        }
    }

    /** The same with another query. */
    public Request<T> composed(Consumer<Composer> change) {
        Composer composer = composer();
        change.accept(composer);
        return new Request<>(composer.query(), composer.values(), mapping, plan, where, extent);
    }

    /** The same with another query, made with a resolver. */
    public Request<T> changed(BiFunction<Query, Resolver, Query> change) {
        return composed(composer -> composer.change(change));
    }

    /** Whether its filter is more than that of another, from which it was composed by one more. */
    @SuppressWarnings("ReferenceEquality") // what holds for every row changes nothing
    public boolean leavesOut(Request<?> before) {
        return query != before.query;
    }

    /** With a filter that is made of nothing. */
    public Request<T> filteredByNothing() {
        return extent == Extent.ALL ? this : new Request<>(query, values, mapping, plan, where, Extent.EMPTY_FILTER);
    }

    /** All of its rows are meant. */
    public Request<T> all() {
        return new Request<>(query, values, mapping, plan, where, Extent.ALL);
    }

    /** Chosen values instead of instances. */
    public <S extends @Nullable Object> Request<S> selected(RowMapping<S> as, Consumer<Composer> choice) {
        Composer composer = composer();
        choice.accept(composer);
        return new Request<>(composer.query(), composer.values(), as, FetchPlan.PLAIN, where, extent);
    }

    /** Gives names their meaning on this query. */
    public Resolver resolver() {
        return resolver(query, values);
    }

    /** Gives names their meaning on a query that this one has become. */
    public Resolver resolver(Query known, List<@Nullable Object> bound) {
        return new Resolver(known, bound, where.limits(), this::admit);
    }

    /** To stand inside of another query. */
    public BoundQuery embedded() {
        return new BoundQuery(query, values, where.named());
    }

    /** The value of a slice. */
    long number(Expression.Param param) {
        return values.get(param.index()) instanceof Long number ? number : 0;
    }

    // ---- Loading ----

    /** Loaded with something else. */
    public Request<T> loaded(FetchPlan changed) {
        Query selecting = query.selection() instanceof Selection.Instances
                ? query.select(changed.selection(model()))
                : query;
        return new Request<>(selecting, values, mapping, changed, where, extent);
    }

    /** Fetching what instances lack for all that were read together, or not, where nothing was said. */
    Request<T> peersUnlessSaid(boolean peers) {
        return plan.peers() == null && peers ? peers(true) : this;
    }

    /** Fetching what instances lack for all that were read together, or not. */
    public Request<T> peers(boolean chosen) {
        return new Request<>(query, values, mapping, plan.peers(chosen), where, extent);
    }

    /** Not without the attributes that some relations go by. */
    Request<T> reading(Collection<Relation> relations) {
        return relations.isEmpty() ? this : loaded(plan.reading(model(), relations));
    }

    /** Whether it reads whole instances, and nothing with them. */
    public boolean isWhole() {
        return query.selection().equals(Query.of(model()).selection());
    }

    // ---- Where ----

    /** In another database. */
    public Request<T> using(Session other) {
        return new Request<>(query, values, mapping, plan, where.using(other), extent);
    }

    /** With other options. */
    public Request<T> on(RunOptions options) {
        return new Request<>(query, values, mapping, plan, where.with(options), extent);
    }

    /** Where others of the same evaluation are sent, and as these unless something else was said. */
    Request<T> within(Session other) {
        Request<T> there = using(other);
        return where.options().equals(RunOptions.USUAL) ? there.on(other.options()) : there;
    }
}
