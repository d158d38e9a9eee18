package dev.dunder.spring.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** A product as Hibernate has it. */
@Entity
public class Product {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;

    private String name;
    private BigDecimal price;

    protected Product() {}

    public Product(String name, int price) {
        this.name = name;
        this.price = BigDecimal.valueOf(price);
    }

    public Integer getId() {
        return id;
    }

    public int getPrice() {
        return price.intValue();
    }

    public void setPrice(int price) {
        this.price = BigDecimal.valueOf(price);
    }
}
