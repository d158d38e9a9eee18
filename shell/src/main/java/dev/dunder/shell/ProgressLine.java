package dev.dunder.shell;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.dunder.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far a long work is, in one line of a terminal that is written over. Where there is none, as in a file, only what has taken
 * longer than a second has a line, at its end. Safe to share between threads.
 */
final class ProgressLine implements Consumer<Progress> {
    /** Often enough for eyes. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration LONG = Duration.ofSeconds(1);

    private final PrintStream out;
    private final boolean terminal;

    @GuardedBy("this")
    private @Nullable Progress last;

    @GuardedBy("this")
    private @Nullable Progress shown;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void accept(Progress progress) {
        Progress before = last;
        if (before != null && progress.time().compareTo(before.time()) < 0) {
            // Another work has begun.
            end();
        }
        last = progress;
        Progress seen = shown;
        if (terminal && (seen == null || progress.time().minus(seen.time()).compareTo(PAUSE) >= 0)) {
            write(progress);
        }
    }

    @GuardedBy("this")
    private void write(Progress progress) {
        String text = progress.toString();
        Progress seen = shown;
        int rest = seen == null ? 0 : Math.max(0, seen.toString().length() - text.length());
        out.print("\r" + text + " ".repeat(rest));
        out.flush();
        shown = progress;
    }

    /** The work is over: what it came to stays, and what is printed next is below it. */
    synchronized void end() {
        Progress end = last;
        if (end != null && terminal) {
            write(end);
            out.println();
        } else if (end != null && end.time().compareTo(LONG) >= 0) {
            out.println(end);
        }
        last = null;
        shown = null;
    }
}
