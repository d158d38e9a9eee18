package dev.dunder.spring.autoconfigure;

import dev.dunder.Database;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/** Databases are there after the migrations, whoever makes them: what is read of the tables is read then. */
final class DatabaseDependsOnInitialization extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {
    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return Set.of(Database.class);
    }
}
