package dev.dunder.lookups;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
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
        if (value.equals(Double.NaN) || value.equals(Float.NaN)) {
            throw new LookupException(
                    "Lookup '" + lookup + "' takes no NaN, which is neither more nor less than a number.");
        }
        return value;
    }

    /**
     * A value as the column's. A local time for a column of instants, and an instant for a column of dates, are made what the
     * column has by the server, which knows the session's time zone: see {@link #right}.
     */
    private static Operand.Bind bind(DataType<?> column, Object value) {
        LocalDateTime local = ColumnTypes.isInstant(column) ? TimeValues.local(value) : null;
        if (local != null) {
            return new Operand.Bind(SQLDataType.LOCALDATETIME, local);
        }
        if (ColumnTypes.isDate(column)) {
            switch (value) {
                case OffsetDateTime given -> {
                    return new Operand.Bind(SQLDataType.TIMESTAMPWITHTIMEZONE, given);
                }
                case ZonedDateTime given -> {
                    return new Operand.Bind(SQLDataType.TIMESTAMPWITHTIMEZONE, given.toOffsetDateTime());
                }
                case LocalDateTime given -> {
                    return new Operand.Bind(column, Values.convert(column, given.toLocalDate()));
                }
                default -> {
                    // What else may be a date is converted like anything.
                }
            }
        }
        return new Operand.Bind(column, Values.convert(column, value));
    }

    private static Field<Object> right(Field<?> left, Field<?> right) {
        if (ColumnTypes.isInstant(left.getDataType()) && right.getType() == LocalDateTime.class) {
            return Operators.untyped(Operators.zoned(right));
        }
        boolean instant = ColumnTypes.isDate(left.getDataType()) && right.getType() == OffsetDateTime.class;
        return Operators.untyped(instant ? Operators.dated(right) : right);
    }

    /** {@code x = ?}; with a null {@code x IS NULL}. */
    record Exact() implements Lookup {
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
            List<Object> members = Members.converted("in", column, value);
            return members.isEmpty()
                    ? new Operand.Nothing()
                    : Operand.of(column.getArrayDataType(), Members.array(column, members));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return any(column, operands.get(0));
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
            List<@Nullable Object> ends = Members.of("range", value);
            if (ends.size() != 2) {
                throw new LookupException("Lookup 'range' takes two values, the ends, not " + ends.size() + ".");
            }
            return ends.stream()
                    .map(end -> Members.required("range", end,
                            " Use 'gte' or 'lte' for a range that is open at one end."))
                    .toList();
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
