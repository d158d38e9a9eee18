/** The blog: an embedded PostgreSQL with some thousands of rows, a tour of the library on it, and a shell. */
@NullMarked
package dev.dunder.examples;

import org.jspecify.annotations.NullMarked;
