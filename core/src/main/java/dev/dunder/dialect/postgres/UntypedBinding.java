package dev.dunder.dialect.postgres;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.StringJoiner;
import org.jooq.Binding;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingGetSQLInputContext;
import org.jooq.BindingGetStatementContext;
import org.jooq.BindingRegisterContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetSQLOutputContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.conf.ParamType;
import org.jooq.impl.CustomField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Values in a query of jOOQ's, bound as we bind them: of types that have no Java class the server knows from where a value
 * stands which it is, while jOOQ would say that it is text.
 */
public final class UntypedBinding implements Binding<Object, Object> {
    private static final long serialVersionUID = 1;

    private final transient DataType<?> type;

    private UntypedBinding(DataType<?> type) {
        this.type = type;
    }

    /**
     * A value as a bind of jOOQ's.
     *
     * @param type its type
     * @param value the value
     * @return the bind
     */
    @SuppressWarnings("unchecked")
    public static Field<?> value(DataType<?> type, @Nullable Object value) {
        DataType<?> member = type.getArrayComponentDataType();
        DataType<?> innermost = member == null ? type : member;
        boolean text = innermost.getType() == Object.class || innermost.getType().isArray()
                || (innermost.getType() == String.class && innermost.getTypeName().equals("char"));
        // A type with a converter of ours, as an enum's, would have jOOQ bind by that one.
        DataType<?> base = innermost.getType() != Object.class
                ? type
                : member == null ? SQLDataType.OTHER : SQLDataType.OTHER.getArrayDataType();
        if (text) {
            Field<?> bound = DSL.val(value, ((DataType<Object>) base).asConvertedDataType(new UntypedBinding(type)));
            // What jOOQ knows as a bind it would give the type of what stands beside it.
            return CustomField.of("value", (DataType<Object>) base, context -> context.visit(bound));
        }
        return DSL.val(value, type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Converter<Object, Object> converter() {
        return (Converter<Object, Object>) (Converter<?, ?>) Converter.of(
                (Class<Object>) type.getType(), (Class<Object>) type.getType(), value -> value, value -> value);
    }

    @Override
    public void sql(BindingSQLContext<Object> context) {
        if (context.render().paramType() == ParamType.INLINED) {
            context.render().visit(DSL.inline(literal(context.value())));
        } else {
            context.render().sql('?');
        }
    }

    private static @Nullable String literal(@Nullable Object value) {
        if (!(value instanceof Object[] members)) {
            return value == null ? null : TextForms.of(value);
        }
        StringJoiner all = new StringJoiner(",", "{", "}");
        for (Object member : members) {
            String text = literal(member);
            all.add(text == null || member instanceof Object[]
                    ? String.valueOf(text)
                    : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return all.toString();
    }

    @Override
    public void set(BindingSetStatementContext<Object> context) throws SQLException {
        Codecs.of(type).bind(context.statement(), context.index(), context.value());
    }

    @Override
    public void register(BindingRegisterContext<Object> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("It is a value to be bound.");
    }

    @Override
    public void get(BindingGetResultSetContext<Object> context) throws SQLException {
        context.value(Codecs.of(type).read(context.resultSet(), context.index()));
    }

    @Override
    public void get(BindingGetStatementContext<Object> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("It is a value to be bound.");
    }

    @Override
    public void get(BindingGetSQLInputContext<Object> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("It is a value to be bound.");
    }

    @Override
    public void set(BindingSetSQLOutputContext<Object> context) throws SQLException {
        throw new SQLFeatureNotSupportedException("It is a value to be bound.");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UntypedBinding one && type.equals(one.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
