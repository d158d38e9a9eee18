/**
 * The Maven plugin: {@link dev.dunder.maven.GenerateMojo} and {@link dev.dunder.maven.CheckMojo} start the generator's command
 * line in a JVM of its own, as Maven's may be older than the generator wants.
 */
@NullMarked
package dev.dunder.maven;

import org.jspecify.annotations.NullMarked;
