package dev.dunder.spring.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Starts the application of a {@link DunderTest}. */
final class DunderTestContextBootstrapper extends TestSliceTestContextBootstrapper<DunderTest> {}
