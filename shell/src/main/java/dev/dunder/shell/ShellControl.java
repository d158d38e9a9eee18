package dev.dunder.shell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/** Runs what is typed, each line by a thread of its own, and says of an error what it says. */
final class ShellControl extends DirectExecutionControl {
    private volatile @Nullable Thread running;

    @Override
    protected String invoke(Method line) throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(printed(line, line.invoke(null)));
            } catch (InvocationTargetException failed) {
                result.completeExceptionally(failed);
            } catch (Throwable failed) {
                // Such as of the rows that were to be printed.
                result.completeExceptionally(new InvocationTargetException(failed));
            }
        }, "dunder-shell");
        running = thread;
        thread.start();
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            running = null;
            Shell.tell();
        }
    }

    private static String printed(Method line, @Nullable Object value) {
        boolean declaration = isDeclaration(line);
        if (value instanceof Shell.Exit && !declaration) {
            System.exit(0);
        }
        String text = declaration ? null : Shell.printed(value);
        if (text == null) {
            return Lines.plain(valueString(value));
        }
        Shell.tell();
        // JShell cuts long values, and no table is to be cut.
        int last = text.lastIndexOf('\n');
        if (last >= 0) {
            System.out.println();
            System.out.println(text.substring(0, last));
        }
        return text.substring(last + 1);
    }

    /** What a variable has, where JShell lists them. */
    @Override
    public String varValue(String className, String varName)
            throws RunException, EngineTerminationException, InternalException {
        return Lines.plain(super.varValue(className, varName));
    }

    /** Who gives a query set a name does not want to see its rows: asking is what an expression is for. */
    private static boolean isDeclaration(Method line) {
        return Arrays.stream(line.getDeclaringClass().getDeclaredFields()).map(Field::getName)
                .anyMatch(name -> !name.startsWith("$"));
    }

    /** The message, and no trace through the library and JShell. */
    @Override
    protected String throwConvertedInvocationException(Throwable cause) throws RunException, InternalException {
        Shell.failed(cause);
        if (cause instanceof SPIResolutionException) {
            return super.throwConvertedInvocationException(cause);
        }
        String name = cause.getClass().getName();
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        int before = "|  Exception ".length() + name.length() + ": ".length();
        throw new UserException(Lines.wrapped(Lines.plain(message), Terminal.width(), before, "|  "), name,
                new StackTraceElement[0]);
    }

    @Override
    public void stop() {
        Thread thread = running;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
