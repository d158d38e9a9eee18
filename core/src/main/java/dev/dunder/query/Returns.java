package dev.dunder.query;

import java.util.List;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** How the type of a result comes of those of the arguments. */
@FunctionalInterface
interface Returns {
    DataType<?> of(List<? extends DataType<?>> arguments);

    /** The type of the first argument. */
    Returns FIRST = arguments -> arguments.get(0).nullable(true);

    /** The type that all arguments have in common. */
    Returns COMMON = Types::unified;

    /** As decimals where there are decimals, else as floating-point numbers. */
    Returns FRACTION = arguments -> arguments.stream().anyMatch(Types::isNumeric)
            ? SQLDataType.NUMERIC
            : SQLDataType.DOUBLE;

    /** The type of the argument, as far as that can hold the result: reals are doubles, decimals have any precision. */
    Returns ROUNDED = arguments -> {
        DataType<?> type = arguments.get(0);
        return Types.isWhole(type) ? type.nullable(true) : FRACTION.of(List.of(type));
    };

    /** What is left over of whole numbers is whole. */
    Returns REMAINDER = arguments -> arguments.stream().allMatch(Types::isWhole)
            ? Types.common(arguments)
            : FRACTION.of(arguments);

    static Returns always(DataType<?> type) {
        return arguments -> type;
    }
}
