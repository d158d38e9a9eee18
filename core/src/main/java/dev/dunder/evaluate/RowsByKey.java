package dev.dunder.evaluate;

import dev.dunder.fetch.KeyFilter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows by their keys, as these were given, and found by every number that is the same: by 1 as by 1L. It cannot be changed.
 *
 * @param <T> the rows
 */
final class RowsByKey<T extends @Nullable Object> extends AbstractMap<Object, T> {
    /** As many digits as no long has. */
    private static final int LONGEST = 20;

    private final Map<Object, T> rows;
    private final Map<Object, T> alike = new HashMap<>();

    RowsByKey(Map<Object, T> rows) {
        this.rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        rows.forEach((key, row) -> alike.putIfAbsent(plain(key), row));
    }

    @Override
    public Set<Entry<Object, T>> entrySet() {
        return rows.entrySet();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key != null && alike.containsKey(plain(key));
    }

    @Override
    public @Nullable T get(@Nullable Object key) {
        return key == null ? null : alike.get(plain(key));
    }

    private static boolean isLong(BigDecimal number) {
        return (long) number.precision() - number.scale() < LONGEST && number.stripTrailingZeros().scale() <= 0
                && number.toBigInteger().bitLength() < Long.SIZE;
    }

    private static Object plain(Object key) {
        return switch (key) {
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            case BigDecimal number when isLong(number) -> number.longValue();
            case BigInteger number -> new BigDecimal(number).stripTrailingZeros();
            case BigDecimal number -> number.stripTrailingZeros();
            case List<?> parts -> parts.stream().map(part -> part == null ? List.of() : plain(part)).toList();
            default -> KeyFilter.comparable(key);
        };
    }
}
