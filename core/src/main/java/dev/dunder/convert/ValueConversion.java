package dev.dunder.convert;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.lang.reflect.Type;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Values of a column's type as a class that somebody asked for, wherever that loses nothing: settled, or refused, before there
 * are any.
 *
 * @param <V> the class
 */
public final class ValueConversion<V> {
    private final Type wanted;
    private final Conversion conversion;
    private final String what;

    private ValueConversion(Type wanted, Conversion conversion, String what) {
        this.wanted = wanted;
        this.conversion = conversion;
        this.what = what;
    }

    /**
     * Whether values of a type can be had as ones of another, if they fit.
     *
     * @param given of a column
     * @param wanted a class, perhaps with type arguments
     * @return false if none can
     */
    public static boolean fits(DataType<?> given, Type wanted) {
        return Conversions.of(given, wanted) != null && !TextConversions.isOther(given, Generics.raw(wanted));
    }

    /**
     * The conversion of values.
     *
     * @param given the type that they are read as
     * @param wanted a class, perhaps with type arguments
     * @param what messages call them
     * @param <V> the class
     * @return what makes them of the class
     * @throws LookupException if none of them can be had so; the message says what they can be had as
     */
    public static <V> ValueConversion<V> of(DataType<?> given, Type wanted, String what) {
        if (!fits(given, wanted)) {
            String refusal = Conversions.refusal(given, wanted);
            if (refusal != null) {
                throw new LookupException(what + " is JSON, and " + refusal + ". JSON can be had as: "
                        + Conversions.PARTS_OF_JSON + ".");
            }
            throw new LookupException(what + " is of type " + Conversions.read(given).getSimpleName() + ", not "
                    + Generics.name(wanted) + ". It can be had as: " + Conversions.choices(given) + ".");
        }
        Conversion conversion = Conversions.of(given, wanted);
        return new ValueConversion<>(wanted, conversion == null ? Conversion.NONE : conversion, what);
    }

    /**
     * One value, of which nobody asked before whether it can be had so.
     *
     * @param given the type that it was read as
     * @param wanted the class
     * @param value the value
     * @param zone of the session that it was read in
     * @param what messages call it
     * @param <V> the class
     * @return the value; null, or what stands for nothing in that class, where there is none
     * @throws DunderException if it cannot be had so
     */
    public static <V> @Nullable V to(DataType<?> given, Class<V> wanted, @Nullable Object value, Supplier<ZoneId> zone,
            Supplier<String> what) {
        if (value == null && !wanted.isPrimitive() && wanted != Optional.class) {
            return null;
        }
        return ValueConversion.<V>of(given, wanted, what.get()).of(value, zone.get());
    }

    /**
     * A value.
     *
     * @param value as it was read
     * @param zone of the session that it was read in
     * @return the value; null, or what stands for nothing in that class, where there is none
     * @throws DunderException if this one cannot be had so
     */
    @SuppressWarnings("unchecked") // each conversion makes what its class says
    public @Nullable V of(@Nullable Object value, ZoneId zone) {
        Object made;
        try {
            made = value == null ? null : conversion.of(value, zone);
        } catch (Unfit unfit) {
            throw new DunderException(what + " " + unfit.reason() + ".");
        }
        if (made == null && wanted instanceof Class<?> plain && plain.isPrimitive()) {
            throw new DunderException(what + " is null, which no " + plain.getSimpleName() + " is. Ask for "
                    + RecordFactory.article(Generics.raw(plain).getSimpleName()) + ", or exclude nulls.");
        }
        if (made == null) {
            return (V) absent(wanted);
        }
        if (!Generics.raw(wanted).isInstance(made)) {
            // What no value of its own class can be is read as another: NaN in a numeric, an interval without end.
            throw new DunderException(what + " is of type " + made.getClass().getSimpleName() + ", not "
                    + Generics.name(wanted) + ".");
        }
        return (V) made;
    }

    /**
     * What stands for no value.
     *
     * @param wanted a class, perhaps with type arguments
     * @return an empty Optional, or null
     */
    public static @Nullable Object absent(Type wanted) {
        return Generics.raw(wanted) == Optional.class ? Optional.empty() : null;
    }
}
