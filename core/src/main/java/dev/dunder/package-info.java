/**
 * What users touch: {@link dev.dunder.Database}, {@link dev.dunder.QuerySet} and its asynchronous twin, {@link
 * dev.dunder.Q}, {@link dev.dunder.Row}, and the functions of {@link dev.dunder.Dunder}.
 */
@NullMarked
package dev.dunder;

import org.jspecify.annotations.NullMarked;
