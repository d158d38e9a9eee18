package dev.dunder.examples.spring;

import java.time.Instant;

/**
 * A sale.
 *
 * @param product what was sold
 * @param quantity how many
 * @param at when
 */
public record Sale(Sold product, int quantity, Instant at) {
    /**
     * What was sold.
     *
     * @param id its key
     * @param name what it is called
     */
    public record Sold(int id, String name) {}
}
