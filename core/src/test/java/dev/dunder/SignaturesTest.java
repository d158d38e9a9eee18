package dev.dunder;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.dunder.watch.StatementListener;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;

/**
 * What the public methods return can be given a name in JShell, which writes the type of a variable down and cannot write an
 * annotation before a type argument with a package.
 */
class SignaturesTest {
    private static final Set<String> PACKAGES = Set.of("dev.dunder", "dev.dunder.lookups", "dev.dunder.model");

    @Test
    void noReturnTypeHasAnAnnotatedTypeArgument() {
        List<String> found = new ArrayList<>();
        Stream<Class<?>> classes = Stream.concat(
                new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.dunder")
                        .stream().filter(type -> PACKAGES.contains(type.getPackageName())).map(JavaClass::reflect),
                Stream.of(StatementListener.ExecutedStatement.class, StatementListener.Statement.class));
        classes.filter(type -> isPublic(type)).forEach(type -> {
            for (Method method : type.getDeclaredMethods()) {
                if ((method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0 && !method.isSynthetic()
                        && isAnnotatedWithin(method.getAnnotatedReturnType(), false)) {
                    found.add(method.toGenericString());
                }
            }
        });
        assertThat(found).isEmpty();
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getEnclosingClass()) {
            if (!Modifier.isPublic(one.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    /** A type variable loses its annotation when it becomes a class. */
    private static boolean isAnnotatedWithin(AnnotatedType type, boolean within) {
        if (within && type.getAnnotations().length > 0 && !(type instanceof AnnotatedTypeVariable)) {
            return true;
        }
        return switch (type) {
            case AnnotatedParameterizedType of -> Stream.of(of.getAnnotatedActualTypeArguments())
                    .anyMatch(argument -> isAnnotatedWithin(argument, true));
            case AnnotatedWildcardType wild -> Stream.concat(Stream.of(wild.getAnnotatedUpperBounds()),
                    Stream.of(wild.getAnnotatedLowerBounds())).anyMatch(bound -> isAnnotatedWithin(bound, true));
            case AnnotatedArrayType array -> isAnnotatedWithin(array.getAnnotatedGenericComponentType(), true);
            default -> false;
        };
    }

    @Test
    void whatMethodsReturnCanBeKeptInJShell() {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            List<String> problems = new ArrayList<>();
            Stream.of(
                    "import dev.dunder.*;", "import dev.dunder.watch.StatementListener;",
                    "import static dev.dunder.Dunder.*;",
                    "Row row = null;", "QuerySet<Row> rows = null;", "Database db = null;",
                    "StatementListener.ExecutedStatement sent = null;",
                    "var map = row.toMap();", "var all = row.values();", "var value = row.get(\"x\");",
                    "var typed = row.get(\"x\", Integer.class);", "var one = row.one(\"x\");",
                    "var many = row.many(\"x\");",
                    "var names = row.names();", "var lists = rows.valuesList(\"a\", \"b\");",
                    "var pair = rows.valuesList(\"a\", \"b\").first();",
                    "var pairs = rows.valuesList(\"a\", \"b\").list();",
                    "var computed = rows.valuesList(f(\"a\"), f(\"b\")).list();",
                    "var flat = rows.valuesList(\"a\", Integer.class).list();", "var some = rows.values(\"a\").list();",
                    "var dates = rows.dates(\"d\", \"year\").list();",
                    "var times = rows.datetimes(\"d\", \"hour\").first();",
                    "var first = rows.first();", "var sum = rows.aggregate(sum(\"x\"));",
                    "var sums = rows.aggregate(sum(\"x\"), count(\"y\"));",
                    "var bulk = rows.inBulk(java.util.List.of(1));",
                    "var later = rows.async().first();",
                    "var laterPair = rows.valuesList(\"a\", \"b\").async().first();",
                    "var shown = rows.async().show();", "var each = rows.async().forEach(r -> {});",
                    "var done = db.atomic(() -> 1);", "var doneLater = db.async().atomic(tx -> rows.async().count());",
                    "var bound = sent.values();", "var queries = db.queries(() -> {});", "var page = rows.page(1, 10);",
                    "var stream = rows.valuesList(\"a\", \"b\").stream();",
                    "var condition = f(\"a\").<Object>exact(1);",
                    "var models = db.schema().models();").forEach(line -> {
                        for (SnippetEvent event : shell.eval(line)) {
                            if (event.status() != Snippet.Status.VALID) {
                                problems.add(line + " " + shell.diagnostics(event.snippet())
                                        .map(one -> one.getMessage(null)).toList());
                            }
                        }
                    });
            assertThat(problems).isEmpty();
        }
    }
}
