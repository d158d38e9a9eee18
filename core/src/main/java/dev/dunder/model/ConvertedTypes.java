package dev.dunder.model;

import dev.dunder.lookups.CompositeType;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.EnumLabels;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.StoredValues;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jooq.Converter;
import org.jooq.DataType;

/** Types of columns whose values are made of what the database has for them. */
final class ConvertedTypes {
    private ConvertedTypes() {}

    /** By a converter from the class that the column, or its members, are read as. */
    static DataType<?> of(String column, DataType<?> type, Converter<?, ?> converter) {
        refuseOwn(column, type);
        refuseKnown(column, converter.toType());
        return ofMember(type, member -> {
            Class<?> read = member.getFromType();
            boolean text = read == Object.class && converter.fromType() == String.class;
            if (converter.fromType() != read && !text) {
                throw new DunderException("'" + column + "' is read as " + read.getSimpleName()
                        + ", and the converter is from " + converter.fromType().getSimpleName() + " to "
                        + converter.toType().getSimpleName() + ".");
            }
            return text ? spelled(column, member, converter) : converted(member, converter);
        });
    }

    /** Refuses a type whose values a converter makes of a class that other columns have without one. */
    static DataType<?> ofOwnClass(String column, DataType<?> type) {
        return StoredValues.isConverted(type) ? ofMember(type, member -> {
            refuseKnown(column, member.getType());
            return member;
        }) : type;
    }

    /** By its class it could not be told from what the server has: it would be compared, stored and counted as that. */
    private static void refuseKnown(String column, Class<?> made) {
        ServerType known = ServerType.of(made);
        if ((known != null && known.isRead(made)) || made == Object.class || made.isArray()) {
            throw new DunderException("The values of '" + column + "' cannot be of " + made.getSimpleName()
                    + " by a converter: columns without one are read as that. Convert to a class of your own, such as"
                    + " a record that has one.");
        }
    }

    /** Refuses two ends of a foreign key of which a converter makes something else: the key of a row is a value of both. */
    static void refuseUnlike(String relation, Attribute near, Attribute far) {
        DataType<?> from = near.type();
        DataType<?> to = far.type();
        boolean converted = StoredValues.isConverted(from) || StoredValues.isConverted(to);
        if (converted && from.getType() != to.getType()) {
            throw new DunderException(relation + " refers by '" + near.name() + "', whose values are of "
                    + from.getType().getSimpleName() + ", to '" + far.name() + "' of " + far.model().name()
                    + ", whose values are of " + to.getType().getSimpleName() + ". Let both have the same.");
        }
    }

    /** Of two converters, one upon the other, neither would be found again. */
    static void refuseOwn(String column, DataType<?> type) {
        DataType<?> unused = ofMember(type, member -> {
            if (StoredValues.isConverted(member)) {
                throw new DunderException("'" + column + "' has values of " + member.getType().getSimpleName()
                        + " already, and cannot be made of another class.");
            }
            return member;
        });
    }

    /** What has no class of its own is read as a text. */
    @SuppressWarnings("unchecked")
    private static DataType<?> spelled(String column, DataType<?> type, Converter<?, ?> converter) {
        if (CompositeType.is(type) || EnumLabels.isBeneath(type)) {
            throw new DunderException("The values of '" + column + "' cannot be made by a converter: it is of "
                    + (CompositeType.is(type)
                            ? "a composite type."
                            : "a domain over an enum, whose values are texts, or constants by enumerated(…)."));
        }
        Converter<String, Object> ofText = (Converter<String, Object>) converter;
        return converted(EnumLabels.without(type), Converter.of(Object.class, ofText.toType(),
                text -> ofText.from((String) text), value -> ofText.to(value)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static DataType<?> converted(DataType<?> type, Converter<?, ?> converter) {
        return ((DataType) type).asConvertedDataType(converter);
    }

    /** Of the server's enum by its labels. */
    static DataType<?> labelled(DataType<?> type, List<String> labels) {
        return ofMember(type, member -> {
            if (member.getFromType() != Object.class) {
                throw new LookupException("A column of type " + member.getTypeName() + " has no labels.");
            }
            return EnumLabels.on(member, labels);
        });
    }

    private static DataType<?> ofMember(DataType<?> type, UnaryOperator<DataType<?>> change) {
        DataType<?> member = type.getArrayComponentDataType();
        return member == null
                ? change.apply(type)
                : JavaTypes.keeping(type, ofMember(member, change).getArrayDataType());
    }
}
