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
            "Entry.objects.latest(Entry.PUB_DATE, Entry.ID)",
            "Entry.objects.dates(Entry.PUB_DATE, \"year\")",
            "Entry.objects.returning(Entry.ID, Entry.X).update(Entry.X.to(1))",
            "Entry.objects.bulkUpdate(Entry.objects.list(), Entry.X, Entry.RATING)",
            "Tag.objects.async().getOrCreate(Tag.NAME.to(\"tea\"))",
            "Author.objects.updateOrCreate(List.of(Author.ID.to(1L)), List.of(Author.NAME.to(\"Ann\"), Author.EMAIL.to(\"a\")))",
            "Entry.objects.selectRelated(Entry.AUTHOR).prefetchRelated(Entry.TAG).first().load(Entry.AUTHOR)",
            "Entry.objects.with(Entry.X.to(1), Entry.HEADLINE.to(\"Hi\")).with(Entry.X.to(2)).refresh(Entry.X)",
            "Entry.objects.create(Entry.X.to(1), Entry.HEADLINE.toValueOf(value(\"Hi\")))",
            "Author.objects.filteredRelation(\"good\", Author.ENTRY, q(\"entry__x\", 1)).filteredRelation(\"all\", Author.ENTRY)",
            "Author.objects.prefetchRelated(new Prefetch(Author.ENTRY, Entry.objects.filter(Entry.X.gt(1))).to(\"high\"), \"entry__tag\")",
            "Entry.objects.prefetchRelated(\"tag\", new Prefetch(Entry.AUTHOR))",
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
            "Entry.objects.latest(Author.NAME)",
            "Entry.objects.dates(Entry.X, \"year\")",
            "Entry.objects.datetimes(Entry.PUB_DATE, \"hour\")",
            "Entry.objects.returning(Author.NAME)",
            "Entry.objects.bulkUpdate(Entry.objects.list(), Author.NAME)",
            "Entry.objects.bulkUpdate(Author.objects.list(), Entry.X)",
            "Tag.objects.getOrCreate(Author.NAME.to(\"Ann\"))",
            "Tag.objects.getOrCreate(List.of(Tag.NAME.to(\"tea\")), List.of(Author.NAME.to(\"Ann\")))",
            "Entry.objects.selectRelated(Author.ENTRY)",
            "Entry.objects.first().with(Author.NAME.to(\"Ann\"))",
            "Entry.objects.with(Entry.X.to(\"many\"))",
            "Entry.objects.with(Author.NAME.to(\"Ann\"))",
            "Entry.objects.create(Author.NAME.to(\"Ann\"))",
            "Entry.objects.create(Entry.X.to(1), Author.NAME.to(\"Ann\"))",
            "Entry.objects.async().create(Author.NAME.to(\"Ann\"))",
            "Entry.objects.create(1)",
            "Entry.objects.filteredRelation(\"good\", Author.ENTRY)",
            "Author.objects.filteredRelation(\"good\", Author.ENTRY, Entry.X.gt(1))",
            "new Prefetch(Author.ENTRY, Author.objects)",
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
        String source = "import dev.dunder.*; import dev.dunder.examples.blog.models.*; import java.util.List; import static dev.dunder.Dunder.*;"
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
