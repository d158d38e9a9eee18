package dev.dunder.lookups;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Django's lookups that every column or every text has. */
final class StandardLookups {
    private StandardLookups() {}

    static List<Lookup> all() {
        return List.of(
                new Exact(),
                new Comparison("gt", Field::gt),
                new Comparison("gte", Field::ge),
                new Comparison("lt", Field::lt),
                new Comparison("lte", Field::le),
                new In(),
                new Range(),
                new IsNull(),
                new Text("iexact", true, UnaryOperator.identity(), Field::eq),
                new Text("contains", false, text -> "%" + escape(text) + "%", Field::like),
                new Text("icontains", true, text -> "%" + escape(text) + "%", Field::like),
                new Text("startswith", false, text -> escape(text) + "%", Field::like),
                new Text("istartswith", true, text -> escape(text) + "%", Field::like),
                new Text("endswith", false, text -> "%" + escape(text), Field::like),
                new Text("iendswith", true, text -> "%" + escape(text), Field::like));
    }

    /** The backslash is what PostgreSQL's LIKE escapes with unless told otherwise. */
    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> untyped(Field<?> field) {
        return (Field<Object>) field;
    }

    private static Object required(String lookup, @Nullable Object value, String instead) {
        if (value == null) {
            throw new LookupException("Lookup '" + lookup + "' takes no null." + instead);
        }
        return value;
    }

    /** The server takes NaN for the largest number of all, so that everything would be less. */
    private static Object ordered(String lookup, Object value) {
        if (value.equals(Double.NaN) || value.equals(Float.NaN)) {
            throw new LookupException(
                    "Lookup '" + lookup + "' takes no NaN, which is neither more nor less than a number.");
        }
        return value;
    }

    /** {@code x = ?}; with a null {@code x IS NULL}. */
    private record Exact() implements Lookup {
        @Override
        public String name() {
            return "exact";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return true;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return value == null ? new Operand.Null(true) : Operand.of(column, Values.convert(column, value));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return untyped(column).eq(untyped(operands.get(0)));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return untyped(left).eq(untyped(right));
        }
    }

    /** {@code x > ?} and its three siblings. */
    private record Comparison(String name,
            BiFunction<Field<Object>, Field<Object>, Condition> operator) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return true;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            Object given = required(name, value, " Use 'isnull' to ask for nulls.");
            return Operand.of(column, ordered(name, Values.convert(column, given)));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return operator.apply(untyped(column), untyped(operands.get(0)));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return operator.apply(untyped(left), untyped(right));
        }
    }

    /** {@code x = ANY(?)}: the list is one bind, however long. Nulls in it match nothing and are dropped. */
    private record In() implements Lookup {
        @Override
        public String name() {
            return "in";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return !column.isArray();
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            List<Object> members = members("in", value).stream()
                    .filter(Objects::nonNull)
                    .map(member -> Values.convert(column, member))
                    .distinct()
                    .toList();
            return members.isEmpty()
                    ? new Operand.Nothing()
                    : Operand.of(column.getArrayDataType(), array(column, members));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            @SuppressWarnings("unchecked")
            Field<Object[]> list = (Field<Object[]>) operands.get(0);
            return untyped(column).eq(DSL.any(list));
        }

        @Override
        public Condition among(Field<?> left, Select<?> rows) {
            return Operators.in(left, rows);
        }
    }

    /** {@code x BETWEEN ? AND ?}, both ends included. */
    private record Range() implements Lookup {
        @Override
        public String name() {
            return "range";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return true;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            List<@Nullable Object> ends = members("range", value);
            if (ends.size() != 2) {
                throw new LookupException("Lookup 'range' takes two values, the ends, not " + ends.size() + ".");
            }
            return new Operand.Binds(ends.stream()
                    .map(end -> required("range", end, " Use 'gte' or 'lte' for a range that is open at one end."))
                    .map(end -> new Operand.Bind(column, ordered("range", Values.convert(column, end))))
                    .toList());
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return untyped(column).between(untyped(operands.get(0)), untyped(operands.get(1)));
        }
    }

    /** {@code x IS NULL} or {@code x IS NOT NULL}. */
    private record IsNull() implements Lookup {
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
    }

    /**
     * Lookups on the text of a column, {@code x LIKE ?}; without regard to case {@code upper(x) LIKE upper(?)}, which an
     * index on {@code upper(x)} serves. Columns of other types are cast to text.
     */
    private record Text(
            String name,
            boolean ignoreCase,
            UnaryOperator<String> pattern,
            BiFunction<Field<String>, Field<String>, Condition> operator) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return Types.hasText(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            if (value == null && name.equals("iexact")) {
                return new Operand.Null(true);
            }
            Object given = required(name, value, " Use 'isnull' to ask for nulls.");
            String text = (String) Values.convert(SQLDataType.CLOB, given);
            return Operand.of(SQLDataType.CLOB, pattern.apply(text));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            Field<String> text = text(column);
            Field<String> operand = operands.get(0).coerce(String.class);
            return ignoreCase ? operator.apply(DSL.upper(text), DSL.upper(operand)) : operator.apply(text, operand);
        }

        private static Field<String> text(Field<?> column) {
            return Types.isText(column.getDataType()) ? column.coerce(String.class) : column.cast(SQLDataType.CLOB);
        }
    }

    /** The members of a list, an array or any other iterable. */
    private static List<@Nullable Object> members(String lookup, @Nullable Object value) {
        List<@Nullable Object> members = new ArrayList<>();
        if (value instanceof Iterable<?> iterable) {
            iterable.forEach(members::add);
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                members.add(Array.get(value, i));
            }
        } else {
            throw new LookupException(
                    "Lookup '" + lookup + "' takes a list or an array, not " + Values.describe(value) + ".");
        }
        return members;
    }

    private static Object array(DataType<?> type, List<Object> members) {
        Object array = Array.newInstance(type.getType(), members.size());
        for (int i = 0; i < members.size(); i++) {
            Array.set(array, i, members.get(i));
        }
        return array;
    }
}
