package dev.dunder.examples;

import dev.dunder.shell.Lines;
import dev.dunder.watch.StatementListener;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What is printed of a tour: headings, the lines of Java, the statements, the results, as wide as what one looks at. Safe
 * to share between threads.
 */
final class Transcript implements StatementListener {
    private static final String JAVA = "  jshell> ";
    private static final String SQL = "     sql> ";
    private static final String VALUE = "       => ";
    private static final String MARGIN = "          ";

    private final PrintStream out;
    private final int width;
    private final boolean colours;
    private int steps;

    Transcript(PrintStream out, int width, boolean colours) {
        this.out = out;
        this.width = width;
        this.colours = colours;
    }

    /** How a terminal shows a kind of line. */
    private enum Ink {
        HEADING("1"), JAVA("36"), SQL("33"), ASIDE("2"), RESULT("");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** A text in its own words, as wide as the rest. */
    synchronized void says(String text) {
        print(text, "", Ink.RESULT);
    }

    synchronized void heading(String text) {
        steps++;
        out.println();
        print(" " + steps + ". " + text, "    ", Ink.HEADING);
        out.println();
    }

    synchronized void java(String line) {
        print(JAVA + line, MARGIN, Ink.JAVA);
    }

    synchronized void value(String value) {
        result(VALUE, value);
    }

    synchronized void printed(String text) {
        result(MARGIN, text);
    }

    private void result(String before, String text) {
        String margin = before;
        for (String line : text.lines().toList()) {
            print((margin + line).stripTrailing(), MARGIN, Ink.RESULT);
            margin = MARGIN;
        }
    }

    @Override
    public synchronized void executed(ExecutedStatement statement) {
        Thread thread = Thread.currentThread();
        String where = thread.isVirtual() ? ", on the virtual thread " + thread.getName() : "";
        print(SQL + statement.sql(), MARGIN, Ink.SQL);
        String rows = statement.rows() == 1 ? "1 row" : statement.rows() + " rows";
        print(MARGIN + "-- " + rows + " in " + millis(statement) + " ms" + where, MARGIN, Ink.ASIDE);
    }

    private static String millis(ExecutedStatement statement) {
        return String.format(Locale.ROOT, "%.1f", statement.duration().toNanos() / 1e6);
    }

    private void print(String text, String margin, Ink ink) {
        for (String line : Lines.wrapped(text, width, 0, margin).split("\n", -1)) {
            out.println(colours && !ink.code.isEmpty() ? "\033[" + ink.code + "m" + line + "\033[0m" : line);
        }
    }
}
