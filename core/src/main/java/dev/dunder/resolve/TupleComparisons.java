package dev.dunder.resolve;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.Values;
import dev.dunder.lookups.ZonedValues;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.ValueList;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Comparisons of composite keys: part by part, with values that have as many parts. */
final class TupleComparisons {
    private final Resolver resolver;
    private final Comparisons comparisons;

    TupleComparisons(Resolver resolver, Comparisons comparisons) {
        this.resolver = resolver;
        this.comparisons = comparisons;
    }

    /** @param given the value as it was said, perhaps in its place */
    Predicate of(Compared compared, List<Expression> whole, @Nullable Object value, @Nullable Object given) {
        int which = given instanceof SaidPlaces.Place place ? place.index() : -1;
        String lookup = compared.lookup().name();
        // Where all of the key must be there, the near side says as much as the far one; an order it knows only in part.
        List<Expression> parts = Set.of("exact", "in", "isnull").contains(lookup) ? Columns.near(whole) : whole;
        return switch (lookup) {
            case "exact" -> {
                List<Predicate> equal = new ArrayList<>();
                List<@Nullable Object> values = parts(compared, parts, value);
                for (int i = 0; i < parts.size(); i++) {
                    equal.add(match(part(compared, which, i, parts, "exact"), parts.get(i), values.get(i)));
                }
                yield Predicate.and(equal);
            }
            case "in" -> in(compared, parts, value, which);
            case "gt", "gte", "lt", "lte" -> {
                List<@Nullable Object> values = parts(compared, parts, value);
                List<Expression> right = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    KeyPart part = part(compared, which, i, parts, lookup);
                    right.add(switch (match(part, parts.get(i), values.get(i))) {
                        case Predicate.Match match -> match.operands().get(0);
                        case Predicate.Compare compare -> compare.right();
                        default -> throw new LookupException("Lookup '" + lookup
                                + "' of a key of several columns takes values that each of these can have.")
                                .in(compared.source());
                    });
                }
                yield new Predicate.Compare(compared.left(), compared.lookup(), new Expression.Tuple(right));
            }
            case "isnull" -> {
                if (!(value instanceof Boolean isNull)) {
                    throw new LookupException("Lookup 'isnull' takes true or false.").in(compared.source());
                }
                List<Predicate> nulls = new ArrayList<>();
                parts.forEach(part -> nulls.add(new Predicate.IsNull(part, isNull)));
                yield isNull ? Predicate.or(nulls) : Predicate.and(nulls);
            }
            default -> throw new LookupException("Lookup '" + lookup + "' does not work on '" + compared.source()
                    + "', which is a key of several columns.");
        };
    }

    /** @param zone that of the session, which says what times of the other kind are */
    @Nullable
    List<Object> key(Attribute attribute, Object given, Supplier<ZoneId> zone) {
        boolean several = !attribute.parts().isEmpty();
        List<Attribute> columns = several ? attribute.parts() : List.of(attribute);
        List<@Nullable Object> values = several ? list(given) : Collections.singletonList(given);
        if (values == null || values.size() != columns.size()) {
            throw new LookupException("'" + attribute.name() + "' is a key of " + columns.size()
                    + " columns, and is compared with a list of as many values.");
        }
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            DataType<?> type = columns.get(i).type();
            Operand.Bind stored = value == null
                    ? null
                    : stored(type, attribute.name(), ZonedValues.convert(type, value, zone));
            if (stored == null) {
                return null;
            }
            if (!KeyPart.isListed(type, stored)) {
                throw new LookupException("'" + attribute.name() + "' is not looked up in a list by "
                        + Values.describe(values.get(i)) + "; use filter(…).");
            }
            key.add(stored.value());
        }
        return key;
    }

    /** A value as a column of the type has it; null where none can. */
    private Operand.@Nullable Bind stored(DataType<?> type, String source, Object value) {
        Lookup exact = resolver.parser().tail(type, source, "exact").lookup();
        try {
            return exact.operand(type, value) instanceof Operand.Binds(List<Operand.Bind> binds)
                    ? binds.get(0)
                    : null;
        } catch (LookupException wrong) {
            throw wrong.in(source);
        }
    }

    private KeyPart part(Compared compared, int which, int index, List<Expression> parts, String lookup) {
        DataType<?> type = parts.get(index).type();
        return new KeyPart(which, index, parts.size(), compared,
                resolver.parser().tail(type, compared.source(), lookup).lookup(), type);
    }

    private Predicate match(KeyPart part, Expression column, @Nullable Object value) {
        String source = part.compared().source();
        if (value == null) {
            throw new LookupException("'" + source + "' is a key of several columns, none of which is null.");
        }
        if (Comparisons.isComputed(value)) {
            return comparisons.of(new Compared(source, column, part.lookup(), null, null), value);
        }
        Operand operand = part.operand(value);
        if (part.isPlaced()) {
            resolver.converted(part, operand);
        }
        return switch (operand) {
            case Operand.Nothing() -> Predicate.NEVER;
            case Operand.Null(boolean isNull) -> new Predicate.IsNull(column, isNull);
            case Operand.Binds(List<Operand.Bind> binds) ->
                new Predicate.Match(column, part.lookup(), resolver.bind(binds));
        };
    }

    private Predicate in(Compared compared, List<Expression> parts, @Nullable Object value, int which) {
        List<@Nullable Object> keys = list(value);
        if (keys == null) {
            throw new LookupException("Lookup 'in' takes a list of keys.").in(compared.source());
        }
        // A key that is null in part is nobody's.
        keys.removeIf(key -> parts(compared, parts, key).contains(null));
        if (keys.isEmpty()) {
            return Predicate.NEVER;
        }
        List<List<@Nullable Object>> columns = columns(compared, parts, keys);
        if (columns == null) {
            Lookup exact = resolver.parser().tail(compared.left().type(), compared.source(), "exact").lookup();
            return Predicate.or(keys.stream()
                    .map(key -> of(Comparisons.with(compared, exact), parts, key, key))
                    .toList());
        }
        List<ValueList> lists = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            lists.add(resolver.list(
                    part(compared, which, i, parts, "exact"), ValueList.like(parts.get(i)), columns.get(i)));
        }
        return new Predicate.TupleIn(parts, lists);
    }

    /** The keys column by column; null where not all of them are values as the columns have them. */
    private @Nullable List<List<@Nullable Object>> columns(
            Compared compared, List<Expression> parts, List<@Nullable Object> keys) {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            DataType<?> type = parts.get(i).type();
            List<@Nullable Object> members = new ArrayList<>();
            for (Object key : keys) {
                Object one = Objects.requireNonNull(parts(compared, parts, key).get(i));
                Operand.Bind stored = Comparisons.isComputed(one) ? null : stored(type, compared.source(), one);
                if (Comparisons.isComputed(one) || (stored != null && !KeyPart.isListed(type, stored))) {
                    return null;
                }
                members.add(stored == null ? null : stored.value());
            }
            columns.add(members);
        }
        return columns;
    }

    private static @Nullable List<@Nullable Object> list(@Nullable Object value) {
        return KeyPart.list(value);
    }

    private static List<@Nullable Object> parts(
            Compared compared, List<Expression> parts, @Nullable Object value) {
        return KeyPart.parts(compared, parts.size(), value);
    }
}
