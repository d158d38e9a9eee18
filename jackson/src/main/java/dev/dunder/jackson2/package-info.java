/** For Jackson 2: {@link dev.dunder.jackson2.DunderModule}. */
@NullMarked
package dev.dunder.jackson2;

import org.jspecify.annotations.NullMarked;
