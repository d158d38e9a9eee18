package dev.dunder.examples.spring;

import dev.dunder.Database;
import dev.dunder.lookups.Filters;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the shop: on the database of {@code spring.datasource.url}, or on a PostgreSQL of its own. */
@SpringBootApplication
public class ShopApplication {
    /** Called by Spring. */
    public ShopApplication() {}

    @Bean
    Filters productFilters(Database db) {
        return Filters.on(db.schema().model("product"))
                .allow("name", "icontains")
                .allow("category__name", "exact")
                .allow("price", "gte", "lte")
                .orderBy("name", "category__name", "price", "stock")
                .defaultOrder("name")
                .pageSize(10, 100);
    }

    /**
     * Starts it.
     *
     * @param args properties, such as {@code --server.port=8081}
     */
    @SuppressWarnings("resource") // It ends with the process.
    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }
}
