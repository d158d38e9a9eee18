package dev.dunder.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What one looks at: how wide it is at this moment, and whether it has colours. */
public final class Terminal {
    private static final int USUAL = 100;

    private Terminal() {}

    /**
     * How wide it is: as {@code COLUMNS} says, or else the terminal.
     *
     * @return in characters; 100 where there is none to ask
     */
    public static int width() {
        String said = System.getProperty("dunder.shell.width", System.getenv("COLUMNS"));
        return said != null && said.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(said) : asked();
    }

    /**
     * Whether what is printed goes to a terminal, and that has colours. Of {@code NO_COLOR} it has none.
     *
     * @return false where it goes to a file or to another program
     */
    public static boolean isColoured() {
        String refused = System.getenv("NO_COLOR");
        return (refused == null || refused.isEmpty()) && !"dumb".equals(System.getenv("TERM")) && isThere();
    }

    /**
     * Whether what is printed goes to a terminal. Java's own console is one or not by what it reads from, too.
     *
     * @return false where it goes to a file or to another program, and where there is no shell to ask
     */
    public static boolean isThere() {
        try {
            return new ProcessBuilder("sh", "-c", "test -t 1").inheritIO().start().waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As the terminal says, where there is one and a shell to ask it. */
    private static int asked() {
        try {
            Process process = new ProcessBuilder("sh", "-c", "stty size < /dev/tty").redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
                boolean ended = process.waitFor(1, TimeUnit.SECONDS);
                String[] size = answer.split(" ", -1);
                return ended && size.length == 2 && size[1].matches("[1-9][0-9]{0,3}")
                        ? Integer.parseInt(size[1])
                        : USUAL;
            } finally {
                process.destroy();
            }
        } catch (IOException noShell) {
            return USUAL;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
