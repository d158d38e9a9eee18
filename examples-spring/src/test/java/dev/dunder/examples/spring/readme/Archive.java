package dev.dunder.examples.spring.readme;

import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.spring.DatabaseFactory;
import dev.dunder.testing.TestServer;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@TestConfiguration(proxyBeanMethods = false)
class Archive {
    @Bean(defaultCandidate = false)
    DataSource archivePool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(TestServer.newDatabase());
        pool.setMaximumPoolSize(2);
        return pool;
    }

    @Bean(defaultCandidate = false)
    Database archive(DatabaseFactory databases, @Qualifier("archivePool") DataSource pool) {
        return databases.create("archive", pool); // entries.using("archive")
    }
}
