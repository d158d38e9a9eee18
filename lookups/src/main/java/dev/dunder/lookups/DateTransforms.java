package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Part;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Django's transforms of dates and times. Those of a {@code timestamptz} are of the session's time zone. */
final class DateTransforms {
    private static final Predicate<DataType<?>> STAMPS = type -> Types.isDateTime(type) || Types.isInstant(type);
    private static final Predicate<DataType<?>> DATES = STAMPS.or(Types::isDate);
    private static final Predicate<DataType<?>> TIMES = STAMPS.or(Types::isTime);

    private DateTransforms() {}

    static List<Transform> all() {
        return List.of(
                new Step("date", STAMPS, SQLDataType.LOCALDATE, field -> field.cast(SQLDataType.LOCALDATE)),
                new Step("time", STAMPS, SQLDataType.LOCALTIME, field -> field.cast(SQLDataType.LOCALTIME)),
                new Year("year", Part.YEAR, year -> LocalDate.of(year, 1, 1)),
                new Year("iso_year", Part.ISOYEAR, DateTransforms::isoYear),
                part("quarter", DATES, Part.QUARTER, UnaryOperator.identity()),
                part("month", DATES, Part.MONTH, UnaryOperator.identity()),
                part("week", DATES, Part.WEEK, UnaryOperator.identity()),
                part("day", DATES, Part.DAY, UnaryOperator.identity()),
                // Sunday is 1; for the server it is 0.
                part("week_day", DATES, Part.DOW, day -> day.plus(DSL.inline(1))),
                part("iso_week_day", DATES, Part.ISODOW, UnaryOperator.identity()),
                part("hour", TIMES, Part.HOUR, UnaryOperator.identity()),
                part("minute", TIMES, Part.MINUTE, UnaryOperator.identity()),
                // A cast alone would round 59.9 up to 60.
                part("second", TIMES, Part.SECOND, DSL::floor));
    }

    private static Transform part(
            String name, Predicate<DataType<?>> types, Part part,
            UnaryOperator<Field<java.math.BigDecimal>> also) {
        return new Step(name, types, SQLDataType.INTEGER,
                field -> also.apply(Operators.extract(part, field)).cast(SQLDataType.INTEGER));
    }

    /** The Monday of the week with the year's first Thursday. */
    private static LocalDate isoYear(int year) {
        return LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** {@code year} and {@code iso_year}, of which comparisons with a value are ranges that an index serves. */
    private record Year(String name, Part part, IntFunction<LocalDate> start) implements Transform {
        @Override
        public boolean accepts(DataType<?> input) {
            return DATES.test(input);
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return SQLDataType.INTEGER;
        }

        @Override
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            return Operators.extract(part, input).cast(SQLDataType.INTEGER);
        }

        @Override
        public @Nullable Lookup lookup(String lookup) {
            return switch (lookup) {
                case "exact" -> new YearRange(this, new StandardLookups.Exact());
                case "gt", "gte", "lt", "lte" ->
                    new YearRange(this, StandardLookups.comparison(lookup));
                default -> null;
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code x >= ? AND x < ?}, or one of the two. */
    private record YearRange(Year year, Lookup number) implements Lookup {
        /** As Django's. A timestamp has more years, but nobody asks for them, and the server refuses some. */
        private static final int LAST = 9999;

        @Override
        public String name() {
            return number.name();
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return DATES.test(column);
        }

        @Override
        public boolean onInput() {
            return true;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return switch (number.operand(SQLDataType.INTEGER, value)) {
                case Operand.Null isNull -> isNull;
                case Operand.Nothing nothing -> nothing;
                case Operand.Binds(List<Operand.Bind> binds) -> ends(column, (Integer) binds.get(0).value());
            };
        }

        private Operand ends(DataType<?> column, int given) {
            if (given < 1 || given > LAST) {
                throw new LookupException("Lookup '" + year.name() + "' takes a year from 1 to " + LAST + ".");
            }
            Operand.Bind start = bind(column, year.start().apply(given));
            Operand.Bind end = bind(column, year.start().apply(given + 1));
            return new Operand.Binds(switch (name()) {
                case "exact" -> List.of(start, end);
                case "gte", "lt" -> List.of(start);
                default -> List.of(end);
            });
        }

        /** Of a timestamptz, too, the bound is a local time, which the server understands in the session's zone. */
        private static Operand.Bind bind(DataType<?> column, LocalDate day) {
            return Types.isDate(column)
                    ? new Operand.Bind(SQLDataType.LOCALDATE, day)
                    : new Operand.Bind(SQLDataType.LOCALDATETIME, day.atStartOfDay());
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            Field<Object> left = Operators.untyped(column);
            List<Field<Object>> ends = operands.stream().map(end -> end(column, end)).toList();
            return switch (name()) {
                case "exact" -> left.ge(ends.get(0)).and(left.lt(ends.get(1)));
                case "gt", "gte" -> left.ge(ends.get(0));
                default -> left.lt(ends.get(0));
            };
        }

        private static Field<Object> end(Field<?> column, Field<?> end) {
            return Operators.untyped(
                    Types.isInstant(column.getDataType()) ? Operators.zoned(end) : end);
        }

        /** Years that only the server knows are compared as numbers. */
        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return number.compare(year.field(left, List.of()), right);
        }
    }
}
