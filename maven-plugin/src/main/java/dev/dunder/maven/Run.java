package dev.dunder.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * The generator's command line, to be run in a JVM of its own.
 *
 * @param arguments what it is told
 * @param classPath where it is
 * @param java what runs it
 * @param password that of the database, which is in no command line that others could read
 * @param log hears what it says
 */
record Run(List<String> arguments, List<Path> classPath, Path java, @Nullable String password, Log log) {
    private static final String MAIN = "dev.dunder.codegen.Generate";

    /** What the generator exits with where a check has found something. */
    static final int MOVED = 3;

    /**
     * Runs it.
     *
     * @param more further arguments
     * @return what it exits with
     */
    int start(String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", MAIN));
        command.addAll(arguments);
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not among the arguments, of which some systems take only a few.
        builder.environment().put("CLASSPATH",
                String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        if (password != null) {
            builder.environment().put("DUNDER_PASSWORD", password);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            Thread errors = new Thread(() -> tell(process.getErrorStream(), log::error), "dunder generator");
            errors.start();
            tell(process.getInputStream(), log::info);
            int exit = process.waitFor();
            errors.join();
            return exit;
        } finally {
            process.destroy();
        }
    }

    private static void tell(InputStream said, Consumer<String> log) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
            lines.lines().forEach(log);
        } catch (IOException gone) {
            log.accept("What the generator says cannot be read: " + gone.getMessage());
        }
    }
}
