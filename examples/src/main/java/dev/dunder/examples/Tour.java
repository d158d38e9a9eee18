package dev.dunder.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControlProvider;

/** Runs lines of Java, and writes down each and what came of it. What is printed is what ran. */
final class Tour {
    private static final String HEADING = "// ";

    private Tour() {}

    /**
     * Runs a script: headings are comments, every other line is a line of Java.
     *
     * @param script the lines
     * @param transcript what is printed
     */
    static void take(String script, Transcript transcript) {
        try (JShell shell = shell()) {
            Blog.read("imports.jsh").lines().forEach(line -> shell.eval(line));
            for (String line : script.lines().toList()) {
                if (line.startsWith(HEADING)) {
                    transcript.heading(line.substring(HEADING.length()));
                } else if (!line.isBlank()) {
                    transcript.java(line);
                    run(shell, line, transcript);
                }
            }
        }
    }

    /** In this very program, so that its database and its output are the shell's too. */
    private static JShell shell() {
        JShell shell = JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            shell.addToClasspath(entry);
        }
        return shell;
    }

    private static void run(JShell shell, String line, Transcript transcript) {
        SourceCodeAnalysis.CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(line);
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<SnippetEvent> events;
        try {
            events = shell.eval(info.source());
        } finally {
            System.setOut(out);
        }
        transcript.printed(printed.toString(StandardCharsets.UTF_8));
        for (SnippetEvent event : events) {
            if (event.exception() instanceof EvalException failure) {
                transcript.value(failure.getExceptionClassName() + ": " + failure.getMessage());
            } else if (event.status() == Snippet.Status.REJECTED) {
                throw new IllegalStateException(line + ": "
                        + shell.diagnostics(event.snippet()).map(one -> one.getMessage(null)).toList());
            } else if (event.value() != null && isWorthShowing(event.snippet())) {
                transcript.value(event.value());
            }
        }
        if (!info.remaining().isBlank()) {
            run(shell, info.remaining(), transcript);
        }
    }

    /** A query set's text is its SQL, which is shown when it is sent. */
    private static boolean isWorthShowing(Snippet snippet) {
        String type = snippet instanceof VarSnippet variable ? variable.typeName() : "";
        return !type.startsWith("QuerySet") && !type.startsWith("CompletableFuture");
    }
}
