package dev.dunder.lookups;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Points in time that are given for columns of local times and dates, and local times for columns of points in time. The
 * time zone of the session says what they are there, as where the server casts them.
 */
public final class ZonedValues {
    private ZonedValues() {}

    /**
     * A value as it is sent for the server to cast it, which knows the session's time zone.
     *
     * <pre>{@code
     * ZonedValues.bind(SQLDataType.LOCALDATETIME, Instant.EPOCH)   // a timestamptz, to be cast to timestamp
     * ZonedValues.bind(SQLDataType.LOCALDATETIME, "2024-02-29 11:00")   // null: it is one already
     * }</pre>
     *
     * @param column the type of the column
     * @param value what the user gave
     * @return null where the zone has no part in it
     */
    public static Operand.@Nullable Bind bind(DataType<?> column, Object value) {
        if (column.getType().isInstance(value)) {
            return null;
        }
        if (ColumnTypes.isInstant(column)) {
            LocalDateTime local = TimeValues.local(value);
            return local == null ? null : new Operand.Bind(SQLDataType.LOCALDATETIME, local);
        }
        if (ColumnTypes.isDateTime(column) || ColumnTypes.isDate(column)) {
            OffsetDateTime moment = TimeValues.moment(value);
            return moment == null ? null : new Operand.Bind(SQLDataType.TIMESTAMPWITHTIMEZONE, moment);
        }
        return null;
    }

    /**
     * A value as the column has it.
     *
     * <pre>{@code
     * ZonedValues.convert(SQLDataType.LOCALDATETIME, Instant.EPOCH, () -> ZoneId.of("Asia/Tokyo"))   // 1970-01-01T09:00
     * }</pre>
     *
     * @param column the type of the column
     * @param value what the user gave
     * @param zone that of the session, which is asked for where it has a part in it
     * @return the value itself where the zone has none
     */
    public static Object convert(DataType<?> column, Object value, Supplier<ZoneId> zone) {
        Operand.Bind bind = bind(column, value);
        if (bind == null) {
            return value;
        }
        try {
            return bind.value() instanceof LocalDateTime local
                    ? moment(local, zone.get())
                    : local(column, (OffsetDateTime) bind.value(), zone.get());
        } catch (DateTimeException beyond) {
            // Of a time that no column has: what converts it says so.
            return value;
        }
    }

    /** Of an hour that comes twice the server means the second. What has no end has none there either. */
    private static OffsetDateTime moment(LocalDateTime local, ZoneId zone) {
        return local.equals(LocalDateTime.MAX)
                ? OffsetDateTime.MAX
                : local.equals(LocalDateTime.MIN)
                        ? OffsetDateTime.MIN
                        : local.atZone(zone).withLaterOffsetAtOverlap().toOffsetDateTime();
    }

    private static Object local(DataType<?> column, OffsetDateTime moment, ZoneId zone) {
        LocalDateTime local = moment.equals(OffsetDateTime.MAX)
                ? LocalDateTime.MAX
                : moment.equals(OffsetDateTime.MIN)
                        ? LocalDateTime.MIN
                        : moment.atZoneSameInstant(zone).toLocalDateTime();
        return ColumnTypes.isDate(column) ? local.toLocalDate() : local;
    }
}
