package dev.dunder.examples;

import static dev.dunder.Dunder.avg;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.examples.blog.models.Author;
import dev.dunder.examples.blog.models.Entry;
import dev.dunder.testing.TestServer;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dunder took over from its two ancestors, each with a reflected and with the generated model. */
class AncestorsTest {
    private static final List<String> SENT = new CopyOnWriteArrayList<>();

    private static HikariDataSource pool;
    private static Database db;
    private static Database other;

    @BeforeAll
    static void start() {
        pool = blog();
        db = Database.builder(pool).listener(statement -> SENT.add(Thread.currentThread().getName())).build();
        other = Database.of(blog());
        Dunder.setDefault(db);
        Dunder.register("other", other);
    }

    private static HikariDataSource blog() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.newDatabase());
        config.setMaximumPoolSize(4);
        HikariDataSource opened = new HikariDataSource(config);
        Database.of(opened).dsl().connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(Blog.read("blog.sql") + Blog.read("blog-data.sql"));
            }
        });
        return opened;
    }

    @AfterAll
    static void stop() {
        db.close();
        other.close();
        pool.close();
    }

    @BeforeEach
    void forget() {
        db.schema();
        SENT.clear();
    }

    static Stream<QuerySet<?>> entries() {
        return Stream.of(db.objects("entry"), Entry.objects.all(), db.objects(Entry.class));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anAggregateIsTheSameBlockingAndAsynchronous(QuerySet<?> entries) {
        QuerySet<?> some = entries.filter("x__gt", 3, "x__lt", 9);

        assertThat(some.aggregate(avg("x"))).isEqualTo(6.0).isEqualTo(some.async().aggregate(avg("x")).join());
    }

    @Test
    void anAggregateOfTypedPathsIsTheSameToo() {
        Double mean = Entry.objects.filter(Entry.X.gt(3), Entry.X.lt(9)).aggregate(Entry.X.avg());

        assertThat(mean).isEqualTo(6.0);
        assertThat(Entry.objects.filter(Entry.X.gt(3), Entry.X.lt(9)).async().aggregate(Entry.X.avg()).join())
                .isEqualTo(mean);
    }

    @Test
    void aGeneratedInstanceIsMadeStoredChangedAndGone() {
        Entry unsaved = Entry.with().x(1).headline("Hi").authorId(1L);

        Entry stored = unsaved.insert();
        assertThat(stored.id()).isPositive();
        assertThat(stored.published()).isFalse();
        Entry changed = stored.update("x", 2);
        assertThat(changed.x()).isEqualTo(2);
        assertThat(Entry.objects.get(Entry.ID.exact(stored.id())).x()).isEqualTo(2);
        assertThat(changed.update(Entry.X.to(3), Entry.HEADLINE.to("Ho")).headline()).isEqualTo("Ho");
        assertThat(changed.delete()).isEqualTo(1);
        assertThat(Entry.objects.filter(Entry.ID.exact(stored.id())).exists()).isFalse();
        assertThat(SENT).hasSize(6);
    }

    @Test
    void andAsynchronously() {
        Entry stored = Entry.with().x(1).headline("Hi").authorId(1L).async().insert().join();

        assertThat(stored.async().update("x", 2).join().x()).isEqualTo(2);
        assertThat(stored.async().delete().join()).isEqualTo(1);
        assertThat(SENT).hasSize(3).allSatisfy(thread -> assertThat(thread).startsWith("dunder-"));
    }

    @Test
    void soIsAReflectedOne() {
        Row stored = db.objects("entry").with("x", 1, "headline", "Hi", "author", 1).insert();

        assertThat(stored.get("id", Long.class)).isPositive();
        assertThat(stored.update("x", 2).get("x")).isEqualTo(2);
        assertThat(stored.delete()).isEqualTo(1);
        Row again = db.objects("entry").with("x", 1, "headline", "Hi", "author", 1).async().insert().join();
        assertThat(again.async().update("x", 2).join().get("x")).isEqualTo(2);
        assertThat(again.async().delete().join()).isEqualTo(1);
        assertThat(SENT).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void startedNowAndUsedLater(QuerySet<?> entries) {
        QuerySet<?> cakes = entries.filter("headline__contains", "cake").orderBy("id").slice(0, 10);

        assertThat((Object) cakes.startFetch()).isSameAs(cakes);
        List<Object> rows = new ArrayList<>();
        cakes.forEach(rows::add);

        assertThat(rows).hasSize(10);
        assertThat(cakes.exists()).isTrue();
        assertThat(cakes.count()).isEqualTo(10);
        assertThat(SENT).hasSize(1);
        assertThat(entries.filter("x", 1).startCount().count()).isEqualTo(entries.filter("x", 1).list().size());
        assertThat(entries.filter("x", 1).startExists().exists()).isTrue();
    }

    @Test
    void theManagerItselfKeepsNothing() {
        Author.objects.list();
        Author.objects.list();
        assertThat(SENT).hasSize(2);

        QuerySet<Author> started = Author.objects.startFetch();
        assertThat((Object) started).isNotSameAs(Author.objects);
        assertThat(started.list()).hasSize(40);
        assertThat(started.count()).isEqualTo(40);
        assertThat(SENT).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void twoDatabasesAtOnceAndTheSameModel(QuerySet<?> entries) {
        long here = entries.count();
        Entry there = Entry.with().headline("only there").authorId(1L).using("other").insert();

        assertThat(entries.using("other").count()).isEqualTo(here + 1);
        assertThat(entries.count()).isEqualTo(here);
        assertThat(there.update("x", 5).x()).isEqualTo(5);
        assertThat(there.delete()).isEqualTo(1);
    }

    @Test
    void typedPathsFollowRelationsBothWays() {
        QuerySet<Author> authors = Author.objects.filter(Author.ENTRY.tag().NAME.exact("tea"), Author.ENTRY.X.gt(90))
                .distinct();

        assertThat(authors.list()).isNotEmpty().isEqualTo(
                Author.objects.filter("entry__tag__name", "tea", "entry__x__gt", 90).distinct().list());
        assertThat(authors.sql())
                .isEqualTo(Author.objects.filter("entry__tag__name", "tea", "entry__x__gt", 90).distinct().sql());
        Author first = Author.objects.first();
        assertThat(Entry.objects.filter(Entry.AUTHOR.exact(first)).count())
                .isEqualTo(Entry.objects.filter("author", first).count())
                .isEqualTo(30);
        assertThat(Entry.objects.filter(Entry.AUTHOR.in(List.of(first)), Entry.RATING.isnull(true)).exists()).isTrue();
        assertThat(Entry.objects.orderBy(Entry.PUB_DATE.desc(), Entry.ID.asc()).first()).isNotNull();
    }
}
