/**
 * Hearing of statements: listeners, and those that come with the library.
 */
@NullMarked
package dev.dunder.watch;

import org.jspecify.annotations.NullMarked;
