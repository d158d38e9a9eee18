package dev.dunder.sql;

import dev.dunder.query.TypeRules;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Writes the functions of numbers that the server has for some kinds of numbers only. */
final class NumberFunctions {
    private NumberFunctions() {}

    /** The server makes floating-point numbers of whole ones. */
    static Field<?> sign(DataType<?> type, List<Field<?>> arguments) {
        return isFloating(arguments.get(0))
                ? Functions.call(type, "sign", arguments)
                : ofDecimals(type, "sign", arguments);
    }

    /** The whole number next to a whole number is that number. */
    static Field<?> next(DataType<?> type, String name, List<Field<?>> arguments) {
        return TypeRules.isWhole(arguments.get(0).getDataType())
                ? arguments.get(0)
                : Functions.call(type, name, arguments);
    }

    /** The server rounds decimals to a number of places; floating-point numbers it rounds in another way, to even ones. */
    static Field<?> round(DataType<?> type, List<Field<?>> arguments) {
        List<Field<?>> fitting = new ArrayList<>(arguments);
        fitting.set(0, decimal(arguments.get(0)));
        return ofType(type, Functions.call(SQLDataType.NUMERIC, "round", fitting));
    }

    static Field<?> mod(DataType<?> type, List<Field<?>> arguments) {
        boolean whole = arguments.stream().allMatch(argument -> TypeRules.isWhole(argument.getDataType()));
        return whole ? Functions.call(type, "mod", arguments) : ofDecimals(type, "mod", arguments);
    }

    /** A function that there is of decimals only, for numbers of all kinds. */
    static Field<?> ofDecimals(DataType<?> type, String name, List<Field<?>> arguments) {
        List<Field<?>> decimals = new ArrayList<>(arguments);
        decimals.replaceAll(NumberFunctions::decimal);
        return ofType(type, Functions.call(SQLDataType.NUMERIC, name, decimals));
    }

    private static Field<?> ofType(DataType<?> type, Field<?> decimal) {
        return type.getType() == decimal.getType() ? decimal : decimal.cast(type);
    }

    private static Field<?> decimal(Field<?> field) {
        return Functions.stored(field) == SQLDataType.NUMERIC.getType()
                ? field
                : Functions.cast(SQLDataType.NUMERIC, field, "numeric");
    }

    private static boolean isFloating(Field<?> field) {
        return Functions.stored(field) == Double.class || Functions.stored(field) == Float.class;
    }
}
