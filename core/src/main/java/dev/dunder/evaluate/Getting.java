package dev.dunder.evaluate;

import dev.dunder.DoesNotExist;
import dev.dunder.MultipleObjectsReturned;
import dev.dunder.compose.Call;
import dev.dunder.compose.Composer;
import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.Request;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import dev.dunder.resolve.Ordered;
import dev.dunder.resolve.Term;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One row: the only one, the first, the last, the one at a place.
 *
 * @param rows of which rows
 * @param <T> what the rows become
 */
public record Getting<T extends @Nullable Object>(Rows<T> rows) {
    /** Enough to see that there are several, as in Django; nobody reads the number of thousands. */
    private static final int MOST = 20;

    private static final Set<Class<?>> NUMBERS = Set.of(Short.class, Integer.class, Long.class);

    private Request<T> request() {
        return rows.request();
    }

    private Query query() {
        return request().query();
    }

    /** The only row, of what has been fetched already, or of a few rows. */
    public Evaluation<T> only() {
        SharedTask<List<T>> begun = rows.begun();
        if (begun != null) {
            return rows.of(begun).map(list -> only(list, request()));
        }
        Request<T> several = several(request());
        return rows.startedOr(several).map(list -> only(list, several));
    }

    /** The only row for which a condition holds, of what was started with the same one, or of a few rows. */
    public Evaluation<T> only(Term condition) {
        Request<T> narrowed = request().composed(Call.filter(condition));
        Request<T> several = several(narrowed);
        SharedTask<List<T>> begun = rows.started(several);
        if (begun != null) {
            return rows.of(begun).map(list -> only(list, narrowed));
        }
        Evaluation<T> alone = Rows.listing(several).map(list -> only(list, narrowed));
        Session from = rows.session();
        KeyedGets.Key key = from.coalescesGets() ? KeyedGets.Key.of(request(), narrowed) : null;
        return key == null ? alone : alone.inBackground(() -> together(key, narrowed, from, alone));
    }

    /** With others that wait at the same time. */
    private CompletableFuture<T> together(KeyedGets.Key key, Request<T> narrowed, Session from, Evaluation<T> alone) {
        InstanceType<T> type = Objects.requireNonNull(request().type());
        return from.kept(KeyedGets.class, KeyedGets::new).get(request(), key, from,
                found -> only(found.stream().map(type::make).toList(), narrowed), alone::later);
    }

    /** What is asked for to see whether it is the only one. */
    static <T extends @Nullable Object> Request<T> several(Request<T> request) {
        return request.composed(Call.several(request.query(), MOST + 1));
    }

    private T only(List<T> found, Request<T> asked) {
        if (found.size() == 1) {
            return found.get(0);
        }
        String model = request().model().name();
        if (found.isEmpty()) {
            throw new DoesNotExist("No " + model + " matches the query.", asked.sql());
        }
        String number = found.size() > MOST ? "more than " + MOST : String.valueOf(found.size());
        throw new MultipleObjectsReturned(
                "One " + model + " was asked for, but " + number + " match the query.", asked.sql());
    }

    /** The first row or the last, of what has been fetched already where that has the order that is asked for. */
    public Evaluation<@Nullable T> first(boolean reversed) {
        SharedTask<List<T>> begun = rows.begun();
        boolean unordered = query().ordering().orders().isEmpty();
        if (begun != null && !unordered && !(reversed && query().sliced())) {
            return rows.of(begun).map(list -> list.isEmpty() ? null : list.get(reversed ? list.size() - 1 : 0));
        }
        Comparator<T> byKey = begun == null || query().sliced() || !unordered ? null : byKeyAsTheServer();
        if (begun != null && byKey != null) {
            Comparator<T> order = reversed ? byKey.reversed() : byKey;
            return rows.of(begun).map(list -> list.stream().min(order).orElse(null));
        }
        if (unordered) {
            refuseGroups();
        }
        Request<T> one = request().composed(Call.first(query(), reversed));
        return Rows.listing(one).map(list -> list.isEmpty() ? null : list.get(0));
    }

    /** An order by the primary key would make groups of the single rows. */
    private void refuseGroups() {
        if (query().grouping() instanceof Query.Grouping.Values(List<Expression> by)) {
            List<Expression> columns = by.stream().flatMap(key -> Composer.parts(target(key)).stream()).toList();
            List<Attribute> key = query().model().primaryKey();
            boolean single = !key.isEmpty() && key.stream()
                    .allMatch(part -> columns.contains(new Expression.Column(part.via(), part.origin())));
            if (!single) {
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
        List<Attribute> key = query().model().primaryKey();
        InstanceType<T> type = request().type();
        if (type == null || key.size() != 1 || !NUMBERS.contains(key.get(0).type().getType())) {
            return null;
        }
        String name = key.get(0).name();
        return Comparator
                .comparingLong(one -> ((Number) Objects.requireNonNull(type.row(one).value(name))).longValue());
    }

    /** The row at a place, counted from 0. */
    public Evaluation<T> at(int index) {
        if (index < 0) {
            throw new DunderException("Rows are counted from 0; " + index + " is before the first.");
        }
        SharedTask<List<T>> begun = rows.begun();
        Evaluation<List<T>> listing = begun != null
                ? rows.of(begun)
                        .map(list -> list.subList(Math.min(index, list.size()), Math.min(index + 1, list.size())))
                : Rows.listing(request().composed(Call.slice(query(), index, index + 1)));
        return listing.map(list -> {
            if (list.isEmpty()) {
                throw new DoesNotExist("The query has no row at " + index + ".", request().sql());
            }
            return list.get(0);
        });
    }

    /** The first row or the last by criteria of its own. */
    public Evaluation<T> extreme(List<String> criteria, boolean last) {
        if (query().sliced()) {
            throw new DunderException("The earliest or latest row cannot be asked for once a slice has been taken.");
        }
        Request<T> one = request().composed(Call.of(composer -> {
            composer.unreverse();
            composer.order(criteria.stream().<Ordered>map(path -> new Ordered.Path(path, null)).toList());
            if (last) {
                composer.reverse();
            }
            composer.slice(0, 1);
        }));
        return Rows.listing(one).map(list -> {
            if (list.isEmpty()) {
                throw new DoesNotExist("No " + query().model().name() + " matches the query.", one.sql());
            }
            return list.get(0);
        });
    }
}
