package dev.dunder.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.Expr;
import dev.dunder.Locking;
import dev.dunder.Ordering;
import dev.dunder.Prefetch;
import dev.dunder.Q;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says the calls of one case through the public interface. */
final class Replay {
    private static final String HAS_KEY = "__has_key";

    private final Database database;
    /** Of the query sets that are being composed, the innermost first. */
    private final Deque<Model> models = new ArrayDeque<>();
    private final Values values;
    private final Expressions expressions;

    Replay(Database database, ZoneId zone) {
        this.database = database;
        this.values = new Values(zone, this::other);
        this.expressions = new Expressions(this);
    }

    Database database() {
        return database;
    }

    QuerySet<?> objects(Case recorded) {
        return objects(recorded.model(), recorded.ops());
    }

    private QuerySet<?> objects(String label, List<Case.Call> ops) {
        models.push(database.schema().model(label));
        try {
            return compose(database.objects(label), ops);
        } finally {
            models.pop();
        }
    }

    /** Whether a path of the query set that is being composed is an array. */
    boolean isArray(String path) {
        Attribute attribute = models.isEmpty() ? null : models.peek().column(path);
        return attribute != null && attribute.type().isArray();
    }

    private QuerySet<?> compose(QuerySet<?> start, List<Case.Call> ops) {
        QuerySet<?> set = start;
        for (int i = 0; i < ops.size(); i++) {
            Case.Call op = ops.get(i);
            if (op.name().equals("_next_is_sticky")) {
                // The next filter and the one after it are one, as far as there are two.
                boolean two = i + 2 < ops.size() && isFilter(ops.get(i + 1)) && isFilter(ops.get(i + 2));
                if (two) {
                    set = filter(set, said(ops.get(i + 1)).and(said(ops.get(i + 2))));
                    i += 2;
                }
            } else {
                set = op(set, op);
            }
        }
        return set;
    }

    private static boolean isFilter(Case.Call op) {
        return op.name().equals("filter") || op.name().equals("exclude");
    }

    private Q<Object> said(Case.Call op) {
        return op.name().equals("exclude") ? q(op).not() : q(op);
    }

    @SuppressWarnings("unchecked")
    private static <T> QuerySet<T> filter(QuerySet<T> set, Q<Object> condition) {
        return set.filter((Q<T>) condition);
    }

    @SuppressWarnings("unchecked")
    private static <T> QuerySet<T> exclude(QuerySet<T> set, Q<Object> condition) {
        return set.exclude((Q<T>) condition);
    }

    private QuerySet<?> op(QuerySet<?> set, Case.Call op) {
        return switch (op.name()) {
            case "all" -> set.all();
            case "none" -> set.none();
            case "filter" -> filter(set, q(op));
            case "complex_filter" -> filter(set, complex(op.args().get(0)));
            case "exclude" -> exclude(set, q(op));
            case "order_by" -> orderBy(set, op);
            case "reverse" -> set.reverse();
            case "distinct" -> distinct(set, op);
            case "slice" -> slice(set, op.args());
            case "annotate", "alias" -> annotate(set, op);
            case "values" -> values(set, op);
            case "values_list" -> valuesList(set, op);
            case "union" -> union(set, op);
            case "intersection" -> combine(op, set::intersection);
            case "difference" -> combine(op, set::difference);
            case "&", "|", "^" -> combined(set, op);
            case "select_related" -> isNothing(op) ? set.noSelectRelated() : set.selectRelated(names(op));
            case "prefetch_related" -> prefetch(set, op);
            case "only" -> set.only(names(op));
            case "defer" -> isNothing(op) ? set.noDefer() : set.defer(names(op));
            case "dates" -> dates(set, op);
            case "datetimes" -> datetimes(set, op);
            case "select_for_update" -> set.selectForUpdate(locking(op));
            default -> throw new Inexpressible("the method " + op.name());
        };
    }

    private <T> QuerySet<T> orderBy(QuerySet<T> set, Case.Call op) {
        List<JsonNode> criteria = Json.list(op.args());
        if (criteria.stream().allMatch(JsonNode::isTextual)) {
            return set.orderBy(names(op));
        }
        @SuppressWarnings("unchecked")
        Ordering<T>[] orderings = criteria.stream()
                .map(one -> one.isTextual() ? Ordering.by(one.asText()) : expressions.ordering(one))
                .toArray(Ordering[]::new);
        return set.orderBy(orderings[0], Arrays.copyOfRange(orderings, 1, orderings.length));
    }

    private static QuerySet<?> distinct(QuerySet<?> set, Case.Call op) {
        if (op.size() == 0) {
            return set.distinct();
        }
        String[] names = names(op);
        return set.distinct(names[0], Arrays.copyOfRange(names, 1, names.length));
    }

