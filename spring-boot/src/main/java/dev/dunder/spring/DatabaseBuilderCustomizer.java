package dev.dunder.spring;

import dev.dunder.DatabaseBuilder;

/**
 * Changes how databases are built: a bean of this type is asked for each that a {@link DatabaseFactory} makes, in the order of
 * the beans.
 *
 * <pre>{@code
 * @Bean
 * DatabaseBuilderCustomizer limits() {
 *     return builder -> builder.limits(Limits.USUAL.joins(20));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface DatabaseBuilderCustomizer {
    /**
     * Changes a builder, after the application's properties have.
     *
     * @param builder to be changed
     */
    void customize(DatabaseBuilder builder);
}
