package dev.dunder.resolve;

import dev.dunder.model.Keyed;
import dev.dunder.query.Query;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart what was said: into what is the same each time, by which it is found again, and the values, in the order in
 * which {@link SaidPlaces} gives them places. For one thread.
 */
final class SaidKeys {
    /** What is nested deeper is for the resolver alone, which refuses it in words. */
    private static final int DEEPEST = 100;

    /**
     * Values that stand for themselves, of which the class says all that decides what is made of them: those that columns
     * without a converter are read as, so that no converter makes them.
     */
    private static final Set<Class<?>> TOLD_BY_CLASS = Set.of(Boolean.class, Short.class, Integer.class, Long.class,
            Float.class, Double.class, BigDecimal.class, BigInteger.class, String.class, UUID.class, LocalDate.class,
            LocalTime.class, LocalDateTime.class, OffsetDateTime.class);

    private final List<@Nullable Object> given = new ArrayList<>();
    private List<BoundQuery> guests = List.of();
    private int depth;

    /** A value that is told apart by what it is, never by what it says. */
    private enum Kind {
        NULL,
        VALUE
    }

    /** A lookup of a path. */
    private record Looked(String path, Object kind) {}

    /** Anything else: which kind of thing it is, and its parts. */
    private record Part(Object what, List<@Nullable Object> of) {}

