package dev.dunder.lookups;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Django's lookups that every column has. */
final class StandardLookups {
    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(Byte.class, Short.class, Integer.class, Long.class,
            BigInteger.class);

    // Between whole numbers is nothing: what is more than 1.5 is more than 1, and not less than 2.
    private static final List<Comparison> COMPARISONS = List.of(
            new Comparison("gt", Field::gt, RoundingMode.FLOOR),
            new Comparison("gte", Field::ge, RoundingMode.CEILING),
            new Comparison("lt", Field::lt, RoundingMode.CEILING),
            new Comparison("lte", Field::le, RoundingMode.FLOOR));

    private StandardLookups() {}

    static List<Lookup> all() {
        List<Lookup> all = new ArrayList<>(COMPARISONS);
        all.addAll(List.of(new Exact(), new In(), new Range(), new IsNull()));
        return all;
    }

    static Comparison comparison(String name) {
        return COMPARISONS.stream().filter(comparison -> comparison.name().equals(name)).findFirst().orElseThrow();
    }

    private static void comparable(DataType<?> column) {
        if (ColumnTypes.isIncomparable(column)) {
            throw new LookupException("Values of type " + ColumnTypes.name(column)
                    + " cannot be compared; use 'isnull' to ask for nulls, or a lookup of text.");
        }
    }

    private static void ordered(String lookup, DataType<?> column) {
        if (ColumnTypes.isUnordered(column)) {
            throw new LookupException(
                    "Lookup '" + lookup + "' does not work on " + ColumnTypes.name(column) + ", which has no order.");
        }
    }

    /** The server takes NaN for the largest number of all, so that everything would be less. */
    private static Object ordered(String lookup, Object value) {
        if (isNaN(value)) {
            throw new LookupException(
                    "Lookup '" + lookup + "' takes no NaN, which is neither more nor less than a number.");
        }
        return value;
    }

    private static boolean isNaN(Object value) {
        return value.equals(Double.NaN) || value.equals(Float.NaN);
    }

    /**
     * A value as the column's. What the session's time zone makes one of the column's is sent as it is, and cast by the
     * server: see {@link #right}.
     */
    private static Operand.Bind bind(DataType<?> column, Object value) {
        if (ColumnTypes.isDate(column) && value instanceof LocalDateTime given) {
            return new Operand.Bind(column, Values.convert(column, given.toLocalDate()));
        }
        Operand.Bind zoned = ZonedValues.bind(column, value);
        return zoned == null ? new Operand.Bind(column, Values.convert(column, value)) : zoned;
    }

    private static Field<Object> right(Field<?> left, Field<?> right) {
        return Operators.untyped(Operators.inZone(left.getDataType(), right));
    }

    /** {@code x = ?}; with a null {@code x IS NULL}. */
    record Exact() implements Lookup {
        @Override
        public boolean isEquality() {
            return true;
        }

        @Override
        public String name() {
            return "exact";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return !ColumnTypes.isJson(column) && !ColumnTypes.isVector(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            if (value == null) {
                return new Operand.Null(true);
            }
            comparable(column);
            if (ColumnTypes.isNumeric(column) && isNaN(value)) {
                // What is no number is equal to itself, and no number of Java's that is a numeric says so.
                return new Operand.Binds(List.of(new Operand.Bind(SQLDataType.DOUBLE, Double.NaN)));
            }
            return NumberValues.beyond(column, value) == 0
                    ? new Operand.Binds(List.of(bind(column, value)))
                    : new Operand.Nothing();
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, right(column, operands.get(0)));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return Operators.untyped(left).eq(Operators.untyped(right));
        }
    }

    /** {@code x > ?} and its three siblings. */
    record Comparison(
            String name, BiFunction<Field<Object>, Field<Object>, Condition> operator,
            RoundingMode whole) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return !ColumnTypes.isJson(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            Object given = Members.required(name, value, " Use 'isnull' to ask for nulls.");
            ordered(name, column);
            Object whole = between(column, given);
            int beyond = NumberValues.beyond(column, whole);
            if (beyond != 0) {
                // More than all or less than all: no row matches, or each that is not null.
                return name.startsWith("l") == beyond > 0 ? new Operand.Null(false) : new Operand.Nothing();
            }
            Operand.Bind bind = bind(column, whole);
            return Operand.of(bind.type(), ordered(name, bind.value()));
        }