    /** Those without a name have one by themselves. */
    private QuerySet<?> annotate(QuerySet<?> set, Case.Call op) {
        QuerySet<?> annotated = set;
        List<Expr> together = new ArrayList<>();
        for (JsonNode unnamed : op.args()) {
            together.add(expressions.expression(unnamed));
        }
        for (Map.Entry<String, JsonNode> named : Json.map(op.kwargs()).entrySet()) {
            JsonNode content = named.getValue().path("$expr");
            if (content.path("name").asText().equals("FilteredRelation")) {
                annotated = annotate(annotated, op, together).filteredRelation(
                        named.getKey(),
                        content.path("args").path(0).asText(),
                        condition(content.path("kwargs").path("condition")));
                together.clear();
            } else {
                together.add(named(named.getKey(), named.getValue()));
            }
        }
        return annotate(annotated, op, together);
    }

    private static QuerySet<?> annotate(QuerySet<?> set, Case.Call op, List<Expr> expressions) {
        if (expressions.isEmpty()) {
            return set;
        }
        return op.name().equals("alias")
                ? set.alias(expressions.get(0), rest(expressions))
                : set.annotate(expressions.get(0), rest(expressions));
    }

    private Expr named(String name, JsonNode json) {
        return json.has("$Q") ? condition(json).as(name) : expressions.expression(json).as(name);
    }

    private static boolean isNothing(Case.Call op) {
        return op.args().size() == 1 && op.args().get(0).isNull();
    }

    private QuerySet<?> union(QuerySet<?> set, Case.Call op) {
        boolean all = op.kwargs().path("all").asBoolean();
        return all ? combine(op, set::unionAll) : combine(op, set::union);
    }

    /** With one query set and further ones. */
    @FunctionalInterface
    private interface Combination {
        QuerySet<?> of(QuerySet<?> first, QuerySet<?>... more);
    }

    private QuerySet<?> combine(Case.Call op, Combination combination) {
        List<QuerySet<?>> others = new ArrayList<>();
        op.args().forEach(other -> others.add(objects(other.get("$qs"))));
        if (others.isEmpty()) {
            throw new Inexpressible(op.name() + " with no other");
        }
        return combination.of(others.get(0), others.subList(1, others.size()).toArray(QuerySet[]::new));
    }

    @SuppressWarnings("unchecked")
    private <T> QuerySet<T> combined(QuerySet<T> set, Case.Call op) {
        QuerySet<T> other = (QuerySet<T>) objects(op.args().get(0).get("$qs"));
        return switch (op.name()) {
            case "&" -> set.and(other);
            case "|" -> set.or(other);
            default -> set.xor(other);
        };
    }

    private QuerySet<?> prefetch(QuerySet<?> set, Case.Call op) {
        if (isNothing(op)) {
            return set.noPrefetchRelated();
        }
        List<Prefetch> prefetches = new ArrayList<>();
        for (JsonNode arg : op.args()) {
            JsonNode prefetch = arg.path("$prefetch");
            if (arg.isTextual()) {
                prefetches.add(new Prefetch(arg.asText()));
            } else {
                String lookup = prefetch.get("lookup").asText();
                Prefetch one = prefetch.path("queryset").has("$qs")
                        ? new Prefetch(lookup, objects(prefetch.get("queryset").get("$qs")))
                        : new Prefetch(lookup);
                prefetches.add(prefetch.path("to_attr").isTextual() ? one.to(prefetch.get("to_attr").asText()) : one);
            }
        }
        return set.prefetchRelated(prefetches.toArray(Prefetch[]::new));
    }

    private static QuerySet<?> dates(QuerySet<?> set, Case.Call op) {
        return set.dates(given(op, 0, "field_name"), given(op, 1, "kind"), isDescending(op));
    }

    private QuerySet<?> datetimes(QuerySet<?> set, Case.Call op) {
        JsonNode zone = op.arg(3, "tzinfo");
        return set.datetimes(given(op, 0, "field_name"), given(op, 1, "kind"), isDescending(op),
                zone.isObject() ? (ZoneId) value(zone) : null);
    }

    private static String given(Case.Call op, int place, String name) {
        JsonNode given = op.arg(place, name);
        if (!given.isTextual()) {
            throw new Inexpressible(op.name() + " without " + name);
        }
        return given.asText();
    }

    private static boolean isDescending(Case.Call op) {
        return switch (op.arg(2, "order").asText("ASC")) {
            case "ASC" -> false;
            case "DESC" -> true;
            default -> throw new Inexpressible("the order " + op.arg(2, "order"));
        };
    }

