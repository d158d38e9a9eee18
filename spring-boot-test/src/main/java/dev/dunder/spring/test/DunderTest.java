package dev.dunder.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureDataSourceInitialization;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.transaction.annotation.Transactional;

/**
 * A test of what an application does with its database: with the pool, the migrations, the transactions and the {@link
 * dev.dunder.Database}, and without controllers, services and other components, which {@code @Import} adds. Each test is rolled
 * back, asynchronous work too.
 *
 * <pre>{@code
 * @DunderTest
 * @Testcontainers
 * class ProductsTest {
 *     @Container
 *     @ServiceConnection
 *     static PostgreSQLContainer server = new PostgreSQLContainer("postgres:18");
 *
 *     @Test
 *     void teaIsCheap(@Autowired Database db) {
 *         assertThat(db.objects("product").filter("price__lt", 3).count()).isEqualTo(2);
 *     }
 * }
 * }</pre>
 *
 * <p>The database is the one that is configured, or that of a {@code @ServiceConnection}; none is put in its place.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(DunderTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(DunderTypeExcludeFilter.class)
@Transactional
@AutoConfigureDunder
@AutoConfigureDataSourceInitialization
@ImportAutoConfiguration
public @interface DunderTest {
    /**
     * Properties of the environment, such as {@code dunder.show-values=true}.
     *
     * @return the properties
     */
    String[] properties() default {};

    /**
     * Whether to leave out what is no part of a database.
     *
     * @return false for all components
     */
    boolean useDefaultFilters() default true;

    /**
     * Which components are there besides.
     *
     * @return filters
     */
    Filter[] includeFilters() default {};

    /**
     * Which components are not there.
     *
     * @return filters
     */
    Filter[] excludeFilters() default {};

    /**
     * Which auto-configurations are not there.
     *
     * @return the classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
