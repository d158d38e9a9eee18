package dev.dunder.codegen;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** What is being done, in one line of a terminal that is written over; where there is none, nothing is said. For one thread. */
final class ProgressLine {
    /** Often enough for eyes. */
    private static final long PAUSE = 100_000_000L;

    private static final int WIDTH = 78;

    private final PrintWriter out;
    private final boolean terminal;
    private long next = System.nanoTime();
    private boolean written;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether what is written is seen by somebody, who would wait for it. */
    @SuppressWarnings("SystemConsoleNull") // asked both ways, as it is run by older and newer ones
    static boolean isTerminal() {
        Console console = System.console();
        String term = System.getenv("TERM");
        if (console == null || "dumb".equalsIgnoreCase(term)) {
            return false;
        }
        try {
            // From Java 22 on there may be a console though nobody sees it.
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }

    /** Something that takes a while. */
    void say(String what) {
        if (terminal) {
            write(what + " …");
        }
    }

    /** One of many; most of them are over too soon to be read. */
    void say(String what, int number, int of) {
        if (terminal && System.nanoTime() - next >= 0) {
            write(what + " " + number + " of " + of);
        }
    }

    private void write(String text) {
        String shown = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
        out.print("\r" + String.format(Locale.ROOT, "%-" + WIDTH + "s", shown));
        out.flush();
        written = true;
        next = System.nanoTime() + PAUSE;
    }

    /** Takes it away, before something is said that stays. */
    void clear() {
        if (written) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
            written = false;
        }
    }
}
