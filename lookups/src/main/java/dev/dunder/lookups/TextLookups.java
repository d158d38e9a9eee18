package dev.dunder.lookups;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Django's lookups on texts, and on the text of other things. */
final class TextLookups {
    private static final Field<String> ANYTHING = DSL.inline("%");

    private TextLookups() {}

    /** Where in the text the value must be. */
    enum Place {
        WHOLE, ANYWHERE, START, END;

        /** The backslash is what PostgreSQL's LIKE escapes with unless told otherwise. */
        String pattern(String text) {
            String escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
            return switch (this) {
                case WHOLE -> text;
                case ANYWHERE -> "%" + escaped + "%";
                case START -> escaped + "%";
                case END -> "%" + escaped;
            };
        }

        /** The same pattern, of a text that only the server knows. */
        Field<String> pattern(Field<String> text) {
            Field<String> escaped = this == WHOLE ? text : escaped(text);
            return switch (this) {
                case WHOLE -> text;
                case ANYWHERE -> DSL.concat(ANYTHING, escaped, ANYTHING);
                case START -> DSL.concat(escaped, ANYTHING);
                case END -> DSL.concat(ANYTHING, escaped);
            };
        }

        private static Field<String> escaped(Field<String> text) {
            Field<String> escaped = text;
            for (String special : List.of("\\", "%", "_")) {
                escaped = DSL.replace(escaped, DSL.inline(special), DSL.inline("\\" + special));
            }
            return escaped;
        }
    }

    static List<Lookup> all() {
        return of(type -> ColumnTypes.hasText(type) || type.isArray(), Operators::text);
    }

    /** The lookups by name, for what has a text of its own, such as the key of a JSON document. */
    static Map<String, Lookup> byName(Function<Field<?>, Field<String>> text) {
        return of(type -> true, text).stream()
                .collect(Collectors.toUnmodifiableMap(Lookup::name, UnaryOperator.identity()));
    }

    /** Of what has members, {@code contains} is about these. */
    private static boolean hasNoMembers(DataType<?> type) {
        return !ColumnTypes.isJson(type) && !type.isArray();
    }

    private static List<Lookup> of(
            java.util.function.Predicate<DataType<?>> types, Function<Field<?>, Field<String>> text) {
        return List.of(
                new Pattern("iexact", true, Place.WHOLE, types, text),
                new Pattern("contains", false, Place.ANYWHERE, types.and(TextLookups::hasNoMembers), text),
                new Pattern("icontains", true, Place.ANYWHERE, types, text),
                new Pattern("startswith", false, Place.START, types, text),
                new Pattern("istartswith", true, Place.START, types, text),
                new Pattern("endswith", false, Place.END, types, text),
                new Pattern("iendswith", true, Place.END, types, text),
                new Regex("regex", Operators.Operator.REGEX, types, text),
                new Regex("iregex", Operators.Operator.IREGEX, types, text));
    }

    /**
     * Lookups by {@code x LIKE ?}; without regard to case {@code upper(x) LIKE upper(?)}, which an index on {@code upper(x)}
     * serves. Columns of other types are cast to text.
     */
    private record Pattern(
            String name,
            boolean ignoreCase,
            Place place,
            java.util.function.Predicate<DataType<?>> types,
            Function<Field<?>, Field<String>> text) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return types.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            if (value == null && place == Place.WHOLE) {
                return new Operand.Null(true);
            }
            Object given = Members.required(name, value, " Use 'isnull' to ask for nulls.");
            return Operand.of(SQLDataType.CLOB, place.pattern((String) Values.convert(SQLDataType.CLOB, given)));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return like(text.apply(column), operands.get(0).coerce(String.class));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return like(text.apply(left), place.pattern(text.apply(right)));
        }

        private Condition like(Field<String> column, Field<String> pattern) {
            Field<String> left = ignoreCase ? DSL.upper(column) : column;
            Field<String> right = ignoreCase ? DSL.upper(pattern) : pattern;
            return place == Place.WHOLE ? left.eq(right) : left.like(right);
        }
    }

    /** {@code x ~ ?}: a regular expression as PostgreSQL understands it. */
    private record Regex(
            String name,
            Operators.Operator operator,
            java.util.function.Predicate<DataType<?>> types,
            Function<Field<?>, Field<String>> text) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return types.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return Operand.of(SQLDataType.CLOB, Members.text(name, value));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, operands.get(0));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return Operators.compare(text.apply(left), operator, right);
        }
    }
}
