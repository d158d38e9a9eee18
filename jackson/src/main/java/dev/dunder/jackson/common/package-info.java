/** What is written and read, whichever Jackson does it. */
@NullMarked
package dev.dunder.jackson.common;

import org.jspecify.annotations.NullMarked;
