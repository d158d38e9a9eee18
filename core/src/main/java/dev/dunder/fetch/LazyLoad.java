package dev.dunder.fetch;

import dev.dunder.compose.Call;
import dev.dunder.NotLoadedException;
import dev.dunder.compose.RelationPaths;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.run.Session;
import dev.dunder.work.StagedWork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What rows were not loaded with and are to learn.
 *
 * @param model the model of the rows
 * @param attributes those that were left out
 * @param paths relations by the names that they have on instances, {@code entries__tags}
 */
public record LazyLoad(Model model, List<Attribute> attributes, List<String> paths) {
    /** What a user names: relations, or else attributes. */
    public static LazyLoad of(Model model, String... names) {
        List<Attribute> attributes = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (String name : LookupException.allGiven(names, "a name")) {
            Attribute attribute = RelationPaths.named(model, name) == null ? model.column(name) : null;
            if (attribute == null) {
                paths.add(name);
            } else {
                attributes.addAll(attribute.parts().isEmpty() ? List.of(attribute) : attribute.parts());
            }
        }
        LazyLoad missing = new LazyLoad(model, List.copyOf(attributes), List.copyOf(paths));
        PrefetchTree unused = missing.relations(); // which refuses names that there are not
        return missing;
    }

    public static LazyLoad of(Model model, Relation relation) {
        return new LazyLoad(model, List.of(), List.of(relation.accessor()));
    }

    static LazyLoad of(Model model, Attribute attribute) {
        return of(model, List.of(attribute));
    }

    static LazyLoad of(Model model, List<Attribute> attributes) {
        return new LazyLoad(model, attributes, List.of());
    }

    boolean isKnownTo(RowState row) {
        return attributes.stream().allMatch(attribute -> row.isGiven(attribute.index()))
                && relations().isKnownTo(List.of(row));
    }

    /** Lets the rows know it: a statement for the attributes, and one for each relation. */
    public StagedWork<List<RowState>> load(List<RowState> rows, Session database) {
        return new FetchStages<>(
                () -> {
                    if (!attributes.isEmpty()) {
                        loadAttributes(rows, database);
                    }
                    return rows;
                },
                all -> relations().of(all, database));
    }

    private PrefetchTree relations() {
        return PrefetchTree.of(model, paths.stream().map(PrefetchSpec::new).toList());
    }

    private void loadAttributes(List<RowState> rows, Session database) {
        List<RowState> lacking = rows.stream()
                .filter(row -> row.isStored()
                        && !attributes.stream().allMatch(attribute -> row.isGiven(attribute.index())))
                .toList();
        if (lacking.isEmpty()) {
            return;
        }
        if (model.primaryKey().isEmpty()) {
            throw new NotLoadedException("'" + attributes.get(0).name() + "' of this " + model.name()
                    + " was not loaded, and cannot be: " + model.name() + " has no primary key to find it by.");
        }
        KeyFilter among = new KeyFilter(model.primaryKey());
        Map<Long, List<RowState>> byPlace = new HashMap<>();
        for (RowState row : lacking) {
            List<Object> key = key(row);
            if (key != null) {
                among.add(key);
                byPlace.computeIfAbsent(among.place(key), first -> new ArrayList<>()).add(row);
            }
        }
        if (among.isEmpty()) {
            return;
        }
        String[] names = attributes.stream().map(Attribute::name).toArray(String[]::new);
        List<Expression> columns = model.primaryKey().stream()
                .<Expression>map(part -> new Expression.Column(part.via(), part.origin()))
                .toList();
        Expression.Place[] place = new Expression.Place[1];
        Request<RowState> wanted = Request.all(InstanceType.rows(model), rows.get(0).where().of(database))
                .composed(Call.order(List.of()));
        Request<RowState> found = wanted.loaded(wanted.plan().only(wanted.query(), names))
                .changed((query, resolver) -> {
                    place[0] = among.place(resolver, columns);
                    return KeyFilter.query(query, place[0]);
                });
        new Listing<>(found).beside(place[0]).now().forEach((each, number) -> {
            for (RowState row : byPlace.getOrDefault((Long) Objects.requireNonNull(number), List.of())) {
                attributes.forEach(one -> row.learning().put(one, each.value(one.index())));
            }
        });
    }

    /** As it is stored, whatever an instance has been given since; null where it was not read. */
    private @Nullable List<Object> key(RowState row) {
        Object[] key = model.primaryKey().stream().map(part -> row.storedValue(part.index())).toArray();
        return Arrays.stream(key).anyMatch(part -> part == null) ? null : List.of(key);
    }
}
