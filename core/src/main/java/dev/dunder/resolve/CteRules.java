package dev.dunder.resolve;

import dev.dunder.lookups.Limits;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.query.CommonTable;
import dev.dunder.query.Expression;
import dev.dunder.query.Query;
import dev.dunder.query.ReadModels;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a query must be like to stand as a common table expression, and when two of them are the same. */
public final class CteRules {
    private CteRules() {}

    /**
     * Refuses a query whose common table expressions are made of each other, again and again.
     *
     * @param query the query
     * @param limits how deep query sets stand in each other
     * @throws LookupException if they stand deeper
     */
    public static void refuseDepth(Query query, Limits limits) {
        if (depth(query, limits.depth(), new IdentityHashMap<>()) >= limits.depth()) {
            throw QuerySize.queriesTooDeep(limits);
        }
    }

    private static int depth(Query query, int most, Map<Query, Integer> known) {
        int deepest = 0;
        Integer before = known.get(query);
        if (before != null || most == 0) {
            return before == null ? 0 : before;
        }
        for (CommonTable common : query.commons()) {
            for (Query part : common.parts()) {
                deepest = Math.max(deepest, 1 + depth(part, most - 1, known));
            }
        }
        known.put(query, deepest);
        return deepest;
    }

    /** Whether two say the same with the same values, wherever these are. */
    static boolean same(
            CommonTable one, List<? extends @Nullable Object> values, CommonTable other,
            List<? extends @Nullable Object> others) {
        List<@Nullable Object> here = new ArrayList<>();
        List<@Nullable Object> there = new ArrayList<>();
        return moved(one, values, here).equals(moved(other, others, there))
                && Objects.deepEquals(here.toArray(), there.toArray());
    }

    private static CommonTable moved(CommonTable common, List<? extends @Nullable Object> from,
            List<@Nullable Object> to) {
        return new QueryEmbedding(from, (type, value) -> {
            to.add(value);
            return new Expression.Param(to.size() - 1, type);
        }, null).common(common);
    }

    /**
     * Refuses a query that says something of a query around it: a common table expression has none.
     *
     * @param query the query
     * @param name what it is to be called
     * @throws LookupException if it does
     */
    public static void refuseOuter(Query query, String name) {
        new ReadModels((model, level) -> {}) {
            @Override
            public Expression unbound(Expression.Unbound unbound) {
                if (unbound.levels() > level()) {
                    throw new LookupException("outerRef(\"" + unbound.path()
                            + "\") within the common table expression '"
                            + name + "': it is computed once for the statement, and there is no row around it. Say it"
                            + " in the query set that reads '" + name + "'.");
                }
                return unbound;
            }
        }.query(query);
    }

    /**
     * Refuses a query that locks its rows: what locks is a statement, by what it selects.
     *
     * @param query the query
     * @param name what it is to be called
     * @throws LookupException if it does
     */
    public static void refuseLocks(Query query, String name) {
        if (CteColumns.parts(query).stream().anyMatch(part -> part.lock() != null)) {
            throw new LookupException(
                    "The common table expression '" + name + "' locks rows. Call selectForUpdate(…) on"
                            + " the query set that reads it.");
        }
    }

    /**
     * How often a query reads a model.
     *
     * @param query the query
     * @param model the model
     * @param inside whether in subqueries, or in the query itself
     * @return the number of places
     */
    public static int reads(Query query, Model model, boolean inside) {
        int[] times = {0};
        new ReadModels((read, level) -> {
            if (read == model && (level > 0) == inside) {
                times[0]++;
            }
        }).query(query);
        return times[0];
    }
}
