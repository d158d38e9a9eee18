package dev.dunder.spring.autoconfigure;

import dev.dunder.spring.SpringTransactions;
import dev.dunder.transaction.TransactionCoordinator;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.ResourceTransactionManager;

/** Which of the application's transaction managers is that of a pool. */
final class PoolTransactions {
    private final ListableBeanFactory beans;

    PoolTransactions(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Those of its manager; null where it has none. */
    @Nullable
    TransactionCoordinator of(DataSource pool) {
        // Of several on one pool the primary one is that of @Transactional.
        List<PlatformTransactionManager> managers = new ArrayList<>();
        beans.getBeanProvider(PlatformTransactionManager.class).ifUnique(managers::add);
        managers.addAll(beans.getBeansOfType(PlatformTransactionManager.class).values());
        for (PlatformTransactionManager manager : managers) {
            if (isOf(manager, pool)) {
                return new SpringTransactions(pool, manager);
            }
        }
        for (PlatformTransactionManager manager : managers) {
            if (!(manager instanceof ResourceTransactionManager)) {
                throw new IllegalStateException("A database takes part in transactions of one pool, and those of "
                        + manager.getClass().getName() + " are of several. Give it a manager of its pool, such as a"
                        + " JdbcTransactionManager, or say dunder.join-transactions=false.");
            }
        }
        return null;
    }

    private static boolean isOf(PlatformTransactionManager manager, DataSource pool) {
        return (manager instanceof ResourceTransactionManager of && isSame(of.getResourceFactory(), pool))
                || isSame(poolOf(manager), pool);
    }

    /** That of a manager whose resource is another one, such as JPA's. */
    private static @Nullable Object poolOf(PlatformTransactionManager manager) {
        BeanWrapperImpl properties = new BeanWrapperImpl(manager);
        return properties.isReadableProperty("dataSource") ? properties.getPropertyValue("dataSource") : null;
    }

    private static boolean isSame(@Nullable Object one, DataSource other) {
        return one != null && target(one).equals(target(other));
    }

    private static Object target(Object pool) {
        return pool instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null
                ? proxy.getTargetDataSource()
                : pool;
    }
}