    private static Locking locking(Case.Call op) {
        boolean nowait = op.arg(0, "nowait").asBoolean();
        boolean skip = op.arg(1, "skip_locked").asBoolean();
        if (nowait && skip) {
            throw new Inexpressible("nowait and skip_locked together");
        }
        Locking locking = nowait ? Locking.nowait() : skip ? Locking.skipLocked() : Locking.waiting();
        if (op.arg(3, "no_key").asBoolean()) {
            locking = locking.noKey();
        }
        JsonNode of = op.arg(2, "of").path("$tuple");
        return of.isEmpty() ? locking : locking.of(Json.texts(of).toArray(String[]::new));
    }

    private static QuerySet<?> slice(QuerySet<?> set, JsonNode bounds) {
        int from = bounds.get(0).asInt();
        return bounds.path(1).isNull() || bounds.path(1).isMissingNode()
                ? set.skip(from)
                : set.slice(from, bounds.get(1).asInt());
    }

    private QuerySet<?> values(QuerySet<?> set, Case.Call op) {
        List<Expr> chosen = chosen(op);
        return chosen.isEmpty() ? set.values(names(op)) : set.values(chosen.get(0), rest(chosen));
    }

    private QuerySet<?> valuesList(QuerySet<?> set, Case.Call op) {
        List<Expr> chosen = chosen(op);
        if (op.kwargs().path("named").asBoolean()) {
            return chosen.isEmpty() ? set.values(names(op.args())) : set.values(chosen.get(0), rest(chosen));
        }
        if (op.kwargs().path("flat").asBoolean()) {
            if (op.args().size() != 1) {
                throw new Inexpressible("flat with " + op.args().size() + " names");
            }
            return chosen.isEmpty()
                    ? set.valuesList(names(op.args())[0], Object.class)
                    : set.valuesList(chosen.get(0), Object.class);
        }
        return chosen.isEmpty() ? set.valuesList(names(op.args())) : set.valuesList(chosen.get(0), rest(chosen));
    }

    /** What was chosen, where not all of it are names. */
    private List<Expr> chosen(Case.Call op) {
        List<Expr> chosen = new ArrayList<>();
        Map<String, JsonNode> expressed = Json.map(op.kwargs());
        expressed.values().removeIf(value -> !value.isObject());
        boolean plain = expressed.isEmpty();
        for (JsonNode arg : op.args()) {
            plain &= arg.isTextual();
            JsonNode expression = arg.isTextual() ? expressed.remove(arg.asText()) : null;
            if (expression != null) {
                chosen.add(named(arg.asText(), expression));
            } else if (arg.isTextual() || arg.has("$F")) {
                chosen.add(expressions.argument(arg));
            } else {
                chosen.add(expressions.argument(arg).as(Expressions.nameOf(arg, op, chosen.size())));
            }
        }
        expressed.forEach((name, expression) -> chosen.add(named(name, expression)));
        return plain ? List.of() : chosen;
    }

    private static Expr[] rest(List<Expr> chosen) {
        return chosen.subList(1, chosen.size()).toArray(Expr[]::new);
    }

    private static String[] names(Case.Call op) {
        if (op.kwargs().size() > 0) {
            throw new Inexpressible("expressions in " + op.name());
        }
        return names(op.args());
    }

    private static String[] names(JsonNode args) {
        for (JsonNode arg : args) {
            if (!arg.isTextual()) {
                throw new Inexpressible("expressions instead of names");
            }
        }
        return Json.texts(args).toArray(String[]::new);
    }

    /** What the arguments of a filter say together. */
    Q<Object> q(Case.Call op) {
        Q<Object> all = Dunder.q(Map.of());
        for (JsonNode arg : op.args()) {
            all = all.and(condition(arg));
        }
        for (Map.Entry<String, JsonNode> lookup : Json.map(op.kwargs()).entrySet()) {
            all = all.and(lookup(lookup.getKey(), lookup.getValue()));
        }
        return all;
    }

    Q<Object> lookup(String name, JsonNode value) {
        // How relations of Django's own compare a key: by the tuple of its columns, also where that is one.
        JsonNode tuple = Json.tagged(value, "$tuple");
        boolean one = tuple.size() == 1 && !name.contains("__");
        String keys = name.endsWith(HAS_KEY) ? Lookups.keys(value) : null;
        if (keys != null && keys.startsWith(name.substring(0, name.length() - HAS_KEY.length()) + "__")) {
            int last = keys.lastIndexOf("__");
            return Dunder.q(keys.substring(0, last) + HAS_KEY, keys.substring(last + 2));
        }
        // What is among the rows of a query takes the query itself.
        JsonNode rows = value.path("$expr").path("args").path(0).path("$qs");
        if (name.endsWith("__in") && value.path("$expr").path("name").asText().equals("Subquery")) {
            return Dunder.q(name, objects(rows));
        }
        Object given = value(one ? tuple.get(0) : value);
        return Dunder.q(name, fitting(type(name), given));
    }

