package dev.dunder.resolve;

import dev.dunder.lookups.StoredValues;
import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;

/** Values of classes of the user's own, which are in the database what those are that they stand beside. */
final class OwnValues {
    private OwnValues() {}

    /** Whether a value is one of those that a converter makes for a type. */
    static boolean is(Object value, DataType<?> type) {
        return StoredValues.isConverted(type) && type.getType().isInstance(value);
    }

    /**
     * Values that stand beside each other.
     *
     * @param said names, expressions and values
     * @param wanted the type of what they all stand beside; null where nothing does
     */
    static List<Expression> beside(Resolver resolver, List<@Nullable Object> said, @Nullable DataType<?> wanted) {
        DataType<?> type = wanted != null && StoredValues.isConverted(wanted) ? wanted : null;
        List<@Nullable Expression> known = new ArrayList<>();
        for (Object one : said) {
            Expression resolved = isOfNoType(one) ? null : resolver.argument(one, wanted);
            known.add(resolved);
            if (type == null && resolved != null && StoredValues.isConverted(resolved.type())) {
                type = resolved.type();
            }
        }
        List<Expression> all = new ArrayList<>();
        for (int i = 0; i < said.size(); i++) {
            Expression resolved = known.get(i);
            all.add(resolved == null ? resolver.argument(said.get(i), type == null ? wanted : type) : resolved);
        }
        return all;
    }

    /** What may be a value of somebody's own class, which what it stands beside decides. */
    private static boolean isOfNoType(@Nullable Object said) {
        Object value = said instanceof Unresolved.Value(Object plain) ? plain : said;
        return switch (value) {
            case null -> false;
            case EnumType label -> true;
            case String name -> false;
            default -> PlainValues.is(value) && !(value instanceof SaidPlaces.Place) && !(value instanceof List<?>);
        };
    }
}
