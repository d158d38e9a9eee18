package dev.dunder.resolve;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.model.Attribute;
import dev.dunder.model.Keyed;
import dev.dunder.model.Model;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.ParameterType;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.TypeRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** What a lookup and its right-hand side mean, whatever that is: a value, a list, an instance, an expression, a query. */
final class Comparisons {
    private final Resolver resolver;

    Comparisons(Resolver resolver) {
        this.resolver = resolver;
    }

    Predicate of(Compared compared, @Nullable Object given) {
        Object said = SaidPlaces.value(given);
        Object value = said instanceof Term term
                ? new Unresolved.Condition(term)
                : said;
        if (value instanceof BoundQuery query) {
            return among(compared, query);
        }
        if (value instanceof Unresolved expression) {
            Expression right = Resolver.settled(resolver.resolve(expression, compared.left().type()));
            if (right instanceof Expression.Tuple && !(compared.left() instanceof Expression.Tuple)) {
                throw new LookupException("'" + compared.source()
                        + "' is one value, and cannot be compared with a key of several columns.");
            }
            if (right instanceof Expression.Foreign rows && rows.columns() > 1
                    && !(compared.left() instanceof Expression.Tuple)) {
                throw new LookupException("'" + compared.source() + "' is compared with a select of " + rows.columns()
                        + " columns, not 1.");
            }
            boolean searches = TypeRules.QUERY.getTypeName().equals(right.type().getTypeName());
            Expression left = searches ? Searches.searched(compared.left(), right) : compared.left();
            return in(compared, () -> new Predicate.Compare(left, compared.lookup(), right));
        }
        if (value instanceof String text && ParameterType.VECTOR.accepts(compared.left().type())) {
            Expression query = Searches.query(compared.left(), text, resolver);
            if (query != null) {
                return in(compared, () -> new Predicate.Compare(compared.left(), compared.lookup(), query));
            }
        }
        List<@Nullable Object> members = members(value);
        boolean parts = compared.left() instanceof Expression.Tuple && !compared.lookup().name().equals("in");
        if (members != null && !parts && members.stream().anyMatch(Comparisons::isComputed)) {
            return each(compared, members);
        }
        Object keys = keys(compared, value, members);
        if (compared.left() instanceof Expression.Tuple(List<Expression> whole)) {
            return new TupleComparisons(resolver, this).of(compared, whole, keys, given);
        }
        Plain plain = in(compared, () -> plain(compared, keys));
        if (given instanceof SaidPlaces.Place place) {
            resolver.converted(place.index(), compared, plain);
        }
        return switch (plain.operand()) {
            case Operand.Nothing() -> Predicate.NEVER;
            case Operand.Null(boolean isNull) -> new Predicate.IsNull(compared.left(), isNull);
            case Operand.Binds(List<Operand.Bind> binds) ->
                new Predicate.Match(compared.left(), plain.lookup(), resolver.bind(binds));
        };
    }

    /** What one value, a list or an instance is to be compared with as, and by which lookup. */
    record Plain(Lookup lookup, Operand operand) {}

    /** What a value is compared with as, where nothing in it is computed. */
    static Plain plainly(Compared compared, @Nullable Object value) {
        return plain(compared, keys(compared, value, members(value)));
    }

    /** The values of a key of several columns: of an instance those that it has. */
    static @Nullable Object keys(Compared compared, @Nullable Object value) {
        return keys(compared, value, members(value));
    }

    private static Plain plain(Compared compared, @Nullable Object keys) {
        Lookup lookup = compared.lookup().given(keys);
        return new Plain(lookup, lookup.operand(inputType(compared), keys));
    }

    private static DataType<?> inputType(Compared compared) {
        return compared.left().type();
    }

    /** Names the path in what went wrong. */
    private static <R> R in(Compared compared, Supplier<R> work) {
        try {
            return work.get();
        } catch (LookupException e) {
            throw e.in(compared.source());
        }
    }

    static boolean isComputed(@Nullable Object member) {
        return member instanceof Unresolved || member instanceof BoundQuery;
    }

