package dev.dunder.write;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** What the database has of a value, where that is known without asking it: it need not send back what was sent to it. */
final class StoredForm {
    private static final Set<Class<?>> SAME = Set.of(Boolean.class, Short.class, Integer.class, Long.class,
            Double.class,
            UUID.class, LocalDate.class, byte[].class);

    private static final Set<String> TEXTS = Set.of("text", "varchar", "clob", "character varying");

    /** Beyond these years a time may be what stands for infinity. */
    private static final int USUAL = 9_999;

    private StoredForm() {}

    /**
     * Makes of a value what is stored.
     *
     * @param type of the column
     * @return null where only the database knows: it pads, rounds, sorts or spells values of the type in its own way
     */
    static @Nullable UnaryOperator<Object> of(DataType<?> type) {
        if (isText(type) && type.lengthDefined()) {
            // Of what is too long blanks are cut off.
            return null;
        }
        if (isText(type) || SAME.contains(type.getType())) {
            return value -> value;
        }
        return type.getType() == BigDecimal.class && type.precision() > 0
                ? value -> value instanceof BigDecimal number
                        ? number.setScale(type.scale(), RoundingMode.HALF_UP)
                        : value
                : null;
    }

    /**
     * What is stored of a value, which may be known though it is not of all values of its type.
     *
     * @param type of the column
     * @param value the value
     * @return null where only the database knows
     */
    @SuppressWarnings("JavaLocalDateTimeGetNano") // what is smaller than a second is in them alone
    static @Nullable Object of(DataType<?> type, Object value) {
        return switch (value) {
            case String text when isText(type) -> !type.lengthDefined() || text.length() <= type.length() ? text : null;
            // A column may keep fewer digits of a second than a time has, such as timestamp(3); no type here says so.
            case OffsetDateTime time when type.getType() == OffsetDateTime.class && time.getNano() == 0
                    && Math.abs(time.getYear()) < USUAL ->
                time.withOffsetSameInstant(ZoneOffset.UTC);
            case LocalDateTime time when type.getType() == LocalDateTime.class && time.getNano() == 0
                    && Math.abs(time.getYear()) < USUAL ->
                time;
            case LocalDate day -> Math.abs(day.getYear()) < USUAL ? day : null;
            case Double number -> type.getType() == Double.class ? number : null;
            default -> {
                UnaryOperator<Object> form = of(type);
                yield form == null ? null : form.apply(value);
            }
        };
    }

    /** Whether values of the type are texts just as they are, to the server too. */
    static boolean isText(DataType<?> type) {
        return type.getType() == String.class && TEXTS.contains(type.getTypeName());
    }
}
