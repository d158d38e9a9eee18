/** JShell on a database. */
@NullMarked
package dev.dunder.shell;

import org.jspecify.annotations.NullMarked;
