/** What Spring Boot sets up by itself. */
@NullMarked
package dev.dunder.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
