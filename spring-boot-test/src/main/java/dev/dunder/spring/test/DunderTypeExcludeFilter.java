package dev.dunder.spring.test;

import dev.dunder.spring.DatabaseBuilderCustomizer;
import dev.dunder.watch.StatementListener;
import dev.dunder.watch.WriteListener;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Of components only those that belong to a database. */
final class DunderTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<DunderTest> {
    DunderTypeExcludeFilter(Class<?> test) {
        super(test);
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        return Set.of(DatabaseBuilderCustomizer.class, StatementListener.class, WriteListener.class);
    }
}
