package dev.dunder.convert;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What makes values of one type ones of a class. */
@FunctionalInterface
interface Conversion {
    /** Of what is of the class as it is. */
    Conversion NONE = (value, zone) -> value;

    /**
     * The value; null only where it is JSON's null.
     *
     * @param value what was read
     * @param zone of the session that it was read in
     * @throws Unfit if this one cannot be had so
     */
    @Nullable
    Object of(Object value, ZoneId zone);
}
