package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.Traversal;
import dev.dunder.query.TypeRules;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;

/** Calls of functions and aggregates, whose arguments are of types that they take. */
final class FunctionResolver {
    /** Functions whose values are all of one type. */
    private static final Set<Function> ALIKE = EnumSet.of(
            Function.COALESCE, Function.GREATEST, Function.LEAST, Function.NULL_IF);

    private final BoundValues values;
    private boolean summarizing;

    FunctionResolver(BoundValues values) {
        this.values = values;
    }

    /** Whether the arguments of a function are all of one type. */
    static boolean areAlike(Function function) {
        return ALIKE.contains(function);
    }

    /** From now on aggregates are over all rows, and may be of what is computed of groups. */
    void summarizing() {
        summarizing = true;
    }

    Expression call(Function function, List<Expression> given) {
        given.forEach(Resolver::single);
        List<Expression> arguments = ALIKE.contains(function) ? alike(given) : given;
        List<? extends DataType<?>> types = arguments.stream().map(Expression::type).toList();
        emptyOfJson(function, arguments, types);
        function.check(types);
        Expression.Call searching = Searches.call(function, arguments, function.type(types));
        return searching != null ? searching : new Expression.Call(function, arguments, function.type(types));
    }

    /** Texts that stand beside an enum, an address or a range are such: the server takes only values of one type. */
    private List<Expression> alike(List<Expression> arguments) {
        return arguments.stream()
                .filter(argument -> !(argument instanceof Expression.Param))
                .<DataType<?>>map(Expression::type)
                .filter(TypeRules::isSpelled)
                .findFirst()
                .map(wanted -> arguments.stream().map(argument -> spelled(argument, wanted)).toList())
                .orElse(arguments);
    }

    private Expression spelled(Expression argument, DataType<?> wanted) {
        if (!(argument instanceof Expression.Param(int index, var type)) || type.getType() != String.class
                || !(values.get(index) instanceof String text)) {
            return argument;
        }
        values.set(index, Values.convert(wanted, text));
        return new Expression.Param(index, wanted);
    }

    /** Among values of JSON an empty list is one of JSON's. */
    private void emptyOfJson(Function function, List<Expression> arguments, List<? extends DataType<?>> types) {
        if (function != Function.COALESCE
                || types.stream().noneMatch(type -> type.getType() == JSONB.class || type.getType() == JSON.class)) {
            return;
        }
        for (Expression argument : arguments) {
            if (argument instanceof Expression.Param(int index, var type)
                    && LiteralResolver.isEmpty(values.get(index))) {
                values.set(index, "[]");
            }
        }
    }

    Expression.Aggregate aggregate(
            Aggregator function, List<Expression> arguments, String label, boolean ofGroups) {
        for (Expression argument : arguments) {
            if (!summarizing && !ofGroups && Traversal.aggregates(argument)) {
                throw new LookupException("Cannot compute " + function.label() + " of '" + label
                        + "': it is computed of groups itself, and cannot be part of one.");
            }
            if (!summarizing && Traversal.windows(argument)) {
                throw new LookupException("Cannot compute " + function.label() + " of '" + label
                        + "': it is computed over a window itself, which comes after groups.");
            }
            if (!function.accepts(argument.type())) {
                throw new LookupException("Cannot compute " + function.label() + " of '" + label + "': it is "
                        + Values.typeName(argument.type()) + ".");
            }
        }
        return new Expression.Aggregate(
                function,
                arguments,
                false,
                null,
                List.of(),
                function.type(arguments.stream().map(Expression::type).toList()));
    }
}
