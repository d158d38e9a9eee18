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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            "Entry.objects.orderBy(Entry.X.desc(), Entry.PUB_DATE.asc(), \"id\", f(\"x\").desc())",
            "Entry.objects.orderBy(Entry.X.desc(), upper(\"headline\"), Entry.ID.asc())",
            "Entry.objects.orderBy(f(\"x\").desc(), Entry.X.asc(), upper(Entry.HEADLINE), \"id\")",
            "db.objects(\"entry\").orderBy(f(\"rating\").desc(), f(\"pub_date\").desc(), \"id\")",
            "Entry.objects.values(Entry.X, \"headline\").first()",
            "Entry.objects.values(Entry.X, Entry.ID, upper(Entry.HEADLINE).as(\"loud\"), \"author__name\")",
            "Entry.objects.filter(Entry.X.gt(1), q(\"x\", 1), Entry.ID.lt(3), \"author__name\", \"Ann\", \"x\", null)",
            "Entry.objects.aggregate(arrayAgg(Entry.X)).clone()[0].intValue() + Entry.objects.aggregate(mode(Entry.AUTHOR.NAME)).length()",
            "Entry.objects.aggregate(anyValue(Entry.PUB_DATE)).getYear()",
            "Entry.objects.exclude(func(\"int4lt\", Boolean.class, \"x\", 5))",
            "Entry.objects.filter(Entry.X.exact(null)).first().author().entries().first().x()"
    })
    void compiles(String expression) {
        assertThat(errors(expression)).isEmpty();
    }

    /** Each for the one reason that javac gives. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Entry.objects.filter(Author.NAME.exact("ann")) | found for filter(Q<Author>)
            Entry.objects.exclude(Author.NAME.exact("ann")) | found for exclude(Q<Author>)
            Entry.objects.filter(Entry.X.gt(1).and(Author.NAME.exact("ann"))) | found for and(Q<Author>)
            Entry.objects.filter(Entry.X.gt("many")) | found for gt(String)
            Entry.objects.orderBy(Author.NAME.asc()) | found for orderBy(Ordering<Author>)
            Entry.objects.orderBy(Entry.X.asc(), Author.NAME.asc()) | found for orderBy(Ordering<Entry>,Ordering<Author>)
            Entry.objects.orderBy(Entry.X.asc(), Author.NAME.asc(), "id") | found for orderBy(Ordering<Entry>,Ordering<Author>,String)
            Entry.objects.values(Entry.X, Author.NAME) | found for values(NumberPath<Entry,Integer,Long,Double>,TextPath<Author>)
            Entry.objects.values(Author.NAME, "x") | found for values(TextPath<Author>,String)
            Entry.objects.filter(Entry.X.gt(1), Entry.X.lt(5), Author.NAME.exact("ann"), "x", 1) | found for filter(Q<Entry>,Q<Entry>,Q<Author>,String,int)
            Entry.objects.get(Author.NAME.exact("ann")) | found for get(Q<Author>)
            Entry.with().update(Author.NAME.to("Ann")) | found for update(Assignment<Author>)
            Entry.objects.filter(Entry.AUTHOR.exact(Entry.with())) | Entry cannot be converted to Author
            Entry.objects.latest(Author.NAME) | found for latest(TextPath<Author>)
            Entry.objects.dates(Entry.X, "year") | found for dates(NumberPath<Entry,Integer,Long,Double>,String)
            Entry.objects.datetimes(Entry.PUB_DATE, "hour") | found for datetimes(DatePath<Entry,LocalDate>,String)
            Entry.objects.returning(Author.NAME) | found for returning(TextPath<Author>)
            Entry.objects.bulkUpdate(Entry.objects.list(), Author.NAME) | found for bulkUpdate(List<Entry>,TextPath<Author>)
            Entry.objects.bulkUpdate(Author.objects.list(), Entry.X) | found for bulkUpdate(List<Author>,NumberPath<Entry,Integer,Long,Double>)
            Tag.objects.getOrCreate(Author.NAME.to("Ann")) | found for getOrCreate(Assignment<Author>)
            Tag.objects.getOrCreate(List.of(Tag.NAME.to("tea")), List.of(Author.NAME.to("Ann"))) | found for getOrCreate(List<Assignment<Tag>>,List<Assignment<Author>>)
            Entry.objects.selectRelated(Author.ENTRY) | found for selectRelated(Entry.Paths<Author>)
            Entry.objects.first().with(Author.NAME.to("Ann")) | Assignment<Author> cannot be converted to Assignment<Entry>
            Entry.objects.with(Entry.X.to("many")) | found for to(String)
            Entry.objects.with(Author.NAME.to("Ann")) | found for with(Assignment<Author>)
            Entry.objects.create(Author.NAME.to("Ann")) | found for create(Assignment<Author>)
            Entry.objects.create(Entry.X.to(1), Author.NAME.to("Ann")) | found for create(Assignment<Entry>,Assignment<Author>)
            Entry.objects.async().create(Author.NAME.to("Ann")) | found for create(Assignment<Author>)
            Entry.objects.create(1) | found for create(int)
            Entry.objects.filteredRelation("good", Author.ENTRY) | found for filteredRelation(String,Entry.Paths<Author>)
            Author.objects.filteredRelation("good", Author.ENTRY, Entry.X.gt(1)) | found for filteredRelation(String,Entry.Paths<Author>,Q<Entry>)
            new Prefetch(Author.ENTRY, Author.objects) | found for Prefetch(Entry.Paths<Author>,Manager<Author>)
            Entry.PUBLISHED.gt(true) | method gt(boolean)
            Entry.X.gt(Entry.HEADLINE) | found for gt(TextPath<Entry>)
            Entry.X.exact(1.5) | found for exact(double)
            Entry.HEADLINE.year() | method year()
            Entry.PUB_DATE.hour() | method hour()
            Entry.with().authorId(null) | cannot be converted to long
            new Entry.Paths<Entry>("x") | is not public in Entry.Paths
            Entry.ID.gt(Author.ID) | found for gt(NumberPath<Author,Long,Long,Double>)
            Author.objects.first().entries().first().author().headline() | method headline()
            db.objects("entry").filter(Entry.X.gt(1)) | found for filter(Q<Entry>)
            """)
    void doesNotCompile(String expression, String reason) {
        // Without packages, and in one line.
        assertThat(errors(expression).stream()
                .map(one -> one.replaceAll("\\b(?:[a-z][a-z0-9]*\\.)+(?=[A-Z])", "").replaceAll("\\s+", " ")))
                .singleElement().asString().contains(reason);
    }

    private List<String> errors(String expression) {
        String source = "import dev.dunder.*; import dev.dunder.examples.blog.models.*; import java.util.List; import static dev.dunder.Dunder.*; import static dev.dunder.TextFunctions.upper; import static dev.dunder.Functions.*;"
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
