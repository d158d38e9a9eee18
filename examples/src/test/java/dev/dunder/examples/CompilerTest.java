package dev.dunder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler lets pass, and what it does not. */
class CompilerTest {
    @TempDir
    private Path out;

    @ParameterizedTest
    @ValueSource(strings = {
            "Entry.objects.filter(Entry.AUTHOR.NAME.exact(\"ann\"))",
            "Entry.objects.filter(Entry.X.gt(1).or(Entry.X.isnull(true)).and(q(\"x\", 1)))",
            "Entry.objects.filter(q(\"x\", 1).or(Entry.X.gt(3)))",
            "Entry.objects.filter(Author.objects.list().isEmpty() ? Entry.X.gt(1) : Entry.X.lt(1))",
            "db.objects(Entry.class).filter(Entry.X.gt(1)).orderBy(Entry.X.desc())",
            "db.objects(\"entry\").filter(q(\"x\", 1))",
            "Entry.objects.filter(Entry.X.gt(Entry.RATING.f().times(10)), Entry.ID.lt(Entry.AUTHOR_ID))",
            "Entry.objects.filter(Entry.AUTHOR_ID.exact(1), Entry.PUB_DATE.year().gte(2024), Entry.X.in(1, 2, 3))",
            "Entry.objects.filter(Entry.HEADLINE.lookup(\"istartswith\", \"a\"))",
            "Entry.with().authorId(1).x(1)",
            "Entry.objects.filter(Entry.X.exact(null)).first().author().entries().first().x()"
    })
    void compiles(String expression) {
        assertThat(errors(expression)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Entry.objects.filter(Author.NAME.exact(\"ann\"))",
            "Entry.objects.exclude(Author.NAME.exact(\"ann\"))",
            "Entry.objects.filter(Entry.X.gt(1).and(Author.NAME.exact(\"ann\")))",
            "Entry.objects.filter(Entry.X.gt(\"many\"))",
            "Entry.objects.orderBy(Author.NAME.asc())",
            "Entry.objects.get(Author.NAME.exact(\"ann\"))",
            "Entry.with().update(Author.NAME.to(\"Ann\"))",
            "Entry.objects.filter(Entry.AUTHOR.exact(Entry.with()))",
            "Entry.PUBLISHED.gt(true)",
            "Entry.X.gt(Entry.HEADLINE)",
            "Entry.X.exact(1.5)",
            "Entry.HEADLINE.year()",
            "Entry.PUB_DATE.hour()",
            "Entry.with().authorId(null)",
            "new Entry.Paths<Entry>(\"x\")",
            "Entry.ID.gt(Author.ID)",
            "Author.objects.first().entries().first().author().headline()",
            "db.objects(\"entry\").filter(Entry.X.gt(1))"
    })
    void doesNotCompile(String expression) {
        assertThat(errors(expression)).isNotEmpty();
    }

    @Test
    void theReasonIsTheModel() {
        assertThat(errors("Entry.objects.filter(Author.NAME.exact(\"ann\"))").get(0)).contains("Author", "Entry");
    }

    private List<String> errors(String expression) {
        String source = "import dev.dunder.*; import dev.dunder.examples.blog.models.*; import static dev.dunder.Dunder.*;"
                + "class Try { Object it(Database db) { return " + expression + "; } }";
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Try.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of("-d", out.toString(), "-proc:none");
        compiler.getTask(null, null, found, options, null, List.of(file)).call();
        // A copy, as a message that is made may report more.
        return List.copyOf(found.getDiagnostics()).stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .map(one -> one.getMessage(null))
                .toList();
    }
}
