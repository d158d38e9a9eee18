package dev.dunder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.testing.TestServer;
import java.io.File;
import java.io.StringWriter;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program, as a module and from the class path: compiled by itself, and run in a JVM of its own. */
class ModulesTest {
    private static final String MODULE = """
            module shop {
                requires dev.dunder;
                requires dev.dunder.jackson;
                requires tools.jackson.databind;

                exports shop to dev.dunder;
            }
            """;

    private static final String PROGRAM = """
            package shop;

            import static dev.dunder.Dunder.q;

            import com.zaxxer.hikari.HikariConfig;
            import dev.dunder.Database;
            import dev.dunder.QuerySet;
            import dev.dunder.Row;
            import dev.dunder.lookups.LookupException;
            import dev.dunder.model.Model;
            import tools.jackson.databind.json.JsonMapper;

            public final class Main {
                public record Tag(int id, String name) {}

                public static void main(String[] url) {
                    HikariConfig config = new HikariConfig();
                    config.setJdbcUrl(url[0]);
                    try (Database db = Database.pooled(config).build()) {
                        db.dsl().execute("create table tag (id int primary key, name text not null)");
                        QuerySet<Row> tags = db.objects("tag");
                        Row tea = tags.create("id", 1, "name", "tea");
                        System.out.println(tags.filter(q("name__istartswith", "T")).into(Tag.class));
                        System.out.println(JsonMapper.builder().findAndAddModules().build().writeValueAsString(tea));
                        System.out.println(tags.async().count().join());
                        try {
                            System.out.println(tags.filter("nme", "tea").list());
                        } catch (LookupException wrong) {
                            System.out.println(wrong.getMessage().lines().findFirst().orElseThrow());
                        }
                        System.out.println(Main.class.getModule().isNamed() + " " + Model.class.getModule().isNamed());
                    }
                }
            }
            """;

    private static final List<String> SAYS = List.of("[Tag[id=1, name=tea]]", "{\"id\":1,\"name\":\"tea\"}", "1",
            "Cannot resolve 'nme' on tag. Did you mean 'name'? Choices: id, name.");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws Exception {
        Files.writeString(folder.resolve("module-info.java"), MODULE);
        Files.writeString(Files.createDirectory(folder.resolve("shop")).resolve("Main.java"), PROGRAM);
    }

    /** What this test was started with. */
    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(Files::exists).toList();
    }

    /** The modules that a program requires, with those that they require in turn. */
    private static String modulePath(String... roots) {
        Map<String, Path> where = new HashMap<>();
        Map<String, ModuleDescriptor> known = new HashMap<>();
        for (Path entry : classPath()) {
            try {
                ModuleFinder.of(entry).findAll().forEach(found -> {
                    where.putIfAbsent(found.descriptor().name(), entry);
                    known.putIfAbsent(found.descriptor().name(), found.descriptor());
                });
            } catch (FindException none) {
                // No jar of a module, and none that could be one.
            }
        }
        Set<Path> path = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(roots));
        Set<String> seen = new LinkedHashSet<>(open);
        while (!open.isEmpty()) {
            ModuleDescriptor module = known.get(open.removeFirst());
            if (module != null) {
                path.add(where.get(module.name()));
                module.requires().stream()
                        .filter(one -> !one.modifiers().contains(Requires.Modifier.STATIC)
                                || one.name().equals("org.jspecify"))
                        .map(Requires::name).filter(seen::add).forEach(open::add);
            }
        }
        return joined(path);
    }

    private static String joined(Iterable<Path> paths) {
        List<String> all = new ArrayList<>();
        paths.forEach(path -> all.add(path.toString()));
        return String.join(File.pathSeparator, all);
    }

    /** What the compiler says against it. */
    private static String compiled(Path out, List<String> options, String... files) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-proc:none", "-d", out.toString()));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean unused = compiler.getTask(said, manager, null, all, null,
                    manager.getJavaFileObjects(Arrays.stream(files).map(folder::resolve).toArray(Path[]::new))).call();
        }
        return said.toString();
    }

    private static List<String> run(List<String> options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dorg.jooq.no-logo=true",
                        "-Dorg.jooq.no-tips=true"));
        command.addAll(options);
        command.add(TestServer.newDatabase());
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            List<String> lines = Files.readAllLines(said);
            assertThat(process.exitValue()).as("%s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aModule() throws Exception {
        String path = modulePath("dev.dunder", "dev.dunder.jackson", "tools.jackson.databind");
        Path out = folder.resolve("module");
        assertThat(compiled(out, List.of("--module-path", path), "module-info.java", "shop/Main.java")).isEmpty();
        assertThat(run(List.of("--module-path", path + File.pathSeparator + out, "--module", "shop/shop.Main")))
                .containsSubsequence(SAYS).endsWith("true true");
    }

    @Test
    void aProgramOfTheClassPath() throws Exception {
        String path = joined(classPath());
        Path out = folder.resolve("classes");
        assertThat(compiled(out, List.of("-classpath", path), "shop/Main.java")).isEmpty();
        assertThat(run(List.of("-classpath", path + File.pathSeparator + out, "shop.Main")))
                .containsSubsequence(SAYS).endsWith("false false");
    }

    @Test
    void aModuleSeesNothingOfTheMachinery() throws Exception {
        Files.writeString(folder.resolve("shop").resolve("Deep.java"),
                "package shop; final class Deep { dev.dunder.query.Query query; }");
        assertThat(compiled(folder.resolve("deep"),
                List.of("--module-path", modulePath("dev.dunder", "dev.dunder.jackson", "tools.jackson.databind")),
                "module-info.java", "shop/Deep.java"))
                .contains("package dev.dunder.query is not visible");
    }
}
