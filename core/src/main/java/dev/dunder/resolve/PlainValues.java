package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.lookups.ZonedValues;
import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Keyed;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Values that are given for columns as they are: nothing has to be resolved to know what they mean. */
public final class PlainValues {
    private PlainValues() {}

    /**
     * The column that a name means, where it can mean nothing else.
     *
     * @param model the model
     * @param name the name
     * @return null for a relation of several columns or to many, for {@code pk}, for what the database computes, and for what is unknown
     */
    public static @Nullable Attribute attribute(Model model, String name) {
        Relation relation = model.relation(LookupException.given(name, "the name of a column"));
        Attribute column = relation != null ? key(model, relation) : name.equals("pk") ? null : model.column(name);
        return column == null || column.computed() ? null : column;
    }

    /** The column that a foreign key of the model's own consists of. */
    private static @Nullable Attribute key(Model model, Relation relation) {
        Hop hop = relation.hops().get(0);
        Attribute near = hop.near().get(0);
        boolean own = relation.hops().size() == 1 && hop.forward() && hop.near().size() == 1
                && near.index() >= 0 && model.attributes().get(near.index()) == near;
        return own ? near : null;
    }

    /**
     * Whether a value is one, and says of nothing how it is found.
     *
     * @param said the value, without its face
     * @return false for an instance, an expression, a condition and a query
     */
    public static boolean is(@Nullable Object said) {
        return !(said instanceof Keyed || said instanceof Term || said instanceof BoundQuery
                || said instanceof Unresolved);
    }

    /**
     * A value as its column holds it.
     *
     * @param model the model
     * @param attribute its column
     * @param given the value
     * @param asked the name that it was given for
     * @param zone that of the session
     * @return of the class of the column's values
     * @throws LookupException if it does not fit
     */
    public static @Nullable Object of(
            Model model, Attribute attribute, @Nullable Object given, String asked, Supplier<ZoneId> zone) {
        return of(model, attribute, given == null ? null : ZonedValues.convert(attribute.type(), given, zone), asked);
    }

    /** A value as its column holds it, where the time zone has no part in that. */
    static @Nullable Object of(Model model, Attribute attribute, @Nullable Object given, String asked) {
        Object value = given == null ? null : converted(model, attribute.type(), given, asked);
        ColumnLimits.check(attribute, value);
        return value;
    }

    private static Object converted(Model model, DataType<?> type, Object given, String asked) {
        if (given instanceof Double special && !Double.isFinite(special)
                && (type.getType() == BigDecimal.class || type.getType() == BigInteger.class)) {
            // As it is read from there.
            return special;
        }
        try {
            return Values.convert(type, given, asked);
        } catch (LookupException unfit) {
            throw unfit.with(" It was given for '" + asked + "' on " + model.name() + ".");
        }
    }
}
