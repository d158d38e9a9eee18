package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Operator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Django's lookups and transforms of arrays. */
final class ArrayLookups {
    private static final Pattern PLACE = Pattern.compile("\\d{1,9}");
    private static final Pattern PLACES = Pattern.compile("(\\d{1,9})_(\\d{1,9})");

    private ArrayLookups() {}

    static List<Lookup> lookups() {
        return List.of(
                new Sets("contains", Operator.CONTAINS),
                new Sets("contained_by", Operator.CONTAINED_BY),
                new Sets("overlap", Operator.OVERLAPS),
                new In());
    }

    static List<Transform> transforms() {
        return List.of(new Step("len", DataType::isArray, SQLDataType.INTEGER, ArrayLookups::length), new Index(),
                new Slice());
    }

    /** The server's own length of an empty array is null. */
    private static Field<Integer> length(Field<?> array) {
        Field<Integer> length = Operators.call("array_length", SQLDataType.INTEGER, array, DSL.inline(1));
        return DSL.when(array.isNotNull(), DSL.coalesce(length, DSL.inline(0)));
    }

    /** Arrays as sets; a query gives the members of one. */
    private record Sets(String name, Operator operator) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return column.isArray();
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            Object given = Members.required(name, value, " Use 'isnull' to ask for nulls.");
            return Operand.of(column, Values.convert(column, given));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, operands.get(0));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return Operators.compare(left, operator, right);
        }

        @Override
        public boolean takesRows() {
            return true;
        }

        @Override
        public Condition among(Field<?> left, Select<?> rows) {
            return compare(left, Operators.arrayOf(rows).cast(left.getDataType()));
        }
    }

    /** Arrays of different lengths do not make one array of arrays, so their texts do. */
    private record In() implements Lookup {
        @Override
        public String name() {
            return "in";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return column.isArray();
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            List<String> texts = Members.of("in", value).stream()
                    .filter(Objects::nonNull)
                    .map(member -> Literals.array((Object[]) StoredValues.of(column, Values.convert(column, member))))
                    .distinct()
                    .toList();
            return texts.isEmpty() ? new Operand.Nothing() : new Operand.Binds(List.of(Members.texts(texts)));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            Field<?> texts = operands.get(0).cast(SQLDataType.CLOB.getArrayDataType());
            return Operators.in(
                    column, Operators.members(texts, SQLDataType.CLOB, text -> text.cast(column.getDataType())));
        }

        @Override
        public Condition among(Field<?> left, Select<?> rows) {
            return Operators.in(left, rows);
        }
    }

    /** {@code tags__0}: Django counts from 0, the server from 1. */
    private record Index() implements Transform {
        @Override
        public String name() {
            return "0";
        }

        @Override
        public boolean accepts(DataType<?> input) {
            return input.isArray();
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return Objects.requireNonNull(input.getArrayComponentDataType());
        }

        @Override
        public @Nullable List<Operand.Bind> operands(String segment) {
            return PLACE.matcher(segment).matches() ? List.of(place(Integer.parseInt(segment) + 1)) : null;
        }

        @Override
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            return Operators.subscript(input, operands, type(input.getDataType()));
        }
    }

    /** {@code tags__0_2}: the first two. */
    private record Slice() implements Transform {
        @Override
        public String name() {
            return "0_1";
        }

        @Override
        public boolean accepts(DataType<?> input) {
            return input.isArray();
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return input;
        }

        @Override
        public @Nullable List<Operand.Bind> operands(String segment) {
            Matcher matcher = PLACES.matcher(segment);
            return matcher.matches()
                    ? List.of(place(Integer.parseInt(matcher.group(1)) + 1), place(Integer.parseInt(matcher.group(2))))
                    : null;
        }

        @Override
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            return Operators.subscript(input, operands, input.getDataType());
        }
    }

    private static Operand.Bind place(int place) {
        return new Operand.Bind(SQLDataType.INTEGER, place);
    }
}
