package dev.dunder.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.watch.StatementListener.ExecutedStatement;
import dev.dunder.watch.StatementListener.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everyday questions over half a million rows: none reads twice as many pages as the SQL that one would write by hand. */
class PlansTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table country (id int primary key, name text not null) with (autovacuum_enabled = false);
                    create table author (id int primary key, name text not null, age int,
                        country_id int references country, joined date not null) with (autovacuum_enabled = false);
                    create table entry (id int primary key, author_id int not null, headline text not null,
                        body text not null, x int, rating numeric(3, 1), published boolean not null,
                        pub_date date not null, extra jsonb not null) with (autovacuum_enabled = false);
                    create table tag (id int primary key, name text not null unique) with (autovacuum_enabled = false);
                    create table entry_tag (entry_id int not null, tag_id int not null) with (autovacuum_enabled = false);
                    create table comment (id int primary key, entry_id int not null, body text not null, stars int) with (autovacuum_enabled = false);
                    insert into country select n, 'country ' || n from generate_series(1, 100) n;
                    insert into author select n, 'author ' || md5(n::text), n % 80, 1 + n % 100,
                        date '2000-01-01' + n % 5000 from generate_series(1, 10000) n;
                    insert into entry select n, 1 + (n * 7919::bigint) % 10000, 'headline ' || md5(n::text),
                        repeat('words ', 10), n % 1000, (n % 50) / 10.0, n % 3 = 0, date '2010-01-01' + n % 4000,
                        jsonb_build_object('kind', n % 500) from generate_series(1, 100000) n;
                    insert into tag select n, 'tag ' || n from generate_series(1, 1000) n;
                    insert into entry_tag select n, 1 + (n * 31 + more * 500) % 1000
                        from generate_series(1, 50000) n, generate_series(0, 1) more;
                    insert into comment select n, 1 + (n * 104729::bigint) % 100000, 'comment ' || n, n % 100
                        from generate_series(1, 300000) n;
                    alter table entry add foreign key (author_id) references author;
                    alter table entry_tag add primary key (entry_id, tag_id), add foreign key (entry_id) references entry,
                        add foreign key (tag_id) references tag;
                    alter table comment add foreign key (entry_id) references entry;
                    create index on author (country_id);
                    create index on author (joined, id);
                    create index on entry (author_id);
                    create index on entry (pub_date, id);
                    create index on entry using gin (extra jsonb_path_ops);
                    create index on entry_tag (tag_id);
                    create index on comment (entry_id);
                    create index on comment (stars);
                    """);

    private static final List<ExecutedStatement> SENT = new CopyOnWriteArrayList<>();
    private static Database database;

    @BeforeAll
    static void load() {
        DB.execute("vacuum analyze country, author, entry, tag, entry_tag, comment");
        // A page is read by its index alone once nobody is left for whom it might be otherwise.
        TestDatabase.until(() -> {
            Object left = DB.database().dsl().fetchValue("select string_agg(relname, ', ') from pg_class"
                    + " where relnamespace = 'public'::regnamespace and relkind = 'r' and relallvisible < relpages");
            if (left != null) {
                DB.execute("vacuum " + left);
            }
            return left == null;
        });
        database = Database.builder(DB.pool()).listener(SENT::add).showValues().build();
        database.schema();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static Stream<Question> questions() {
        return Stream.of(new AggregateQuestions(database), new RowQuestions(database))
                .flatMap(some -> some.all().stream());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void readsAtMostTwiceWhatIsReadByHand(Question question) {
        SENT.clear();
        question.asked().run();
        String url = DB.pool().getJdbcUrl();
        ServerWork ours = ServerWork.of(url, SENT.stream().map(ExecutedStatement::statement).toList());
        ServerWork byHand = ServerWork.of(url,
                question.byHand().stream().map(sql -> new Statement(sql, null, List.of()))
                        .toList());

        assertThat(ours.rows()).isEqualTo(byHand.rows());
        assertThat(ours.buffers()).as("%s%nby hand:%n%s", ours.plans(), byHand.plans())
                .isLessThanOrEqualTo(2 * byHand.buffers());
    }
}
