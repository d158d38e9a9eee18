package dev.dunder.query;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Comparisons of composite keys: part by part, with values that have as many parts. */
final class Tuples {
    private final Resolver resolver;

    Tuples(Resolver resolver) {
        this.resolver = resolver;
    }

    Predicate of(Resolver.Compared compared, List<Expression> whole, @Nullable Object value) {
        String lookup = compared.lookup().name();
        // Where all of the key must be there, the near side says as much as the far one; an order it knows only in part.
        List<Expression> parts = Set.of("exact", "in", "isnull").contains(lookup) ? Resolver.near(whole) : whole;
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
                    Predicate one = match(compared, parts.get(i), lookup, values.get(i));
                    right.add(((Predicate.Match) one).operands().get(0));
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

    private Predicate match(Resolver.Compared compared, Expression part, String lookup, @Nullable Object value) {
        if (value == null) {
            throw new LookupException(
                    "'" + compared.source() + "' is a key of several columns, none of which is null.");
        }
        var one = resolver.parser().tail(part.type(), compared.source(), lookup).lookup();
        return switch (one.operand(part.type(), value)) {
            case Operand.Nothing() -> Predicate.NEVER;
            case Operand.Null(boolean isNull) -> new Predicate.IsNull(part, isNull);
            case Operand.Binds(List<Operand.Bind> binds) -> new Predicate.Match(part, one, resolver.bind(binds));
        };
    }

    private Predicate in(Resolver.Compared compared, List<Expression> parts, @Nullable Object value) {
        List<@Nullable Object> keys = list(value);
        if (keys == null) {
            throw new LookupException("Lookup 'in' takes a list of keys.").in(compared.source());
        }
        // A key that is null in part is nobody's.
        keys.removeIf(key -> parts(compared, parts, key).contains(null));
        if (keys.isEmpty()) {
            return Predicate.NEVER;
        }
        List<Object> arrays = new ArrayList<>();
        parts.forEach(part -> arrays.add(Array.newInstance(part.type().getType(), keys.size())));
        for (int k = 0; k < keys.size(); k++) {
            List<@Nullable Object> values = parts(compared, parts, keys.get(k));
            for (int i = 0; i < parts.size(); i++) {
                Operand operand = resolver.parser().tail(parts.get(i).type(), compared.source(), "exact").lookup()
                        .operand(parts.get(i).type(), values.get(i));
                Array.set(arrays.get(i), k,
                        operand instanceof Operand.Binds(List<Operand.Bind> binds) ? binds.get(0).value() : null);
            }
        }
        List<Expression.Param> lists = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            lists.add(resolver.bind(parts.get(i).type().getArrayDataType(), arrays.get(i)));
        }
        return new Predicate.OneOf(parts, lists);
    }

    private static @Nullable List<@Nullable Object> list(@Nullable Object value) {
        if (value instanceof Iterable<?> all) {
            List<@Nullable Object> members = new ArrayList<>();
            all.forEach(members::add);
            return members;
        }
        return value instanceof Object[] all ? new ArrayList<>(Arrays.asList(all)) : null;
    }

    private static List<@Nullable Object> parts(
            Resolver.Compared compared, List<Expression> parts, @Nullable Object value) {
        List<@Nullable Object> values = list(value);
        if (values == null || values.size() != parts.size()) {
            throw new LookupException("'" + compared.source() + "' is a key of " + parts.size()
                    + " columns, and is compared with a list of as many values.");
        }
        return values;
    }
}
