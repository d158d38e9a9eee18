package dev.dunder.spring.test;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class Application {}
