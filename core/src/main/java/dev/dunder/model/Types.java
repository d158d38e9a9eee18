package dev.dunder.model;

import java.math.BigInteger;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** The Java classes that dunder reads values as, where jOOQ's catalog chooses older ones. */
final class Types {
    private static final Map<Class<?>, DataType<?>> MODERN = Map.of(
            java.sql.Timestamp.class, SQLDataType.LOCALDATETIME,
            java.sql.Date.class, SQLDataType.LOCALDATE,
            java.sql.Time.class, SQLDataType.LOCALTIME);

    private Types() {}

    static DataType<?> readable(DataType<?> type) {
        if (type.isArray()) {
            DataType<?> component = type.getArrayComponentDataType();
            if (component != null && component.getType() == BigInteger.class) {
                // What jOOQ's catalog makes of the members of a numeric[] without a scale.
                return keeping(type, SQLDataType.NUMERIC.getArrayDataType());
            }
            return component != null && MODERN.containsKey(component.getType())
                    ? keeping(type, readable(component).getArrayDataType())
                    : type;
        }
        DataType<?> modern = MODERN.get(type.getType());
        return modern == null ? type : keeping(type, modern);
    }

    /** What is said of the column, on another type. */
    static DataType<?> keeping(DataType<?> said, DataType<?> type) {
        return type.nullability(said.nullability()).readonly(said.readonly());
    }
}
