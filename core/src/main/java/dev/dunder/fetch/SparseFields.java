package dev.dunder.fetch;

import dev.dunder.compose.RelationPaths;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.run.DatabaseChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns that were chosen by paths, as what instances are loaded with: relations to one row are selected, those to many
 * prefetched, and of each only what was chosen is read.
 */
final class SparseFields {
    private final Set<String> related = new LinkedHashSet<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Many> many = new LinkedHashMap<>();

    /** A relation to many rows, and what is read of them. */
    private record Many(Model target, List<String> fields) {}

    private SparseFields(Query query, List<String> paths) {
        for (String path : paths) {
            // An annotation is read anyway.
            if (query.annotations().stream().map(Step.Annotation::name).noneMatch(path::equals)) {
                split(query.model(), path);
            }
        }
    }

    private void split(Model model, String path) {
        Model at = model;
        int from = 0;
        while (true) {
            Model here = at;
            String name = PathParser.longest(path, from, one -> RelationPaths.named(here, one) != null);
            Relation relation = name == null ? null : RelationPaths.named(here, name);
            int end = name == null ? path.length() : from + name.length();
            boolean last = end == path.length();
            if (name == null || relation == null || (last && !relation.toMany())) {
                names.add(path);
                return;
            }
            String way = path.substring(0, end);
            if (relation.toMany()) {
                List<String> fields = many.computeIfAbsent(way, none -> new Many(relation.target(), new ArrayList<>()))
                        .fields();
                fields.addAll(last ? keyNames(relation.target()) : List.of(path.substring(end + separator())));
                return;
            }
            related.add(way);
            from = end + separator();
            at = relation.target();
        }
    }

    private static int separator() {
        return PathParser.SEPARATOR.length();
    }

    private static List<String> keyNames(Model model) {
        return model.primaryKey().stream().map(Attribute::name).toList();
    }

    /** What else was to be loaded, and of all that only what was chosen. */
    static FetchPlan of(FetchPlan plan, Query query, List<String> paths, DatabaseChoice where) {
        SparseFields chosen = new SparseFields(query, paths);
        List<String> names = chosen.names.isEmpty() ? keyNames(query.model()) : chosen.names;
        List<PrefetchSpec> prefetches = new ArrayList<>();
        chosen.many.forEach((way, rows) -> {
            if (plan.prefetches().stream().map(PrefetchSpec::path).noneMatch(way::equals)) {
                prefetches.add(new PrefetchSpec(way, rows(rows, where), null));
            }
        });
        return plan.related(query, chosen.related.toArray(String[]::new))
                .only(query, names.toArray(String[]::new))
                .prefetch(query, prefetches);
    }

    private static @Nullable Request<?> rows(Many rows, DatabaseChoice where) {
        return Request.all(InstanceType.rows(rows.target()), where).sparse(rows.fields());
    }
}
