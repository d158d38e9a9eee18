package dev.dunder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The shell on the blog in a process of its own, as it ends the one that it is in. */
final class ShellProcess {
    private ShellProcess() {}

    /** What is printed when this is typed into a terminal so wide. */
    static String typed(int width, String input) throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddunder.shell.width=" + width, "-Djava.util.prefs.userRoot=target", "-Dstdout.encoding=UTF-8",
                "-classpath", System.getProperty("java.class.path"),
                Shell.class.getName())
                .redirectErrorStream(true)
                .start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said.replace("\r", "");
    }
}