    /** A query that is a place in a tree of shapes itself, and so the same one each time. */
    private record Guest(Query query, boolean one) {
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Guest guest && query == guest.query && one == guest.one;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(query);
        }
    }

    /** The values of what was taken apart. */
    List<@Nullable Object> given() {
        return given;
    }

    /** The queries in it. */
    List<BoundQuery> guests() {
        return guests;
    }

    // ---- Conditions ----

    /** Null where the values decide what it means. */
    @Nullable
    Object term(Term term) {
        if (++depth > DEEPEST) {
            return null;
        }
        Object key = switch (term) {
            case Term.Lookup(String path, Object value) -> {
                Object kind = compared(value);
                yield kind == null ? null : new Looked(path, kind);
            }
            case Term.On(Unresolved left, String lookup, Object value) ->
                part(lookup, expression(left), compared(value));
            case Term.Holds(Unresolved expression) -> part(Term.Holds.class, expression(expression));
            case Term.And(List<Term> all) -> terms(Term.And.class, all);
            case Term.Or(List<Term> any) -> terms(Term.Or.class, any);
            case Term.Xor(List<Term> odd) -> terms(Term.Xor.class, odd);
            case Term.Not(Term negated) -> part(Term.Not.class, term(negated));
        };
        depth--;
        return key;
    }

    private @Nullable Object terms(Object what, List<Term> terms) {
        List<@Nullable Object> parts = new ArrayList<>(terms.size());
        for (Term term : terms) {
            Object part = term(term);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return new Part(what, parts);
    }

    /** What is compared with: of a value whether it is null, and which truth. */
    private @Nullable Object compared(@Nullable Object value) {
        if (value instanceof Unresolved expression) {
            return expression(expression);
        }
        if (value instanceof BoundQuery query) {
            return query(query);
        }
        Object kind = kind(value);
        given.add(value);
        return kind;
    }

    /** The kind of a value that a lookup converts; null where the value decides what is compared. */
    static @Nullable Object kind(@Nullable Object value) {
        return switch (value) {
            case null -> Kind.NULL;
            case Boolean truth -> truth;
            case Term term -> null;
            case Keyed row -> Kind.VALUE;
            case Collection<?> members -> hasComputed(members) ? null : Kind.VALUE;
            case Object[] members -> hasComputed(Arrays.asList(members)) ? null : Kind.VALUE;
            default -> Comparisons.isComputed(value) ? null : Kind.VALUE;
        };
    }

    private static boolean hasComputed(Collection<?> members) {
        for (Object member : members) {
            if (Comparisons.isComputed(member)) {
                return true;
            }
        }
        return false;
    }

    /** The key of one lookup, which nearly all filters are. */
    static @Nullable Object looked(String path, @Nullable Object value) {
        Object kind = kind(value);
        return kind == null ? null : new Looked(path, kind);
    }

    // ---- What is computed ----

    /** Null where it cannot be told apart from another. */
    @Nullable
    Object expression(Unresolved said) {
        if (++depth > DEEPEST) {
            return null;
        }
        Object key = switch (said) {
            case Unresolved.Path path -> path;
            case Unresolved.Outer outer -> outer;
            case Unresolved.Value(Object value) -> part(Unresolved.Value.class, operand(value));
            case Unresolved.TypedValue(Object value, var type) -> {
                given.add(value);
                yield part(Unresolved.TypedValue.class, type);
            }
            case Unresolved.Call(var function, List<@Nullable Object> arguments) ->
                part(function, arguments(arguments));
            case Unresolved.Operation(var operator, Unresolved left, Object right) ->
                part(operator, expression(left), operand(right));
            case Unresolved.Typed(Unresolved expression, var type) ->
                part(Unresolved.Typed.class, type, expression(expression));
            case Unresolved.Cast(Object value, var type) -> part(Unresolved.Cast.class, type, argument(value));
            case Unresolved.Subquery(BoundQuery rows, var kind) -> part(kind, query(rows));
            case Unresolved.Condition(Term term) -> part(Unresolved.Condition.class, term(term));
            case Unresolved.Case choice -> choice(choice);
            case Unresolved.Aggregate aggregate -> aggregate(aggregate);
            case Unresolved.Over(Unresolved function, Unresolved.WindowSpec window) ->
                part(Unresolved.Over.class, expression(function), arguments(window.partition()),
                        order(window.order()), window.frame() == null ? Kind.NULL : window.frame());
            default -> null;
        };
        depth--;
        return key;
    }

    private @Nullable Object choice(Unresolved.Case choice) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (Unresolved.Branch branch : choice.branches()) {
            parts.add(term(branch.condition()));
            parts.add(argument(branch.result()));
        }
        Unresolved.Otherwise otherwise = choice.otherwise();
        parts.add(otherwise == null ? Unresolved.Case.class : argument(otherwise.result()));
        return parts.contains(null) ? null : new Part(Unresolved.Case.class, parts);
    }

    private @Nullable Object aggregate(Unresolved.Aggregate said) {
        if (said.otherwise() != null) {
            return null;
        }
        Object type = said.type();
        Term filter = said.filter();
        return part(said.function(), said.distinct(), type == null ? Kind.NULL : type, arguments(said.arguments()),
                filter == null ? Kind.NULL : term(filter), order(said.order()));
    }

    /** Criteria of an order. */
    @Nullable
    Object order(List<Ordered> criteria) {
        List<@Nullable Object> parts = new ArrayList<>(criteria.size());
        for (Ordered one : criteria) {
            Object key = switch (one) {
                case Ordered.Path path -> path;
                case Ordered.By by ->
                    part(by.descending(), by.nullsFirst() == null ? Kind.NULL : by.nullsFirst(),
                            expression(by.expression()));
            };
            if (key == null) {
                return null;
            }
            parts.add(key);
        }
        return new Part(Ordered.class, parts);
    }

    private @Nullable Object arguments(List<? extends @Nullable Object> arguments) {
        List<@Nullable Object> parts = new ArrayList<>(arguments.size());
        for (Object argument : arguments) {
            Object part = argument(argument);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return new Part(List.class, parts);
    }

    /** A string is a name. */
    private @Nullable Object argument(@Nullable Object argument) {
        return argument instanceof String name ? name : operand(argument);
    }

    /** A string is a value. */
    private @Nullable Object operand(@Nullable Object operand) {
        return switch (operand) {
            case Unresolved expression -> expression(expression);
            case BoundQuery query -> query(query);
            case Term term -> term(term);
            case null -> {
                given.add(null);
                yield Kind.NULL;
            }
            default -> {
                given.add(operand);
                yield TOLD_BY_CLASS.contains(operand.getClass()) ? operand.getClass() : null;
            }
        };
    }

    private @Nullable Object query(BoundQuery query) {
        if (!query.kept()) {
            return null;
        }
        List<BoundQuery> all = new ArrayList<>(guests);
        all.add(query);
        guests = all;
        given.addAll(query.values());
        return new Guest(query.query(), Comparisons.isOne(query));
    }

    private static @Nullable Object part(Object what, @Nullable Object... of) {
        List<@Nullable Object> parts = Arrays.asList(of);
        return parts.contains(null) ? null : new Part(what, parts);
    }
}
