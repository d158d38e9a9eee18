package dev.dunder.query;

import java.util.List;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** How the type of a result comes of those of the arguments. */
@FunctionalInterface
interface ResultType {
    DataType<?> of(List<? extends DataType<?>> arguments);

    /** The type of the first argument. */
    ResultType FIRST = arguments -> arguments.get(0).nullable(true);

    /** The type that all arguments have in common. */
    ResultType COMMON = TypeRules::unified;

    /** As decimals where there are decimals, else as floating-point numbers. */
    ResultType FRACTION = arguments -> arguments.stream().anyMatch(TypeRules::isNumeric)
            ? SQLDataType.NUMERIC
            : SQLDataType.DOUBLE;

    /** The type of the argument, as far as that can hold the result: reals are doubles, decimals have any precision. */
    ResultType ROUNDED = arguments -> {
        DataType<?> type = arguments.get(0);
        return TypeRules.isWhole(type) ? type.nullable(true) : FRACTION.of(List.of(type));
    };

    /** What is left over of whole numbers is whole. */
    ResultType REMAINDER = arguments -> arguments.stream().allMatch(TypeRules::isWhole)
            ? TypeRules.common(arguments)
            : FRACTION.of(arguments);

    static ResultType always(DataType<?> type) {
        return arguments -> type;
    }
}
