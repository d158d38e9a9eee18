package dev.dunder.query;

import java.util.List;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** How the type of a result comes of those of the arguments. */
@FunctionalInterface
interface ResultType {
    DataType<?> of(List<? extends DataType<?>> arguments);

    /** The type of the first argument, which the result is, or a part of it. */
    ResultType FIRST = arguments -> arguments.get(0).nullable(true);

    /** The type that the server has for the first argument: what is computed of it is no value of the user's class. */
    ResultType COMPUTED = arguments -> TypeRules.ofServer(arguments.get(0)).nullable(true);

    /** The type that all arguments have in common. */
    ResultType COMMON = TypeRules::unified;

    /** As decimals where there are decimals, else as floating-point numbers. */
    ResultType FRACTION = arguments -> arguments.stream().anyMatch(TypeRules::isNumeric)
            ? SQLDataType.NUMERIC
            : SQLDataType.DOUBLE;

    /** The type of the argument, as far as that can hold the result: reals are doubles, decimals have any precision. */
    ResultType ROUNDED = arguments -> {
        DataType<?> type = arguments.get(0);
        return TypeRules.isWhole(type) ? COMPUTED.of(arguments) : FRACTION.of(List.of(type));
    };

    /** What is left over of whole numbers is whole. */
    ResultType REMAINDER = arguments -> arguments.stream().allMatch(TypeRules::isWhole)
            ? TypeRules.common(arguments)
            : FRACTION.of(arguments);

    static ResultType always(DataType<?> type) {
        return arguments -> type;
    }
}
