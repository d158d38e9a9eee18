package dev.dunder.lookups;

import java.util.List;
import java.util.Objects;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;

/** The keys of JSON documents and hstores, which are always bound. */
final class Keys {
    private Keys() {}

    static Operand.Bind bind(Object key) {
        return new Operand.Bind(SQLDataType.CLOB, Values.convert(SQLDataType.CLOB, key));
    }

    /** For {@code has_key}. */
    static Operand.Bind one(DataType<?> column, Object value) {
        return bind(value);
    }

    /** For {@code has_keys} and {@code has_any_keys}. */
    static Operand.Bind several(DataType<?> column, Object value) {
        List<String> keys = Members.of("has_keys", value).stream()
                .map(key -> (String) bind(Members.required("has_keys", key, "")).value())
                .filter(Objects::nonNull)
                .toList();
        return Members.texts(keys);
    }
}
