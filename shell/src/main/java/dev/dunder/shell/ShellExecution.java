package dev.dunder.shell;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Has JShell run what is typed in this very JVM, and print values as {@link Printing} does. */
public final class ShellExecution implements ExecutionControlProvider {
    static final String NAME = "dunder";

    /** Called by JShell. */
    public ShellExecution() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return new ShellControl();
    }
}