    /** What a date column is compared with, or gets, is a date: Python converts, and Java's users do. */
    private @Nullable Object fitting(@Nullable Class<?> type, @Nullable Object given) {
        if (type == LocalDate.class && given instanceof OffsetDateTime time) {
            return time.atZoneSameInstant(values.zone()).toLocalDate();
        }
        if (type == OffsetDateTime.class && given instanceof LocalDate date) {
            return date.atStartOfDay(values.zone()).toOffsetDateTime();
        }
        return given;
    }

    /** Of the attribute that a path leads to, whatever follows; null where there is none. */
    private @Nullable Class<?> type(String path) {
        Model model = models.peek();
        for (String name : path.split("__")) {
            Attribute attribute = model == null ? null : model.column(name);
            Relation relation = model == null ? null : model.relation(name);
            if (relation == null) {
                return attribute == null ? null : attribute.type().getType();
            }
            model = relation.target();
        }
        return null;
    }

    /** Names and values in turn, as they are for a model. */
    Object[] pairs(String label, Map<String, JsonNode> fields) {
        List<@Nullable Object> pairs = new ArrayList<>();
        fitting(label, fields).forEach((name, value) -> {
            pairs.add(name);
            pairs.add(value);
        });
        return pairs.toArray();
    }

    /** Values by name, as they are for a model. */
    Map<String, @Nullable Object> fitting(String label, Map<String, JsonNode> fields) {
        models.push(database.schema().model(label));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(name, fitting(type(name), value(value))));
        models.pop();
        return values;
    }

    private Q<Object> complex(JsonNode given) {
        JsonNode lookups = Json.tagged(given, "$dict");
        if (lookups.isMissingNode()) {
            return condition(given);
        }
        Q<Object> all = Dunder.q(Map.of());
        for (Map.Entry<String, JsonNode> lookup : Json.map(lookups).entrySet()) {
            all = all.and(lookup(lookup.getKey(), lookup.getValue()));
        }
        return all;
    }

    Q<Object> condition(JsonNode given) {
        JsonNode condition = Json.tagged(given, "$Q");
        if (condition.isMissingNode()) {
            return expressions.condition(given);
        }
        Q<Object> all = Dunder.q(Map.of());
        for (JsonNode child : condition.get("children")) {
            Q<Object> one = child.isArray() ? lookup(child.get(0).asText(), child.get(1)) : condition(child);
            all = switch (condition.get("connector").asText()) {
                case "AND" -> all.and(one);
                case "OR" -> all.or(one);
                default -> all.xor(one);
            };
        }
        return condition.get("negated").asBoolean() ? all.not() : all;
    }

    @Nullable
    Object value(JsonNode json) {
        return values.of(json);
    }

    private @Nullable Object other(JsonNode json) {
        Map.Entry<String, JsonNode> first = json.properties().iterator().next();
        JsonNode content = first.getValue();
        return switch (first.getKey()) {
            case "$obj" -> instance(content);
            case "$qs" -> objects(content);
            case "$Q" -> condition(json);
            default -> expressions.value(json);
        };
    }

    QuerySet<?> objects(JsonNode content) {
        return objects(
                content.get("model").asText(), Json.list(content.get("ops")).stream().map(Case.Call::of).toList());
    }

    /** The instance as the database has it, or one that is not stored. */
    Row instance(JsonNode content) {
        QuerySet<Row> all = database.objects(content.get("model").asText());
        Object key = value(content.get("pk"));
        Row stored = key == null ? null : all.filter("pk", key).first();
        if (stored != null && !content.path("adding").asBoolean()) {
            return stored;
        }
        String label = content.get("model").asText();
        Map<String, JsonNode> fields = Json.map(content.path("fields"));
        // A key of null is one that the database is to choose; what it computes it computes again.
        Model model = database.schema().model(label);
        fields.entrySet().removeIf(field -> field.getValue().isNull() && isKey(model, field.getKey())
                || model.attribute(field.getKey()).computed());
        Row made = all.with(fitting(label, fields));
        return key == null || !fields.isEmpty() ? made : made.with(keyName(content), key);
    }

    /** Whether a column says which row it is, in its own table or in a parent's. */
    static boolean isKey(Model model, String name) {
        Attribute column = model.attribute(name);
        return model.primaryKey().contains(column) || column.origin().model().primaryKey().contains(column.origin());
    }

    private String keyName(JsonNode content) {
        List<Attribute> key = database.schema().model(content.get("model").asText()).primaryKey();
        if (key.size() != 1) {
            throw new Inexpressible("an instance with a key of several columns that is not stored");
        }
        return key.get(0).name();
    }
}
