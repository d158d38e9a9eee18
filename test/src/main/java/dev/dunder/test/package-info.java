/**
 * What tests of programs with dunder need: {@link dev.dunder.test.TestDatabase} for each test, {@link
 * dev.dunder.test.QueryAssertions} of what was sent, {@link dev.dunder.test.Make} for rows, and {@link
 * dev.dunder.test.SqlSnapshot} of SQL that was approved.
 */
@NullMarked
package dev.dunder.test;

import org.jspecify.annotations.NullMarked;
