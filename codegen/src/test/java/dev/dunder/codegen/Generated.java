package dev.dunder.codegen;

import dev.dunder.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A folder that classes are generated into, compiled with all warnings as errors, and loaded. */
final class Generated {
    /** As where nobody looks. */
    static final ProgressLine SILENT = new ProgressLine(new PrintWriter(new StringWriter()), false);

    private final Path out;
    private String said = "";

    Generated(Path out) {
        this.out = out;
    }

    /** A new database that has been made by statements. */
    static String database(String sql) throws SQLException {
        String url = TestServer.newDatabase();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return url;
    }

    /** Runs the command line with the folder as its output; what it says is kept. */
    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--out", out.toString()));
        all.addAll(List.of(arguments));
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        int exit = Generate.run(writer, writer, all.toArray(String[]::new));
        said = text.toString();
        return exit;
    }

    String said() {
        return said;
    }

    String read(String file) throws IOException {
        return Files.readString(out.resolve(file));
    }

    List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** Adds a class of somebody who uses what was generated. */
    Generated with(String file, String text) throws IOException {
        Path path = out.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    /** Adds a class of the user's own, and what makes its values of numbers. */
    void withMoney() throws IOException {
        Generated unused = with("com/acme/Money.java",
                """
                        package com.acme;
                        public record Money(long cents) {
                            public static Money of(String amount) { return new Money(new java.math.BigDecimal(amount).movePointRight(2).longValueExact()); }
                        }
                        """);
        unused = with("com/acme/MoneyConverter.java",
                """
                        package com.acme;
                        import java.math.BigDecimal;
                        public class MoneyConverter implements org.jooq.Converter<BigDecimal, Money> {
                            private static final long serialVersionUID = 1;
                            public MoneyConverter() {}
                            @Override public Money from(BigDecimal amount) { return amount == null ? null : Money.of(amount.toString()); }
                            @Override public BigDecimal to(Money money) { return money == null ? null : BigDecimal.valueOf(money.cents(), 2); }
                            @Override public Class<BigDecimal> fromType() { return BigDecimal.class; }
                            @Override public Class<Money> toType() { return Money.class; }
                        }
                        """);
    }

    /** What the compiler has to say, for one release of Java. */
    List<String> problems(int release) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Path classes = Files.createDirectories(out.resolve("classes"));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-proc:none", "--release", String.valueOf(release),
                    "-Xlint:all,-classfile,-path", "-Werror", "-Xmaxwarns", "1000");
            compiler.getTask(null, manager, found, options, null, manager.getJavaFileObjectsFromPaths(files(".java")))
                    .call();
        }
        return found.getDiagnostics().stream().map(String::valueOf).toList();
    }

    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>(problems(21));
        int newest = Runtime.version().feature();
        if (newest > 21) {
            problems.addAll(problems(newest));
        }
        return problems;
    }

    URLClassLoader loader() throws IOException {
        return new URLClassLoader(new URL[]{out.resolve("classes").toUri().toURL()});
    }
}
