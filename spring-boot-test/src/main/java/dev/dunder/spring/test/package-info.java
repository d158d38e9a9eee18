/** Tests of what an application does with its database alone. */
@NullMarked
package dev.dunder.spring.test;

import org.jspecify.annotations.NullMarked;
