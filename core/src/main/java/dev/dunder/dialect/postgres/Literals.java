package dev.dunder.dialect.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Map;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Values as literals, where a statement takes no binds: in quotes, and cast to what the driver says that a bind is. Of those
 * that are bound without a type, the server finds it out from where they stand, as it does of a bind.
 */
final class Literals {
    private static final Map<Class<?>, DataType<?>> TYPED = Map.ofEntries(
            Map.entry(Boolean.class, SQLDataType.BOOLEAN),
            Map.entry(Byte.class, SQLDataType.SMALLINT),
            Map.entry(Short.class, SQLDataType.SMALLINT),
            Map.entry(Integer.class, SQLDataType.INTEGER),
            Map.entry(Long.class, SQLDataType.BIGINT),
            Map.entry(Float.class, SQLDataType.REAL),
            Map.entry(Double.class, SQLDataType.DOUBLE),
            Map.entry(BigDecimal.class, SQLDataType.NUMERIC),
            Map.entry(BigInteger.class, SQLDataType.NUMERIC),
            Map.entry(String.class, SQLDataType.VARCHAR),
            Map.entry(byte[].class, SQLDataType.BLOB),
            Map.entry(UUID.class, SQLDataType.UUID),
            Map.entry(LocalDate.class, SQLDataType.LOCALDATE),
            Map.entry(LocalTime.class, SQLDataType.LOCALTIME),
            Map.entry(OffsetTime.class, SQLDataType.OFFSETTIME),
            Map.entry(LocalDateTime.class, SQLDataType.LOCALDATETIME),
            Map.entry(OffsetDateTime.class, SQLDataType.OFFSETDATETIME));

    private Literals() {}

    static Field<?> of(DataType<?> type, @Nullable Object value) {
        if (value == null) {
            return of(type, DSL.inline((String) null));
        }
        DataType<?> member = type.getArrayComponentDataType();
        if (value instanceof Object[] members && member != null) {
            Field<?> text = DSL.inline(Codecs.arrayText(member, members));
            DataType<?> named = Codecs.isSentAsItIs(member) ? TYPED.get(member.getType()) : null;
            return of(type, named == null ? text : text.cast(named.getArrayDataType()));
        }
        Object stored = Codecs.stored(type, value);
        Field<?> text = DSL.inline(TextForms.of(stored));
        DataType<?> named = Codecs.isUntyped(type) ? null : TYPED.get(stored.getClass());
        return of(type, named == null ? text : text.cast(named));
    }

    /** What jOOQ knows as a value it would give the type of what stands beside it, or write in another way. */
    private static Field<?> of(DataType<?> type, Field<?> literal) {
        return CustomField.of("value", type, context -> context.visit(literal));
    }
}
