/** The server that the tests run on. */
@NullMarked
package dev.dunder.testing;

import org.jspecify.annotations.NullMarked;
