package dev.dunder.examples.spring;

import dev.dunder.Page;
import dev.dunder.Row;
import java.util.List;

/**
 * A page of products as JSON.
 *
 * @param products those of the page
 * @param page which page, from 1
 * @param pages how many there are
 * @param total how many products there are on all of them
 */
public record ProductPage(List<Product> products, int page, long pages, long total) {
    static ProductPage of(Page<Row> page) {
        return new ProductPage(page.rows().stream().map(Product::of).toList(), page.number(), page.pages(),
                page.total());
    }
}
