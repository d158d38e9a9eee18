/** What query sets do, said by tests: one file for each thing they do. */
@NullMarked
package dev.dunder;

import org.jspecify.annotations.NullMarked;
