package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Created;
import dev.dunder.Deleted;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dunder.Bulk;
import dev.dunder.Explain;
import dev.dunder.Expr;
import dev.dunder.Instance;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Evaluates a query set as a case does. */
record Terminals(Replay replay, String label, Defaults defaults) {
    /** Prepares an evaluation: what it is given is there before statements are counted. */
    Supplier<@Nullable Object> of(QuerySet<?> set, Case.Call call) {
        return switch (call.name()) {
            case "list", "iterator" -> set::list;
            case "get" -> get(set, call);
            case "first" -> set::first;
            case "last" -> set::last;
            case "count" -> set::count;
            case "exists" -> set::exists;
            case "contains" -> contains(set, call);
            case "earliest" -> earliest(set, call);
            case "latest" -> latest(set, call);
            case "in_bulk" -> inBulk(set, call);
            case "explain" -> explain(set, call);
            case "aggregate" -> aggregate(set, call);
            case "index" -> index(set, call.args().get(0).asInt());
            case "step" -> step(set, call.args().get(0).asInt());
            case "create" -> create(set, call);
            case "get_or_create" -> getOrCreate(set, call);
            case "update_or_create" -> updateOrCreate(set, call);
            case "update" -> update(set, call);
            case "save" -> save(call);
            case "bulk_create" -> bulkCreate(set, call);
            case "bulk_update" -> bulkUpdate(set, call);
            case "instance_delete" -> delete(call);
            case "delete" -> delete(set);
            default -> throw new Inexpressible("the evaluation " + call.name());
        };
    }

    private <T> Supplier<@Nullable Object> get(QuerySet<T> set, Case.Call call) {
        if (call.size() == 0) {
            return set::get;
        }
        @SuppressWarnings("unchecked")
        dev.dunder.Q<T> condition = (dev.dunder.Q<T>) replay.q(call);
        return () -> set.get(condition);
    }

    @SuppressWarnings("unchecked")
    private <T> Supplier<@Nullable Object> contains(QuerySet<T> set, Case.Call call) {
        T instance = (T) replay.value(call.arg(0, "obj"));
        return () -> set.contains(instance);
    }

    private Supplier<@Nullable Object> earliest(QuerySet<?> set, Case.Call call) {
        List<String> names = criteria(call);
        return () -> set.earliest(names.get(0), names.subList(1, names.size()).toArray(String[]::new));
    }

    private Supplier<@Nullable Object> latest(QuerySet<?> set, Case.Call call) {
        List<String> names = criteria(call);
        return () -> set.latest(names.get(0), names.subList(1, names.size()).toArray(String[]::new));
    }

    /** Those that are given, or else those that Django's model has for it; ours are always given. */
    private List<String> criteria(Case.Call call) {
        JsonNode ofModel = defaults.models().model(label).path("get_latest_by");
        List<String> names = !call.args().isEmpty()
                ? Json.texts(call.args())
                : ofModel.isTextual() ? List.of(ofModel.asText()) : Json.texts(ofModel);
        if (names.isEmpty()) {
            throw new Inexpressible(call.name() + " by nothing");
        }
        return names;
    }

    private Supplier<@Nullable Object> inBulk(QuerySet<?> set, Case.Call call) {
        if (!(replay.value(call.arg(0, "id_list")) instanceof Collection<?> keys)) {
            throw new Inexpressible("in_bulk of all");
        }
        JsonNode name = call.arg(1, "field_name");
        return name.isTextual() ? () -> set.inBulk(keys, name.asText()) : () -> set.inBulk(keys);
    }

    private static Supplier<@Nullable Object> explain(QuerySet<?> set, Case.Call call) {
        Explain options = switch (call.arg(0, "format").asText("TEXT").toUpperCase(Locale.ROOT)) {
            case "TEXT", "NULL" -> Explain.text();
            case "JSON" -> Explain.json();
            default -> throw new Inexpressible("explain as " + call.arg(0, "format"));
        };
        for (Map.Entry<String, JsonNode> option : Json.map(call.kwargs()).entrySet()) {
            if (option.getValue().asBoolean()) {
                options = switch (option.getKey().toLowerCase(Locale.ROOT)) {
                    case "analyze" -> options.analyze();
                    case "verbose" -> options.verbose();
                    case "buffers" -> options.buffers();
                    case "settings" -> options.settings();
                    case "wal" -> options.wal();
                    default -> throw new Inexpressible("explain with " + option.getKey());
                };
            }
        }
        Explain all = options;
        return () -> set.explain(all);
    }

