package dev.dunder.examples.spring;

import dev.dunder.Row;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * A product as it is shown.
 *
 * @param id its key
 * @param name what it is called
 * @param category the name of its category
 * @param price what one costs
 * @param stock how many there are
 */
public record Product(int id, String name, String category, BigDecimal price, int stock) {
    /** That of a row whose category is loaded. */
    static Product of(Row row) {
        Row category = Objects.requireNonNull(row.one("category"));
        return new Product(value(row, "id", Integer.class), value(row, "name", String.class),
                value(category, "name", String.class), value(row, "price", BigDecimal.class),
                value(row, "stock", Integer.class));
    }

    /** That of a column which takes no null. */
    static <T> T value(Row row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type));
    }
}
