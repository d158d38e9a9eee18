package dev.dunder.resolve;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.ValueList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    Predicate of(Compared compared, List<Expression> whole, @Nullable Object value) {
        String lookup = compared.lookup().name();
        // Where all of the key must be there, the near side says as much as the far one; an order it knows only in part.
        List<Expression> parts = Set.of("exact", "in", "isnull").contains(lookup) ? Columns.near(whole) : whole;
        return switch (lookup) {
            case "exact" -> {
                List<Predicate> equal = new ArrayList<>();
                List<@Nullable Object> values = parts(compared, parts, value);
                for (int i = 0; i < parts.size(); i++) {
                    equal.add(match(compared, parts.get(i), "exact", values.get(i)));
                }
                yield Predicate.and(equal);
            }
            case "in" -> in(compared, parts, value);
            case "gt", "gte", "lt", "lte" -> {
                List<@Nullable Object> values = parts(compared, parts, value);
                List<Expression> right = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    right.add(switch (match(compared, parts.get(i), lookup, values.get(i))) {
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

    @Nullable
    List<Object> key(Attribute attribute, Object given) {
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
            Object stored = value == null ? null : stored(columns.get(i).type(), attribute.name(), value);
            if (stored == null) {
                return null;
            }
            key.add(stored);
        }
        return key;
    }

    /** A value as a column of the type has it; null where none can. */
    private @Nullable Object stored(DataType<?> type, String source, Object value) {
        Lookup exact = resolver.parser().tail(type, source, "exact").lookup();
        try {
            return exact.operand(type, value) instanceof Operand.Binds(List<Operand.Bind> binds)
                    ? binds.get(0).value()
                    : null;
        } catch (LookupException wrong) {
            throw wrong.in(source);
        }
    }

    private Predicate match(Compared compared, Expression part, String lookup, @Nullable Object value) {
        if (value == null) {
            throw new LookupException(
                    "'" + compared.source() + "' is a key of several columns, none of which is null.");
        }
        Lookup one = resolver.parser().tail(part.type(), compared.source(), lookup).lookup();
        if (Comparisons.isComputed(value)) {
            return comparisons.of(new Compared(compared.source(), part, one, null, null), value);
        }
        return switch (one.operand(part.type(), value)) {
            case Operand.Nothing() -> Predicate.NEVER;
            case Operand.Null(boolean isNull) -> new Predicate.IsNull(part, isNull);
            case Operand.Binds(List<Operand.Bind> binds) -> new Predicate.Match(part, one, resolver.bind(binds));
        };
    }

    private Predicate in(Compared compared, List<Expression> parts, @Nullable Object value) {
        List<@Nullable Object> keys = list(value);
        if (keys == null) {
            throw new LookupException("Lookup 'in' takes a list of keys.").in(compared.source());
        }
        // A key that is null in part is nobody's.
        keys.removeIf(key -> parts(compared, parts, key).contains(null));
        if (keys.isEmpty()) {
            return Predicate.NEVER;
        }
        if (keys.stream().anyMatch(key -> parts(compared, parts, key).stream().anyMatch(Comparisons::isComputed))) {
            Lookup exact = resolver.parser().tail(compared.left().type(), compared.source(), "exact").lookup();
            return Predicate.or(keys.stream()
                    .map(key -> of(Comparisons.with(compared, exact), parts, key))
                    .toList());
        }
        List<ValueList> lists = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            DataType<?> type = parts.get(i).type();
            List<@Nullable Object> members = new ArrayList<>();
            for (Object key : keys) {
                Object one = Objects.requireNonNull(parts(compared, parts, key).get(i));
                members.add(stored(type, compared.source(), one));
            }
            lists.add(resolver.list(type, ValueList.like(parts.get(i)), members));
        }
        return new Predicate.OneOf(parts, lists);
    }

    private static @Nullable List<@Nullable Object> list(@Nullable Object value) {
        if (value instanceof Collection<?> all) {
            List<@Nullable Object> members = new ArrayList<>();
            all.forEach(members::add);
            return members;
        }
        return value instanceof Object[] all ? new ArrayList<>(Arrays.asList(all)) : null;
    }

    private static List<@Nullable Object> parts(
            Compared compared, List<Expression> parts, @Nullable Object value) {
        List<@Nullable Object> values = list(value);
        if (values == null || values.size() != parts.size()) {
            throw new LookupException("'" + compared.source() + "' is a key of " + parts.size()
                    + " columns, and is compared with a list of as many values.");
        }
        return values;
    }
}