    private static <T> Supplier<@Nullable Object> index(QuerySet<T> set, int index) {
        return () -> {
            List<T> rows = set.slice(index, index + 1).list();
            return rows.get(0);
        };
    }

    private static <T> Supplier<@Nullable Object> step(QuerySet<T> set, int step) {
        return () -> {
            List<T> every = new ArrayList<>();
            List<T> rows = set.list();
            for (int i = 0; i < rows.size(); i += step) {
                every.add(rows.get(i));
            }
            return every;
        };
    }

    private Supplier<@Nullable Object> aggregate(QuerySet<?> set, Case.Call call) {
        Expressions expressions = new Expressions(replay);
        List<Expr> aggregates = new ArrayList<>();
        call.args().forEach(unnamed -> aggregates.add(expressions.expression(unnamed)));
        Json.map(call.kwargs()).forEach((name, one) -> aggregates.add(expressions.expression(one).as(name)));
        if (aggregates.isEmpty()) {
            throw new Inexpressible("no aggregates");
        }
        Expr[] rest = aggregates.subList(1, aggregates.size()).toArray(Expr[]::new);
        return () -> set.aggregate(aggregates.get(0), rest);
    }

    private Supplier<@Nullable Object> create(QuerySet<?> set, Case.Call call) {
        Map<String, @Nullable Object> values = replay.fitting(label, defaults.fill(label, Json.map(call.kwargs())));
        return () -> set.create(values);
    }

    private Supplier<@Nullable Object> getOrCreate(QuerySet<?> set, Case.Call call) {
        Map<String, JsonNode> lookups = Json.map(call.kwargs());
        Map<String, JsonNode> given = dict(lookups.remove("defaults"));
        Map<String, Object> by = values(lookups);
        Map<String, Object> rest = values(created(lookups, given));
        return () -> {
            Created<?> found = set.getOrCreate(by, rest);
            return List.of(found.instance(), found.created());
        };
    }

    private Supplier<@Nullable Object> updateOrCreate(QuerySet<?> set, Case.Call call) {
        Map<String, JsonNode> lookups = Json.map(call.kwargs());
        Map<String, JsonNode> changes = dict(lookups.remove("defaults"));
        JsonNode own = lookups.remove("create_defaults");
        Map<String, Object> by = values(lookups);
        Map<String, Object> changed = values(changes);
        Map<String, Object> rest = values(created(lookups, own == null || own.isNull() ? changes : dict(own)));
        return () -> {
            Created<?> found = set.updateOrCreate(by, changed, rest);
            return List.of(found.instance(), found.created());
        };
    }

    private static Map<String, JsonNode> dict(@Nullable JsonNode given) {
        return given == null || given.isNull() ? Map.of() : Json.map(given.path("$dict"));
    }

    /** What a new row has beside the lookups, with what Django's model gives it. */
    private Map<String, JsonNode> created(Map<String, JsonNode> lookups, Map<String, JsonNode> given) {
        Map<String, JsonNode> all = new LinkedHashMap<>(lookups);
        all.keySet().removeIf(name -> name.contains("__"));
        Set<String> known = Set.copyOf(all.keySet());
        all.putAll(given);
        Map<String, JsonNode> filled = defaults.of(0).fill(label, all);
        filled.keySet().removeIf(name -> known.contains(name) && !given.containsKey(name));
        return filled;
    }

