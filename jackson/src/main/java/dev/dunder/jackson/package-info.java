/** For Jackson 3: {@link dev.dunder.jackson.DunderModule}. */
@NullMarked
package dev.dunder.jackson;

import org.jspecify.annotations.NullMarked;
