package dev.dunder.lookups;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jooq.Condition;
import org.jooq.Context;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.conf.ParamType;
import org.jooq.impl.CustomCondition;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's operators and functions that jOOQ has no method for.
 *
 * <p>Here, and nowhere else in this package, text becomes SQL as it is: the constants of the enums, and the names of
 * functions that are written out in this package.
 */
final class Operators {
    /** Operators. A question mark is doubled, as JDBC takes a single one for a bind. */
    enum Operator {
        CONTAINS("@>"),
        CONTAINED_BY("<@"),
        OVERLAPS("&&"),
        LEFT_OF("<<"),
        RIGHT_OF(">>"),
        NOT_LEFT_OF(
                "&>"),
        NOT_RIGHT_OF("&<"),
        ADJACENT_TO("-|-"),
        HAS_KEY("??"),
        HAS_KEYS("??&"),
        HAS_ANY_KEYS("??|"),
        GET(
                "->"),
        GET_PATH("#>"),
        GET_PATH_AS_TEXT("#>>"),
        MATCHES("@@"),
        REGEX("~"),
        IREGEX(
                "~*"),
        SIMILAR("%"),
        WORD_SIMILAR("%>"),
        STRICT_WORD_SIMILAR("%>>"),
        CONCAT("||");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        /** Where values are written out there are no binds, and nobody takes the question mark for one. */
        private String text(Context<?> context) {
            return context.paramType() == ParamType.INLINED ? text.replace("??", "?") : text;
        }
    }

    /** What {@code extract} takes. */
    enum Part {
        YEAR, ISOYEAR, QUARTER, MONTH, WEEK, DAY, DOW, ISODOW, HOUR, MINUTE, SECOND;

        private final String text = name().toLowerCase(Locale.ROOT);
    }

    private Operators() {}

    private static final class Compared extends CustomCondition {
        private static final long serialVersionUID = 1;

        private final transient Field<?> left;
        private final Operator operator;
        private final transient Field<?> right;

        Compared(Field<?> left, Operator operator, Field<?> right) {
            this.left = left;
            this.operator = operator;
            this.right = right;
        }

        @Override
        public void accept(Context<?> context) {
            context.visit(left).sql(' ').sql(operator.text(context)).sql(' ').visit(right);
        }
    }

    private static final class Computed<T> extends CustomField<T> {
        private static final long serialVersionUID = 1;

        private final transient Field<?> left;
        private final Operator operator;
        private final transient Field<?> right;

        Computed(Field<?> left, Operator operator, Field<?> right, DataType<T> type) {
            super(DSL.name("computed"), type);
            this.left = left;
            this.operator = operator;
            this.right = right;
        }

        @Override
        public void accept(Context<?> context) {
            context.sql('(').visit(left).sql(' ').sql(operator.text(context)).sql(' ').visit(right).sql(')');
        }
    }

    private static final class Extracted extends CustomField<BigDecimal> {
        private static final long serialVersionUID = 1;

        private final Part part;
        private final transient Field<?> from;

        Extracted(Part part, Field<?> from) {
            super(DSL.name("extracted"), SQLDataType.NUMERIC);
            this.part = part;
            this.from = from;
        }

        @Override
        public void accept(Context<?> context) {
            context.sql("extract(").sql(part.text).sql(" from ").visit(from).sql(')');
        }
    }

    private static final class Subscripted<T> extends CustomField<T> {
        private static final long serialVersionUID = 1;

        private final transient Field<?> array;
        private final transient List<? extends Field<?>> places;

        Subscripted(Field<?> array, List<? extends Field<?>> places, DataType<T> type) {
            super(DSL.name("subscripted"), type);
            this.array = array;
            this.places = places;
        }

        private boolean isElement() {
            return places.size() == 1;
        }

        @Override
        public void accept(Context<?> context) {
            if (isElement() && getDataType().isArray()) {
                context.visit(inner());
            } else {
                open(context);
            }
        }

        /** One of an array in an array is told by both places at once: the server has no arrays in arrays. */
        private void open(Context<?> context) {
            if (isElement() && array instanceof Subscripted<?> outer && outer.isElement()) {
                outer.open(context);
            } else {
                context.sql('(').visit(array).sql(')');
            }
            context.sql('[').visit(places.get(0));
            if (!isElement()) {
                context.sql(':').visit(places.get(1));
            }
            context.sql(']');
        }

        /** All of an array in an array: what stands between the braces of a slice of one. */
        private Field<T> inner() {
            Field<?> slice = new Subscripted<>(array, List.of(places.get(0), places.get(0)), array.getDataType());
            Field<String> text = call("substring", SQLDataType.CLOB, slice.cast(SQLDataType.CLOB),
                    DSL.inline("^.(.*).$"));
            return DSL.nullif(text, DSL.inline("")).cast(getDataType());
        }
    }

