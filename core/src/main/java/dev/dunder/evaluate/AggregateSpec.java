package dev.dunder.evaluate;

import dev.dunder.convert.ValueConversion;
import dev.dunder.lookups.Identifiers;
import dev.dunder.lookups.LookupException;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.resolve.Resolver;
import dev.dunder.resolve.Unresolved;
import org.jspecify.annotations.Nullable;

/**
 * Something that is computed of all rows.
 *
 * @param name what it is called
 * @param expression what is computed
 * @param type of which class the caller takes it to be; null where that was not said
 */
public record AggregateSpec(String name, Unresolved expression, @Nullable Class<?> type) {
    Named resolve(Resolver resolver) {
        Expression resolved = Resolver.settled(resolver.resolve(expression));
        if (expression instanceof Unresolved.Aggregate aggregate && type != null) {
            check(aggregate, type, resolved);
        }
        return new Named(name, resolved);
    }

    private void check(Unresolved.Aggregate aggregate, Class<?> wanted, Expression resolved) {
        if (!Identifiers.fits(name)) {
            throw new LookupException(
                    "The name " + LookupException.quote(name) + " is too long for a result. Use as(…).");
        }
        ValueConversion<Object> unused = ValueConversion.of(resolved.type(), wanted,
                "The " + aggregate.function().label() + " of '" + aggregate.label() + "'");
    }
}