        /** A fraction compared with whole numbers, as the whole number at which the comparison comes out the same. */
        private Object between(DataType<?> column, Object value) {
            BigDecimal fraction = switch (value) {
                case BigDecimal given when given.scale() > 0 && given.scale() < 400 -> given;
                case Double given when Double.isFinite(given) -> BigDecimal.valueOf(given);
                case Float given when Float.isFinite(given) -> new BigDecimal(given.toString());
                default -> null;
            };
            return fraction == null || !WHOLE_NUMBERS.contains(column.getType()) ? value : fraction.setScale(0, whole);
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, right(column, operands.get(0)));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return operator.apply(Operators.untyped(left), Operators.untyped(right));
        }
    }

    /** {@code x = ANY(?)}: the list is one bind, however long. Nulls in it match nothing and are dropped. */
    record In() implements Lookup {
        @Override
        public String name() {
            return "in";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return !column.isArray() && !ColumnTypes.isJson(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            comparable(column);
            return ColumnTypes.isDay(column)
                    ? days(column, value)
                    : among(column, Members.converted("in", column, value));
        }

        private static Operand among(DataType<?> type, List<?> members) {
            return members.isEmpty()
                    ? new Operand.Nothing()
                    : Operand.of(type.getArrayDataType(), Members.array(type, members));
        }

        /** Dates and times: an array has members of one type, so that days, local times and points in time are one each. */
        private static Operand days(DataType<?> column, @Nullable Object value) {
            Map<DataType<?>, Set<Object>> kinds = new LinkedHashMap<>();
            for (Object member : Members.of("in", value)) {
                if (member != null) {
                    Operand.Bind bind = bind(column, member);
                    kinds.computeIfAbsent(bind.type(), none -> new LinkedHashSet<>()).add(bind.value());
                }
            }
            List<Operand.Bind> arrays = new ArrayList<>();
            kinds.forEach((type, members) -> arrays.add(
                    new Operand.Bind(type.getArrayDataType(), Members.array(type, List.copyOf(members)))));
            return arrays.isEmpty() ? new Operand.Nothing() : new Operand.Binds(arrays);
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return DSL.or(operands.stream().map(operand -> any(column, right(column, operand))).toList());
        }

        /** An expression on the right is an array of values, or the only one. */
        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return right.getDataType().isArray()
                    ? any(left, right)
                    : Operators.untyped(left).eq(Operators.untyped(right));
        }

        @Override
        public Condition among(Field<?> left, Select<?> rows) {
            return Operators.in(left, rows);
        }
    }

    @SuppressWarnings("unchecked")
    static Condition any(Field<?> left, Field<?> array) {
        return Operators.untyped(left).eq(DSL.any((Field<Object[]>) array));
    }

    /** {@code x BETWEEN ? AND ?}, both ends included. */
    record Range() implements Lookup {
        @Override
        public String name() {
            return "range";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return !ColumnTypes.isJson(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            ordered("range", column);
            List<Operand.Bind> ends = ends(value).stream().map(end -> bind(column, end)).toList();
            ends.forEach(end -> ordered("range", end.value()));
            return new Operand.Binds(ends);
        }

        static List<Object> ends(@Nullable Object value) {
            List<@Nullable Object> ends = value instanceof dev.dunder.lookups.Range<?> range
                    ? closed(range)
                    : Members.of("range", value);
            if (ends.size() != 2) {
                throw new LookupException("Lookup 'range' takes two values, the ends, not " + ends.size() + ".");
            }
            return ends.stream()
                    .map(end -> Members.required("range", end,
                            " Use 'gte' or 'lte' for a range that is open at one end."))
                    .toList();
        }

        private static List<@Nullable Object> closed(dev.dunder.lookups.Range<?> range) {
            if (!range.lowerInclusive() || !range.upperInclusive()) {
                throw new LookupException("Lookup 'range' includes both ends: give it a Range.closed(…), or use 'gte'"
                        + " and 'lt'.");
            }
            return Arrays.asList(range.lower(), range.upper());
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return Operators.untyped(column)
                    .between(right(column, operands.get(0)), right(column, operands.get(1)));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            throw new LookupException("Lookup 'range' takes two values, the ends; use 'gte' and 'lte' for one field.");
        }
    }

    /** {@code x IS NULL} or {@code x IS NOT NULL}. */
    record IsNull() implements Lookup {
        @Override
        public String name() {
            return "isnull";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return true;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            if (value instanceof Boolean isNull) {
                return new Operand.Null(isNull);
            }
            throw new LookupException("Lookup 'isnull' takes true or false, not " + Values.describe(value) + ".");
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            throw new IllegalStateException("isnull binds nothing: its operand is Operand.Null");
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            throw new LookupException("Lookup 'isnull' takes true or false, not a field or an expression.");
        }
    }
}
