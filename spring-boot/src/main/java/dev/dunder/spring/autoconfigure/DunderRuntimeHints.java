package dev.dunder.spring.autoconfigure;

import java.sql.Connection;
import org.jooq.Constants;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What dunder does by reflection, for native images. */
final class DunderRuntimeHints implements RuntimeHintsRegistrar {
    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        // Plain jOOQ is lent connections that it cannot commit.
        hints.proxies().registerJdkProxy(Connection.class);
        hints.reflection().registerType(Constants.class, MemberCategory.ACCESS_PUBLIC_FIELDS);
    }
}
