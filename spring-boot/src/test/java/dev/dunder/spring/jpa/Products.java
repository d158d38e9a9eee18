package dev.dunder.spring.jpa;

import org.springframework.data.jpa.repository.JpaRepository;

/** Products of Spring Data's. */
public interface Products extends JpaRepository<Product, Integer> {}
