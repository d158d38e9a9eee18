package dev.dunder.dialect.postgres;

import dev.dunder.query.ValueList;
import java.math.BigInteger;
import java.util.Map;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Values as literals, where a statement takes no binds: in quotes, and cast to what the driver says that a bind is. Of those
 * that are bound without a type, the server finds it out from where they stand, as it does of a bind.
 */
final class Literals {
    /** Of classes of which more than one type has values, the one that the driver says. */
    private static final Map<Class<?>, DataType<?>> SAID = Map.of(
            Byte.class, SQLDataType.SMALLINT, BigInteger.class, SQLDataType.NUMERIC, String.class, SQLDataType.VARCHAR);

    private Literals() {}

    static Field<?> of(DataType<?> type, @Nullable Object value) {
        if (value == null) {
            return of(type, DSL.inline((String) null));
        }
        DataType<?> member = type.getArrayComponentDataType();
        if (value instanceof Object[] members && member != null) {
            Field<?> text = DSL.inline(Codecs.arrayText(member, members));
            DataType<?> named = Codecs.isSentAsItIs(member) ? typed(member.getType()) : null;
            return of(type, named == null ? text : text.cast(named.getArrayDataType()));
        }
        Object stored = Codecs.stored(type, value);
        Field<?> text = DSL.inline(TextForms.of(stored));
        DataType<?> named = Codecs.isUntyped(type) ? null : typed(stored.getClass());
        return of(type, named == null ? text : text.cast(named));
    }

    private static @Nullable DataType<?> typed(Class<?> type) {
        DataType<?> said = SAID.get(type);
        return said != null ? said : ValueList.named(type);
    }

    /** What jOOQ knows as a value it would give the type of what stands beside it, or write in another way. */
    private static Field<?> of(DataType<?> type, Field<?> literal) {
        return CustomField.of("value", type, context -> context.visit(literal));
    }
}
