package dev.dunder.evaluate;

import dev.dunder.fetch.InstanceType;
import dev.dunder.fetch.KeyFilter;
import dev.dunder.fetch.Listing;
import dev.dunder.fetch.Request;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.resolve.Resolver;
import dev.dunder.work.Evaluation;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Instances by their keys, or by another attribute that no two rows have in common. */
public final class InBulk<T extends @Nullable Object> {
    private final Rows<T> rows;
    private final Request<T> request;
    private final Model model;
    private final InstanceType<T> type;
    private final Attribute key;

    /**
     * Instances by their keys.
     *
     * @param rows of which rows
     * @param attribute by what; null for the primary key
     * @throws DunderException if there are no such instances
     */
    public InBulk(Rows<T> rows, @Nullable String attribute) {
        this.rows = rows;
        this.request = rows.request();
        this.model = request.model();
        this.type = instances(request);
        Attribute by = attribute == null ? model.column("pk") : model.attribute(attribute);
        if (by == null) {
            throw new DunderException("inBulk(…) goes by primary key, and " + model.name() + " has none.");
        }
        this.key = by;
    }

    private static <T extends @Nullable Object> InstanceType<T> instances(Request<T> request) {
        InstanceType<T> type = request.type();
        if (type == null) {
            throw new DunderException("inBulk(…) gives instances, which values(…) does not make.");
        }
        if (request.query().sliced()) {
            throw new DunderException("inBulk(…) cannot be asked of a slice.");
        }
        if (request.query().combination() != null) {
            throw new DunderException("inBulk(…) cannot be asked of query sets that were put together.");
        }
        return type;
    }

    /** All of them. */
    public Evaluation<Map<Object, T>> all() {
        return rows.listing().map(list -> {
            Map<Object, T> found = new LinkedHashMap<>();
            list.forEach(row -> put(found, value(type.row(row)), row));
            return new RowsByKey<>(found);
        });
    }

    /** Those that have one of these keys, under the keys as they were given, and found by any number that is the same. */
    public Evaluation<Map<Object, T>> of(Collection<?> keys) {
        List<Attribute> parts = key.parts().isEmpty() ? List.of(key) : key.parts();
        KeyFilter among = new KeyFilter(parts);
        Map<Long, Set<Object>> given = given(keys, among);
        if (among.isEmpty()) {
            return Evaluation.of(Map.of());
        }
        Expression.Place[] place = new Expression.Place[1];
        Request<T> wanted = request.changed((all, resolver) -> {
            List<Expression> columns = parts.stream()
                    .<Expression>map(part -> new Expression.Column(part.via(), part.origin()))
                    .toList();
            place[0] = among.place(resolver, columns);
            return KeyFilter.query(all.inAnyOrder(), place[0]);
        });
        return new Listing<>(wanted).beside(place[0]).map(read -> {
            Map<Object, T> found = new LinkedHashMap<>();
            read.forEach((row, number) -> given.getOrDefault((Long) Objects.requireNonNull(number), Set.of())
                    .forEach(one -> put(found, one, row)));
            return new RowsByKey<>(found);
        });
    }

    private Map<Long, Set<Object>> given(Collection<?> keys, KeyFilter among) {
        Map<Long, Set<Object>> given = new HashMap<>();
        Resolver resolver = request.resolver();
        for (Object one : keys) {
            List<Object> values = one == null ? null : resolver.key(key, one, () -> request.session().zone());
            if (one != null && values != null) {
                among.add(values);
                given.computeIfAbsent(among.place(values), none -> new LinkedHashSet<>()).add(one);
            }
        }
        return given;
    }

    /** A row that comes up several times is one row. */
    private void put(Map<Object, T> found, Object by, T row) {
        T other = found.putIfAbsent(by, row);
        boolean primary = model.column("pk") == key;
        if (other != null && !primary && !other.equals(row)) {
            throw new LookupException("inBulk(…) needs an attribute that no two rows have in common; '"
                    + key.name() + "' on " + model.name() + " is not unique.");
        }
    }

    private Object value(RowState row) {
        return key.parts().isEmpty()
                ? Objects.requireNonNull(row.value(key.index()))
                : key.parts().stream().map(part -> Objects.requireNonNull(row.value(part.index()))).toList();
    }
}