    private static @Nullable List<@Nullable Object> members(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> null;
            case Collection<?> all -> {
                List<@Nullable Object> members = new ArrayList<>();
                all.forEach(members::add);
                yield members;
            }
            case Object[] all -> new ArrayList<>(Arrays.asList(all));
            case null, default -> null;
        };
    }

    /** A list in which something is computed cannot be one bind. */
    private Predicate each(Compared compared, List<@Nullable Object> members) {
        Lookup exact = resolver.parser().tail(compared.left().type(), compared.source(), "exact").lookup();
        return switch (compared.lookup().name()) {
            case "in" -> Predicate.or(members.stream()
                    .filter(member -> member != null || isValue(compared, exact))
                    .map(member -> of(with(compared, exact), member))
                    .toList());
            case "range" -> {
                if (members.size() != 2) {
                    throw new LookupException(
                            "Lookup 'range' takes two values, the ends, not " + members.size() + ".")
                            .in(compared.source());
                }
                yield Predicate.and(List.of(
                        of(with(compared, lookup(compared, "gte")), members.get(0)),
                        of(with(compared, lookup(compared, "lte")), members.get(1))));
            }
            default -> of(compared, new Unresolved.Known(array(compared, members)));
        };
    }

    /** Whether null is a value to compare with, as JSON's is. */
    private static boolean isValue(Compared compared, Lookup exact) {
        return exact.operand(inputType(compared), null) instanceof Operand.Binds;
    }

    /** The server is told the type, as an array of binds alone would be one of texts. */
    private Expression array(Compared compared, List<@Nullable Object> members) {
        DataType<?> type = inputType(compared);
        DataType<?> member = type.getArrayComponentDataType();
        if (member == null) {
            throw new LookupException("Lookup '" + compared.lookup().name()
                    + "' takes no list with expressions in it.").in(compared.source());
        }
        List<Expression> values = members.stream().map(one -> isComputed(one) || one == null
                ? Resolver.settled(resolver.operand(one))
                : in(compared, () -> resolver.literal(member, one))).toList();
        return new Expression.Cast(new Expression.Call(Function.ARRAY, values, type), type);
    }

    private Lookup lookup(Compared compared, String name) {
        return resolver.parser().tail(compared.left().type(), compared.source(), name).lookup();
    }

    static Compared with(Compared compared, Lookup lookup) {
        return new Compared(compared.source(), compared.left(), lookup, compared.target(), compared.key());
    }

    private Predicate among(Compared compared, BoundQuery given) {
        Lookup lookup = compared.lookup();
        if (given.query().empty() && lookup.name().equals("in")) {
            return Predicate.NEVER;
        }
        Model target = compared.target();
        boolean instances = given.query().selection() instanceof Selection.Instances;
        if (target != null && instances && !isA(given.query().model(), target)) {
            throw new LookupException("'" + compared.source() + "' leads to " + target.name()
                    + ", and cannot be compared with a query set of " + given.query().model().name() + ".");
        }
        if (!lookup.takesRows() && !isOne(given)) {
            throw new LookupException("Lookup '" + lookup.name() + "' of '" + compared.source()
                    + "' compares with one row: take a slice(0, 1) of the query set, or use 'in'.");
        }
        Attribute key = compared.key();
        boolean own = key != null && target != null && given.query().model() == target;
        Query rows = SubqueryColumns.columns(resolver.embed(given), own ? key : null);
        int wanted = compared.left() instanceof Expression.Tuple(List<Expression> parts) ? parts.size() : 1;
        int selected = SubqueryColumns.selected(rows).size();
        if (selected != wanted) {
            throw new LookupException("'" + compared.source() + "' is compared with a query that selects " + selected
                    + " columns, not " + wanted + ". Say which with values(…).");
        }
        return new Predicate.InSubquery(compared.left(), lookup, unordered(rows));
    }

    /** Order says nothing about which rows there are, but for a slice. */
    private static Query unordered(Query rows) {
        boolean ordered = rows.sliced() || (rows.distinct() != null && !rows.distinct().on().isEmpty());
        return ordered ? rows : rows.order(Query.Ordering.NONE);
    }

    /** Whether it was limited to one row. */
    static boolean isOne(BoundQuery given) {
        Expression.Param limit = given.query().limit();
        return limit != null && Long.valueOf(1).equals(SaidPlaces.value(given.values().get(limit.index())));
    }

    // ---- Instances as values ----

    private static @Nullable Object keys(
            Compared compared, @Nullable Object value, @Nullable List<@Nullable Object> members) {
        if (value instanceof Keyed row) {
            return key(compared.source(), compared.target(), compared.key(), row, isComputed(compared.left()));
        }
        if (members == null || members.stream().noneMatch(Keyed.class::isInstance)) {
            return value;
        }
        List<@Nullable Object> keys = new ArrayList<>();
        for (Object member : members) {
            keys.add(member instanceof Keyed row
                    ? key(compared.source(), compared.target(), compared.key(), row, isComputed(compared.left()))
                    : member);
        }
        return keys;
    }

    private static boolean isComputed(Expression left) {
        return !(left instanceof Expression.Column) && !(left instanceof Expression.Tuple);
    }

    /** The value that refers to a row: of the attribute that the relation goes by. */
    static Object key(String source, @Nullable Model target, @Nullable Attribute key, Keyed row) {
        return key(source, target, key, row, false);
    }

    private static Object key(
            String source, @Nullable Model target, @Nullable Attribute key, Keyed row, boolean computed) {
        if (target == null && key == null && computed && row.model().primaryKey().size() == 1) {
            // A value that was computed may be any model's key.
            return Objects.requireNonNull(row.keyValue(row.model().primaryKey().get(0).name()));
        }
        if (target == null || key == null) {
            throw new LookupException("'" + source + "' is a column, and cannot be compared with an instance of "
                    + row.model().name() + ".");
        }
        if (!isA(row.model(), target)) {
            throw new LookupException("'" + source + "' leads to " + target.name()
                    + ", and cannot be compared with an instance of " + row.model().name() + ".");
        }
        if (!key.parts().isEmpty()) {
            return key.parts().stream().map(part -> key(source, target, part, row)).toList();
        }
        Object value = row.keyValue(key.name());
        if (value == null) {
            throw new LookupException("'" + source + "' cannot be compared with an instance of " + target.name()
                    + " that has no key yet. Insert it first.");
        }
        return value;
    }

    /** Whether a row of one model is a row of another: the same table, or one that extends it, or is extended by it. */
    private static boolean isA(Model model, Model other) {
        return model.table().equals(other.table()) || extend(model, other) || extend(other, model);
    }

    private static boolean extend(Model child, Model parent) {
        return child.attributes().stream()
                .flatMap(attribute -> attribute.via().stream())
                .anyMatch(hop -> hop.target().table().equals(parent.table()));
    }
}
