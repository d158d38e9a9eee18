package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Operator;
import java.util.List;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Django's lookups and transforms of ranges, and of what may be in one. */
final class RangeLookups {
    private static final Predicate<DataType<?>> RANGES = ColumnTypes::isRange;
    private static final Predicate<DataType<?>> ANY = RANGES.or(ColumnTypes::isMultirange);

    private RangeLookups() {}

    static List<Lookup> lookups() {
        return List.of(
                new Contains(),
                new Operation("contained_by", Operator.CONTAINED_BY, ANY, Operation::same),
                new Operation("overlap", Operator.OVERLAPS, ANY, Operation::same),
                new Operation("fully_lt", Operator.LEFT_OF, ANY, Operation::same),
                new Operation("fully_gt", Operator.RIGHT_OF, ANY, Operation::same),
                new Operation("not_lt", Operator.NOT_LEFT_OF, ANY, Operation::same),
                new Operation("not_gt", Operator.NOT_RIGHT_OF, ANY, Operation::same),
                new Operation("adjacent_to", Operator.ADJACENT_TO, ANY, Operation::same),
                new InRange());
    }

    static List<Transform> transforms() {
        return List.of(
                new Step("startswith", RANGES, ColumnTypes::element, range -> end("lower", range), false),
                new Step("endswith", RANGES, ColumnTypes::element, range -> end("upper", range), false),
                is("isempty"),
                is("lower_inc"),
                is("lower_inf"),
                is("upper_inc"),
                is("upper_inf"));
    }

    /** {@code x @> ?}: of a range, or of what may be in one. */
    private record Contains() implements Lookup {
        @Override
        public String name() {
            return "contains";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return ANY.test(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            Object given = Members.required("contains", value, " Use 'isnull' to ask for nulls.");
            boolean range = ColumnTypes.isMultirange(column) || Range.isMeant(given);
            DataType<?> type = range ? column : ColumnTypes.element(column);
            return Operand.of(type, Values.convert(type, given));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return Operators.compare(column, Operator.CONTAINS, operands.get(0));
        }

        /** A date is no timestamp to the server, unless it is told so. */
        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            boolean range = ANY.test(right.getDataType()) || !RANGES.test(left.getDataType());
            boolean member = range || ColumnTypes.base(ColumnTypes.element(left.getDataType())).equals(
                    ColumnTypes.base(right.getDataType()));
            return Operators.compare(left, Operator.CONTAINS,
                    member ? right : right.cast(ColumnTypes.element(left.getDataType())));
        }
    }

    private static Field<?> end(String function, Field<?> range) {
        return Operators.call(function, ColumnTypes.element(range.getDataType()), range);
    }

    private static Transform is(String function) {
        return new Step(function, ANY, SQLDataType.BOOLEAN,
                range -> Operators.call(function, SQLDataType.BOOLEAN, range));
    }

    /** {@code x <@ ?}: whether a number or a time is in a range. */
    private record InRange() implements Lookup {
        @Override
        public String name() {
            return "contained_by";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return !column.isArray() && ColumnTypes.rangeOf(column) != null;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            DataType<?> type = range(column);
            return Operand.of(type, Values.convert(type, Members.required("contained_by", value, "")));
        }

        /** The server must be told what the bind is, and knows no ranges of smallint and float. */
        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, operands.get(0).cast(range(column.getDataType())));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            Class<?> from = left.getDataType().getFromType();
            boolean other = from == Short.class || from == Double.class || from == Float.class;
            Field<?> member = other ? left.cast(ColumnTypes.element(range(left.getDataType()))) : left;
            return Operators.compare(member, Operator.CONTAINED_BY, right);
        }

        private static DataType<?> range(DataType<?> column) {
            DataType<?> range = ColumnTypes.rangeOf(column);
            if (range == null) {
                throw new LookupException("There is no range of " + ColumnTypes.name(column) + ".");
            }
            return range;
        }
    }
}
