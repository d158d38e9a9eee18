package dev.dunder.write;

import dev.dunder.fetch.KeyFilter;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.OnDelete;
import dev.dunder.model.Referrer;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done about rows that were collected: first what can be deleted by what it refers to, then what is to refer to
 * something else, and then, one statement for each table, the rows themselves, those first that refer to others. For one
 * thread.
 */
final class DeletePlan {
    private final Map<Model, CollectedRows> collected = new LinkedHashMap<>();
    private final Map<Model, Map<Referrer, KeyFilter>> leaves = new LinkedHashMap<>();
    private final Map<Referrer, KeyFilter> changed = new LinkedHashMap<>();

    /** The rows of a table that are deleted by their own key. */
    CollectedRows of(Model model) {
        return collected.computeIfAbsent(model.concrete(), CollectedRows::new);
    }

    @Nullable
    CollectedRows known(Model model) {
        return collected.get(model.concrete());
    }

    /** What is deleted by the keys that it refers to, as nothing refers to it. */
    KeyFilter leaves(Referrer referrer) {
        return leaves.computeIfAbsent(referrer.hop().source(), none -> new LinkedHashMap<>())
                .computeIfAbsent(referrer, none -> new KeyFilter(referrer.hop().far()));
    }

    /** What is to refer to something else. */
    KeyFilter changed(Referrer referrer) {
        return changed.computeIfAbsent(referrer, none -> new KeyFilter(referrer.hop().far()));
    }

    /** Those that are deleted by what they refer to; null for none. */
    @Nullable
    Query leaves(Model model, Resolver resolver) {
        List<Predicate> any = new ArrayList<>();
        leaves.getOrDefault(model, Map.of()).forEach((referrer, keys) -> {
            if (!keys.isEmpty()) {
                any.add(referring(referrer, keys, resolver));
            }
        });
        return any.isEmpty()
                ? null
                : Query.of(model).filter(any.size() == 1 ? any.get(0) : new Predicate.Or(any));
    }

    /** Rows refer to one of these. */
    static Predicate referring(Referrer referrer, KeyFilter keys, Resolver resolver) {
        return keys.predicate(resolver, StoredRow.columns(referrer.hop().near()));
    }

    /**
     * Does it.
     *
     * @return how many rows were deleted, by the names of their models; none that is 0
     */
    Map<String, Long> carryOut(Session session) {
        Map<String, Long> deleted = new LinkedHashMap<>();
        for (Model model : leaves.keySet()) {
            Resolver resolver = new Resolver(model);
            Query rows = leaves(model, resolver);
            if (rows != null) {
                count(deleted, model, session.write(new Statement.Delete(rows, List.of()), resolver.values()));
            }
        }
        changed.forEach((referrer, keys) -> {
            if (!keys.isEmpty()) {
                Resolver resolver = new Resolver(referrer.hop().source());
                change(referrer, Query.of(referrer.hop().source()).filter(referring(referrer, keys, resolver)),
                        resolver, session);
            }
        });
        for (Model model : ordered(session)) {
            Resolver resolver = new Resolver(model);
            Query rows = of(model).all(resolver);
            count(deleted, model, session.write(new Statement.Delete(rows, List.of()), resolver.values()));
        }
        return deleted;
    }

    private static void count(Map<String, Long> deleted, Model model, long rows) {
        if (rows > 0) {
            deleted.merge(model.name(), rows, Long::sum);
        }
    }

    private static void change(Referrer referrer, Query rows, Resolver resolver, Session session) {
        List<Attribute> near = referrer.hop().near();
        List<Statement.Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < near.size(); i++) {
            Attribute column = near.get(i);
            switch (referrer.onDelete()) {
                case OnDelete.Values(List<@Nullable Object> values) ->
                    assignments.add(new Statement.Assignment(column, resolver.bind(column.type(), values.get(i))));
                case OnDelete.Rule rule when rule == OnDelete.Rule.SET_DEFAULT ->
                    assignments.add(new Statement.Assignment(column, new Expression.Default(column.type())));
                case OnDelete.Rule rule -> {
                    if (column.nullable()) {
                        assignments.add(new Statement.Assignment(column, resolver.bind(column.type(), null)));
                    }
                }
            }
        }
        Versions.raise(referrer.hop().source(), assignments, resolver);
        long unused = session.write(new Statement.Update(rows, assignments, List.of()), resolver.values());
    }

    /** The tables, those first that refer to others. What they refer to in a circle refers to nothing first, if it may. */
    private List<Model> ordered(Session session) {
        List<Model> left = new ArrayList<>(collected.values().stream().filter(rows -> !rows.isEmpty())
                .map(CollectedRows::model).toList());
        List<Model> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Model next = left.stream().filter(model -> among(model, left).isEmpty()).findFirst().orElse(null);
            if (next == null) {
                next = left.stream().filter(model -> among(model, left).stream().allMatch(DeletePlan::isNullable))
                        .findFirst().orElse(left.get(0));
                for (Referrer referrer : among(next, left)) {
                    if (isNullable(referrer)) {
                        Resolver resolver = new Resolver(referrer.hop().source());
                        change(new Referrer(referrer.relation(), OnDelete.SET_NULL),
                                of(referrer.hop().source()).all(resolver), resolver, session);
                    }
                }
            }
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    /** By what others refer to it still; what was to refer to something else does so by then. */
    private List<Referrer> among(Model model, List<Model> others) {
        return model.referrers().stream()
                .filter(referrer -> referrer.hop().source() != model && others.contains(referrer.hop().source()))
                .filter(referrer -> !changed.containsKey(referrer))
                .toList();
    }

    private static boolean isNullable(Referrer referrer) {
        return referrer.hop().near().stream().anyMatch(Attribute::nullable);
    }
}
