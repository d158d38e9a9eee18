package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Part;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
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
    private static final Predicate<DataType<?>> STAMPS = type -> ColumnTypes.isDateTime(type)
            || ColumnTypes.isInstant(type);
    private static final Predicate<DataType<?>> DATES = STAMPS.or(ColumnTypes::isDate);
    private static final Predicate<DataType<?>> TIMES = STAMPS.or(ColumnTypes::isTime);

    private DateTransforms() {}

    static List<Transform> all() {
        return List.of(
                new Step("date", STAMPS, SQLDataType.LOCALDATE, field -> field.cast(SQLDataType.LOCALDATE)),
                new Step("time", STAMPS, SQLDataType.LOCALTIME, field -> field.cast(SQLDataType.LOCALTIME)),
                new Year("year", Part.YEAR, year -> LocalDate.of(year, 1, 1)),
                new Year("iso_year", Part.ISOYEAR, DateTransforms::isoYear),
                part("quarter", DATES, Part.QUARTER, UnaryOperator.identity()),
                new Named("month", Part.MONTH, DSL.inline(0)),
                part("week", DATES, Part.WEEK, UnaryOperator.identity()),
                part("day", DATES, Part.DAY, UnaryOperator.identity()),
                // Sunday is 1; for the server it is 0.
                new Named("week_day", Part.DOW, DSL.inline(1)),
                new Named("iso_week_day", Part.ISODOW, DSL.inline(0)),
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

    /** What Java has names for: months and days of the week are numbers to the server, and may be given as either. */
    private record Named(String name, Part part, Field<Integer> more) implements Transform {
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
            Field<java.math.BigDecimal> number = Operators.extract(part, input);
            // Sunday is 1; for the server it is 0.
            return (part == Part.DOW ? number.plus(more) : number).cast(SQLDataType.INTEGER);
        }

        @Override
        public @Nullable Lookup lookup(String lookup) {
            return StandardLookups.all().stream()
                    .filter(one -> one.name().equals(lookup) && !lookup.equals("isnull"))
                    .<Lookup>map(one -> new Numbered(one, part))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A lookup that takes years, months and days of the week for the numbers that they have. */
    private record Numbered(Lookup number, Part part) implements Lookup {
        @Override
        public String name() {
            return number.name();
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return number.accepts(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            boolean several = Set.of("in", "range").contains(name()) && value != null;
            return number.operand(column, several
                    ? Members.of(name(), value).stream().map(member -> numbered(part, member)).toList()
                    : numbered(part, value));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return number.condition(column, operands);
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return number.compare(left, right);
        }

        @Override
        public Condition among(Field<?> left, org.jooq.Select<?> rows) {
            return number.among(left, rows);
        }
    }

    /** The number that a part of a date has; anything else as it is. */
    static @Nullable Object numbered(Part part, @Nullable Object value) {
        return switch (value) {
            case java.time.Year year when part == Part.YEAR || part == Part.ISOYEAR -> year.getValue();
            case java.time.Month month when part == Part.MONTH -> month.getValue();
            case DayOfWeek day when part == Part.ISODOW -> day.getValue();
            // From Sunday on, which is 1.
            case DayOfWeek day when part == Part.DOW -> day.getValue() % 7 + 1;
            case null, default -> value;
        };
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
                case "in" -> new Numbered(new StandardLookups.In(), part);
                case "range" -> new Numbered(new StandardLookups.Range(), part);
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
            return switch (number.operand(SQLDataType.INTEGER, numbered(year.part(), value))) {
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
            return ColumnTypes.isDate(column)
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
                    ColumnTypes.isInstant(column.getDataType()) ? Operators.zoned(end) : end);
        }

        /** Years that only the server knows are compared as numbers. */
        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            return number.compare(year.field(left, List.of()), right);
        }
    }
}