    private Map<String, Object> values(Map<String, JsonNode> fields) {
        Object[] pairs = replay.pairs(label, fields);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    private Supplier<@Nullable Object> update(QuerySet<?> set, Case.Call call) {
        Object[] pairs = replay.pairs(label, Json.map(call.kwargs()));
        if (pairs.length == 0) {
            throw new Inexpressible("update of nothing");
        }
        return () -> set.update((String) pairs[0], pairs[1], Arrays.copyOfRange(pairs, 2, pairs.length));
    }

    private Supplier<@Nullable Object> save(Case.Call call) {
        JsonNode object = defaults.stored(label, call.args().get(0).path("$obj"));
        boolean insert = object.path("adding").asBoolean() || call.arg(1, "force_insert").asBoolean();
        boolean update = call.arg(2, "force_update").asBoolean();
        if (insert && update) {
            throw new Inexpressible("save with force_insert and force_update");
        }
        Row row = replay.instance(object);
        if (insert) {
            return row::insert;
        }
        Map<String, JsonNode> fields = Json.map(object.path("fields"));
        JsonNode only = call.arg(4, "update_fields");
        if (only.isObject() || only.isArray()) {
            Set<String> names = chosen(row, Json.texts(only.isArray() ? only : only.elements().next()));
            if (names.isEmpty()) {
                return () -> row;
            }
            fields.keySet().retainAll(names);
        }
        fields.keySet().removeIf(name -> row.model().attribute(name).computed() || Replay.isKey(row.model(), name));
        Object[] pairs = replay.pairs(label, fields);
        return () -> row.update((String) pairs[0], pairs[1], Arrays.copyOfRange(pairs, 2, pairs.length));
    }

    /** Attributes, where relations may be meant. */
    private static Set<String> chosen(Row row, List<String> names) {
        return names.stream().map(name -> {
            Relation relation = row.model().relation(name);
            return relation == null
                    ? row.model().attribute(name).name()
                    : relation.hops().get(0).near().get(0).name();
        }).collect(Collectors.toSet());
    }

    private Supplier<@Nullable Object> delete(Case.Call call) {
        Instance<?> row = replay.instance(call.args().get(0).path("$obj"));
        return () -> report(row.deleteCollecting());
    }

    /** A filter that leaves all is said in Django, too, by saying nothing. */
    private static Supplier<@Nullable Object> delete(QuerySet<?> set) {
        QuerySet<?> all = set.all();
        return () -> report(all.deleteCollecting());
    }

    private static List<Object> report(Deleted deleted) {
        return List.of(deleted.total(), deleted.byModel());
    }

    private <T> Supplier<@Nullable Object> bulkCreate(QuerySet<T> set, Case.Call call) {
        List<T> rows = new ArrayList<>();
        for (JsonNode one : members(call.arg(0, "objs"))) {
            // Django stores once more what was stored before.
            ObjectNode object = one.path("$obj").deepCopy();
            object.put("adding", true);
            @SuppressWarnings("unchecked")
            T row = (T) replay.instance(object);
            rows.add(row);
        }
        Bulk how = Bulk.USUAL;
        if (call.arg(2, "ignore_conflicts").asBoolean()) {
            how = Bulk.ignoringConflicts();
        } else if (call.arg(3, "update_conflicts").asBoolean()) {
            how = updating(texts(call.arg(5, "unique_fields")), texts(call.arg(4, "update_fields")));
        }
        Bulk options = batched(how, call.arg(1, "batch_size"));
        boolean keyless = call.arg(2, "ignore_conflicts").asBoolean();
        return () -> {
            List<T> stored = set.bulkCreate(rows, options);
            // Django does not know which were stored, and gives back what it was given.
            return keyless ? rows : stored;
        };
    }

    private static Bulk updating(List<String> unique, List<String> changed) {
        if (unique.isEmpty() || changed.isEmpty()) {
            throw new LookupException("Conflicts are updated by a key, and some columns.");
        }
        return Bulk.updatingConflicts(unique.get(0), unique.subList(1, unique.size()).toArray(String[]::new))
                .changing(changed.get(0), changed.subList(1, changed.size()).toArray(String[]::new));
    }

    private static Bulk batched(Bulk how, JsonNode size) {
        return size.isNumber() ? how.batch(size.asInt()) : how;
    }

    private static List<JsonNode> members(JsonNode list) {
        for (String kind : List.of("$list", "$tuple", "$set")) {
            if (list.has(kind)) {
                return Json.list(list.get(kind));
            }
        }
        throw new Inexpressible("instances that are " + list);
    }

    private static List<String> texts(JsonNode list) {
        return list.isMissingNode() || list.isNull()
                ? List.of()
                : members(list).stream().map(JsonNode::asText).toList();
    }

    private <T> Supplier<@Nullable Object> bulkUpdate(QuerySet<T> set, Case.Call call) {
        List<T> rows = new ArrayList<>();
        List<String> names = texts(call.arg(1, "fields"));
        for (JsonNode one : members(call.arg(0, "objs"))) {
            Row stored = replay.instance(one.path("$obj"));
            Map<String, JsonNode> fields = Json.map(one.path("$obj").path("fields"));
            fields.keySet().retainAll(chosen(stored, names));
            Object[] pairs = replay.pairs(label, fields);
            for (int i = 0; i < pairs.length; i += 2) {
                stored = stored.with((String) pairs[i], pairs[i + 1]);
            }
            @SuppressWarnings("unchecked")
            T row = (T) stored;
            rows.add(row);
        }
        Bulk how = batched(Bulk.USUAL, call.arg(2, "batch_size"));
        if (names.isEmpty()) {
            throw new LookupException("Nothing to update.");
        }
        return () -> set.bulkUpdate(rows, how, names.get(0), names.subList(1, names.size()).toArray(String[]::new));
    }
}
