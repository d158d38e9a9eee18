/** A shop: pages and JSON of a list that filters, sorts and pages. */
@NullMarked
package dev.dunder.examples.spring;

import org.jspecify.annotations.NullMarked;
