package dev.dunder.model;

import java.math.BigInteger;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;

/** The Java classes that dunder reads values as, where jOOQ's catalog chooses others: older ones, or such as nothing reads. */
final class JavaTypes {
    private JavaTypes() {}

    static DataType<?> readable(DataType<?> type) {
        if (type.isArray()) {
            DataType<?> component = type.getArrayComponentDataType();
            if (component != null && component.getType() == BigInteger.class && component.precision() == 0) {
                // What jOOQ's catalog makes of the members of a numeric[] without a scale.
                return keeping(type, SQLDataType.NUMERIC.getArrayDataType());
            }
            DataType<?> member = component == null ? null : readable(component);
            return component == null || member == null || member.getType() == component.getType()
                    ? type
                    : keeping(type, member.getArrayDataType());
        }
        boolean own = type.getFromType() != type.getType();
        if (own || type.getType() == Object.class || EnumType.class.isAssignableFrom(type.getType())) {
            return type;
        }
        ServerType known = ServerType.of(type.getType());
        if (known == null) {
            // What else there is in a row is read as text.
            return keeping(type, new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, type.getTypeName()));
        }
        return known.isRead(type.getType()) ? type : keeping(type, known.type());
    }

    /** What is said of the column, on another type. */
    static DataType<?> keeping(DataType<?> said, DataType<?> type) {
        return type.nullability(said.nullability()).readonly(said.readonly());
    }
}
