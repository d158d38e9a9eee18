package dev.dunder.examples;

import dev.dunder.watch.StatementListener;
import java.io.PrintStream;

/** What is printed of a tour: headings, the lines of Java, the statements, the results. Safe to share between threads. */
final class Transcript implements StatementListener {
    private static final int WIDTH = 112;
    private static final String JAVA = "  jshell> ";
    private static final String SQL = "     sql> ";
    private static final String VALUE = "       => ";
    private static final String MARGIN = "          ";

    private final PrintStream out;
    private int steps;

    Transcript(PrintStream out) {
        this.out = out;
    }

    synchronized void heading(String text) {
        steps++;
        out.println();
        out.println(" " + steps + ". " + text);
        out.println();
    }

    synchronized void java(String line) {
        out.println(JAVA + line);
    }

    synchronized void value(String value) {
        value.lines().forEach(line -> out.println((value.startsWith(line) ? VALUE : MARGIN) + line));
    }

    synchronized void printed(String text) {
        text.lines().forEach(line -> out.println(MARGIN + line));
    }

    @Override
    public synchronized void executed(ExecutedStatement statement) {
        Thread thread = Thread.currentThread();
        String where = thread.isVirtual() ? ", on the virtual thread " + thread.getName() : "";
        wrapped(statement.sql());
        String rows = statement.rows() == 1 ? "1 row" : statement.rows() + " rows";
        out.println(MARGIN + "-- " + rows + " in " + millis(statement) + " ms" + where);
    }

    private static String millis(ExecutedStatement statement) {
        return String.format("%.1f", statement.duration().toNanos() / 1e6);
    }

    private void wrapped(String sql) {
        String margin = SQL;
        String rest = sql;
        while (margin.length() + rest.length() > WIDTH) {
            int end = rest.lastIndexOf(' ', WIDTH - margin.length());
            if (end <= 0) {
                break;
            }
            out.println(margin + rest.substring(0, end));
            rest = rest.substring(end + 1);
            margin = MARGIN;
        }
        out.println(margin + rest);
    }
}
