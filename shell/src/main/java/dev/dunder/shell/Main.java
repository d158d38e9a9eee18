package dev.dunder.shell;

/**
 * What {@code java -jar} begins with: a class that older Javas can read, which says what is missing of the one it is run
 * by.
 */
public final class Main {
    private static final int NEEDED = 21;

    private Main() {}

    /**
     * Opens the shell, or says why it cannot be.
     *
     * @param arguments those of {@link Shell#main}
     * @throws Exception if JShell does not start
     */
    public static void main(String[] arguments) throws Exception {
        String missing = missing(Runtime.version().feature(), ModuleLayer.boot().findModule("jdk.jshell").isPresent());
        if (!missing.isEmpty()) {
            System.err.println("The shell needs a JDK " + NEEDED + " or newer. " + System.getProperty("java.home")
                    + missing);
            System.exit(1);
        }
        Shell.main(arguments);
    }

    static String missing(int version, boolean withTools) {
        if (version < NEEDED) {
            return " is Java " + version + ".";
        }
        return withTools ? "" : " has no JShell: a run-time environment is not enough.";
    }
}
