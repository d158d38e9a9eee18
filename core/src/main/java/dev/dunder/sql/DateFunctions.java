package dev.dunder.sql;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Writes the functions of dates and times. Those of a {@code timestamptz} are of the session's time zone. */
final class DateFunctions {
    private DateFunctions() {}

    /** The difference of two dates is a number of days to the server; to everybody else it is a span of time. */
    static Field<?> minus(DataType<?> type, List<Field<?>> arguments) {
        boolean dates = arguments.stream().allMatch(argument -> Functions.stored(argument) == LocalDate.class);
        return dates
                ? Template.of(type, "(interval '1 day' * (", arguments.get(0), " - ", arguments.get(1), "))")
                : Functions.infix(type, arguments, " - ");
    }

    static Field<?> extract(String unit, List<Field<?>> arguments) {
        return Template.of(SQLDataType.NUMERIC, "extract(" + unit + " from ", arguments.get(0), ")");
    }

    static Field<?> whole(String unit, List<Field<?>> arguments) {
        return Functions.cast(SQLDataType.INTEGER, extract(unit, arguments), "integer");
    }

    /** Sunday is 1; for the server it is 0. */
    static Field<?> fromSunday(List<Field<?>> arguments) {
        return Template.of(SQLDataType.INTEGER, "(", whole("dow", arguments), " + 1)");
    }

    /** A cast alone would round 59.9 up to 60. */
    static Field<?> second(List<Field<?>> arguments) {
        return Template.of(SQLDataType.INTEGER, "cast(floor(", extract("second", arguments), ") as integer)");
    }

    /** A time zone may stand second. The server truncates timestamps and intervals only. */
    static Field<?> trunc(DataType<?> type, String unit, List<Field<?>> arguments) {
        Field<?> moment = arguments.get(0);
        String start = "date_trunc('" + unit + "', ";
        if (Functions.stored(moment) == LocalDate.class) {
            // Not by way of a timestamp with time zone, which a day may have two midnights in, or none.
            return Template.of(type, "cast(" + start + "cast(", moment, " as timestamp)) as date)");
        }
        if (Functions.stored(moment) == LocalTime.class) {
            return Template.of(type, "cast(" + start, moment, ") as time)");
        }
        return arguments.size() == 1
                ? Template.of(type, start, moment, ")")
                : Template.of(type, start, moment, ", ", arguments.get(1), ")");
    }
}
