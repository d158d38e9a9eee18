package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.query.Expression;
import dev.dunder.query.TypeRules;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.XML;
import org.jooq.impl.SQLDataType;
import org.jooq.types.YearToSecond;
import org.jspecify.annotations.Nullable;

/** Values that stand for themselves, where nothing else says which type they have. */
final class LiteralResolver {
    /** An array without members, of any type. */
    @SuppressWarnings("StringOperationCanBeSimplified") // it is told apart from what users give
    private static final String EMPTY = new String("{}");

    private static final Set<Class<?>> SENT_AS_TEXT = Set.of(YearToSecond.class, JSON.class, JSONB.class, XML.class);

    private static final int NOWHERE = -1;

    private final BoundValues values;

    LiteralResolver(BoundValues values) {
        this.values = values;
    }

    Expression of(Object value) {
        return of(value, NOWHERE);
    }

    /**
     * A value in its place.
     *
     * @param which its place among those of the call
     */
    Expression of(Object value, int which) {
        if (value instanceof List<?> members) {
            return list(members);
        }
        DataType<?> type = TypeRules.of(value);
        if (type == null && value instanceof Object[] members && members.length > 0) {
            return list(Arrays.asList(members));
        }
        if (type == null) {
            throw new LookupException("A " + value.getClass().getSimpleName()
                    + " does not say which type it has in the database. Give value(…) the type.");
        }
        return of(type, value, which);
    }

    /** A value of a known type. */
    Expression of(DataType<?> type, Object value) {
        return of(type, value, NOWHERE);
    }

    private Expression of(DataType<?> type, Object value, int which) {
        Object converted = Values.convert(type, value);
        Expression.Param param = which == NOWHERE
                ? values.bind(type, converted)
                : values.bindLiteral(type, converted, which);
        // Some travel as text, and only a cast says what they are.
        return SENT_AS_TEXT.contains(type.getType()) ? new Expression.Cast(param, type) : param;
    }

    /** An array of what its members are; of what an empty one would be, the server knows from what stands beside it. */
    private Expression list(List<?> members) {
        DataType<?> type = arrayOf(members);
        if (members.isEmpty()) {
            return values.bind(SQLDataType.OTHER, EMPTY);
        }
        if (type == null) {
            throw new LookupException(
                    "A list whose members are not all of one type does not say which type it has in the"
                            + " database. Give value(…) the type.");
        }
        return new Expression.Cast(values.bind(type, Values.convert(type, members)), type);
    }

    /** The type of an array of these, which may be arrays themselves; null where they are not all of one. */
    private static @Nullable DataType<?> arrayOf(List<?> members) {
        List<? extends @Nullable DataType<?>> types = members.stream().filter(Objects::nonNull)
                .map(member -> switch (member) {
                    case List<?> inner -> arrayOf(inner);
                    case Object[] inner when TypeRules.of(inner) == null -> arrayOf(Arrays.asList(inner));
                    default -> TypeRules.of(member);
                }).distinct().toList();
        DataType<?> member = types.size() == 1 ? types.get(0) : null;
        return member == null ? null : member.getArrayDataType();
    }

    /** Whether a value is a list without members. */
    @SuppressWarnings("ReferenceEquality") // a text of the same characters is another value
    static boolean isEmpty(@Nullable Object value) {
        return value == EMPTY;
    }
}
