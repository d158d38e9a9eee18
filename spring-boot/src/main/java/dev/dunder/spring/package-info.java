/** A database in a Spring application: its transactions, its exceptions, and how one is made. */
@NullMarked
package dev.dunder.spring;

import org.jspecify.annotations.NullMarked;
