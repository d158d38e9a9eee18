package dev.dunder.evaluate;

import dev.dunder.ConnectionLost;
import dev.dunder.DatabaseException;
import dev.dunder.PoolExhausted;
import dev.dunder.StatementCancelled;
import dev.dunder.StatementTimeout;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.Listing;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowState;
import dev.dunder.fetch.Shape;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.Traversal;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
import dev.dunder.work.Gathering;
import dev.dunder.work.StagedWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Single rows by their keys that are asked for at the same time, read by one statement: {@code get("id", 7)} and {@code
 * get("id", 9)} by a list of both. Safe to share between threads.
 */
public final class KeyedGets {
    private final Gathering<Kind, Object, List<RowState>> gathering = new Gathering<>();

    /** What goes together: gets of one key, of the same rows, in the same place. */
    private record Kind(Shape shape, List<@Nullable Object> values, DatabaseChoice where) {}

    /**
     * A row by its key.
     *
     * @param key the key
     * @param attribute which attribute that is
     */
    record Key(Attribute attribute, Object key) {
        /** What is asked for more than before, if that is a primary key of one column; null otherwise. */
        static @Nullable Key of(Request<?> before, Request<?> narrowed) {
            List<Step> steps = narrowed.query().steps();
            List<Attribute> primary = before.query().model().primaryKey();
            if (primary.size() != 1 || before.type() == null || !isRowByRow(before.query())
                    || steps.size() != before.query().steps().size() + 1) {
                return null;
            }
            Attribute attribute = primary.get(0);
            if (steps.getLast() instanceof Step.Filter(Predicate.Match match) && match.lookup().isEquality()
                    && match.left().equals(column(attribute))) {
                Object key = narrowed.values().get(match.operands().get(0).index());
                return key == null ? null : new Key(attribute, key);
            }
            return null;
        }

        /** Whether what it says of a row does not depend on which other rows are asked for, and gives it once. */
        private static boolean isRowByRow(Query query) {
            return !query.sliced() && query.combination() == null && query.lock() == null && query.distinct() == null
                    && query.grouping() instanceof Query.Grouping.None
                    && query.steps().stream().allMatch(step -> step instanceof Step.Filter(Predicate predicate)
                            && Traversal.of(predicate).stream()
                                    .noneMatch(part -> Traversal.any(part, Key::seesOtherRows)));
        }

        private static boolean seesOtherRows(Expression expression) {
            return switch (expression) {
                case Expression.Column column -> column.path().stream().anyMatch(Hop::toMany);
                case Expression.Window window -> true;
                case Expression.Aggregate aggregate -> true;
                case Expression.Foreign foreign -> true;
                default -> false;
            };
        }
    }

    private static Expression.Column column(Attribute attribute) {
        return new Expression.Column(attribute.via(), attribute.origin());
    }

    /**
     * What is made of the rows that have a key: one at most.
     *
     * @param alone asks for it by itself, where together they have failed, perhaps for another one's key or row
     */
    <R extends @Nullable Object> CompletableFuture<R> get(
            Request<?> of, Key key, Session from, Function<List<RowState>, R> reading,
            Supplier<CompletableFuture<R>> alone) {
        return gathering.ask(
                from,
                new Kind(of.shape(), of.values(), of.where()),
                key.key(),
                keys -> rows(of, key.attribute(), keys, from),
                reading,
                failure -> isOfOne(failure) ? alone : null);
    }

    /** What has failed may have to do with one of them alone. */
    private static boolean isOfOne(Throwable failure) {
        return failure instanceof DatabaseException && !(failure instanceof ConnectionLost)
                && !(failure instanceof PoolExhausted) && !(failure instanceof StatementCancelled)
                && !(failure instanceof StatementTimeout);
    }

    private static StagedWork<List<List<RowState>>> rows(
            Request<?> of, Attribute attribute, List<Object> keys, Session from) {
        KeyFilter among = new KeyFilter(List.of(attribute));
        keys.forEach(key -> among.add(List.of(key)));
        Expression.Place[] place = new Expression.Place[1];
        Request<?> wanted = of.changed((all, resolver) -> {
            place[0] = among.place(resolver, List.of(column(attribute)));
            return KeyFilter.query(all.order(Query.Ordering.NONE), place[0]);
        });
        return new Listing<>(wanted).statesBeside(List.of(place[0]), from).map(read -> {
            Map<Long, List<RowState>> found = new HashMap<>();
            read.forEach((row, number) -> found
                    .computeIfAbsent((Long) Objects.requireNonNull(number), none -> new ArrayList<>(1))
                    .add(row));
            return keys.stream().map(key -> found.getOrDefault(among.place(List.of(key)), List.of())).toList();
        });
    }
}