    private static final class Cast<T> extends CustomField<T> {
        private static final long serialVersionUID = 1;

        private final transient Field<?> input;
        private final String as;

        Cast(Field<?> input, String as, DataType<T> type) {
            super(DSL.name("cast"), type);
            this.input = input;
            this.as = as;
        }

        @Override
        public void accept(Context<?> context) {
            context.sql("cast(").visit(input).sql(" as ").sql(as).sql(")");
        }
    }

    /** A local time in the session's time zone. jOOQ's own cast of a bind would use the one of this JVM. */
    static Field<OffsetDateTime> zoned(Field<?> local) {
        return new Cast<>(local, "timestamptz", SQLDataType.TIMESTAMPWITHTIMEZONE);
    }

    /**
     * What is compared with a column, or an array of such, as the column has it: local times and points in time are made of
     * each other in the session's time zone.
     */
    static Field<?> inZone(DataType<?> column, Field<?> right) {
        DataType<?> given = right.getDataType();
        DataType<?> member = given.isArray() ? given.getArrayComponentDataType() : given;
        if (column.isArray() || member == null) {
            return right;
        }
        boolean local = member.getType() == LocalDateTime.class;
        boolean moment = member.getType() == OffsetDateTime.class;
        if (local && ColumnTypes.isInstant(column)) {
            return cast(right, "timestamp", "timestamptz", SQLDataType.TIMESTAMPWITHTIMEZONE);
        }
        if (moment && ColumnTypes.isDate(column)) {
            return cast(right, "timestamptz", "date", SQLDataType.LOCALDATE);
        }
        return moment && ColumnTypes.isDateTime(column)
                ? cast(right, "timestamptz", "timestamp", SQLDataType.LOCALDATETIME)
                : right;
    }

    /** The server is told what an array is of: it would read its members as those of the other one, and leave out the offsets. */
    private static Field<?> cast(Field<?> given, String from, String to, DataType<?> type) {
        return given.getDataType().isArray()
                ? new Cast<>(new Cast<>(given, from + "[]", given.getDataType()), to + "[]", type.getArrayDataType())
                : new Cast<>(given, to, type);
    }

    /** {@code left @> right}. */
    static Condition compare(Field<?> left, Operator operator, Field<?> right) {
        return new Compared(left, operator, right);
    }

    /** {@code (left -> right)}. */
    static <T> Field<T> compute(Field<?> left, Operator operator, Field<?> right, DataType<T> type) {
        return new Computed<>(left, operator, right, type);
    }

    /** What {@code #>} leads to, as text; null if the field is none of these. */
    static @Nullable Field<String> pathAsText(Field<?> field) {
        return field instanceof Computed<?> computed && computed.operator == Operator.GET_PATH
                ? compute(computed.left, Operator.GET_PATH_AS_TEXT, computed.right, SQLDataType.CLOB)
                : null;
    }

    /** {@code extract(isodow from field)}. */
    static Field<BigDecimal> extract(Part part, Field<?> from) {
        return new Extracted(part, from);
    }

    /** {@code (array)[place]}, or {@code (array)[from:to]}; places count from 1. */
    static <T> Field<T> subscript(Field<?> array, List<? extends Field<?>> places, DataType<T> type) {
        return new Subscripted<>(array, places, type);
    }

    /** {@code name(arguments)}; only for names that are written out in the source. */
    static <T> Field<T> call(String name, DataType<T> type, Field<?>... arguments) {
        return DSL.function(DSL.systemName(name), type, arguments);
    }

    /** The value of a query of one column and one row. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Field<?> one(Select<?> rows) {
        return DSL.field((Select) rows);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Condition in(Field<?> left, Select<?> rows) {
        return left.in((Select) rows);
    }

    /** The values of a query of one column as an array. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Field<?> arrayOf(Select<?> rows) {
        return DSL.array((Select) rows);
    }

    /** The members of an array, each made something else: {@code select f(member) from unnest(array) as members(member)}. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static Select<?> members(Field<?> array, DataType<?> type, UnaryOperator<Field<?>> each) {
        Field<?> member = DSL.field(DSL.name("members", "member"), type);
        return DSL.select((Field) each.apply(member)).from(DSL.unnest(array).as("members", "member"));
    }

    @SuppressWarnings("unchecked")
    static Field<Object> untyped(Field<?> field) {
        return (Field<Object>) field;
    }

    /** The text of a field: text as it is, an address without its mask, all else by a cast. */
    static Field<String> text(Field<?> field) {
        if (ColumnTypes.isText(field.getDataType())) {
            return field.coerce(String.class);
        }
        return ColumnTypes.isNetwork(field.getDataType())
                ? call("host", SQLDataType.CLOB, field)
                : field.cast(SQLDataType.CLOB);
    }
}
