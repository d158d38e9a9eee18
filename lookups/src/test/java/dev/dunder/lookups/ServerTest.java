package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on the server's state: its time zone, its indexes, its text search. */
class ServerTest {
    private static Connection connection;
    private static DSLContext jooq;
    private static Table<?> post;

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                            create table post (id int primary key, at timestamptz, day date, name text, title text, body text,
                                data jsonb, tags text[], words tsvector,
                                query tsquery);
                            create index on post (at);
                            create index on post (upper(name));
                            create index on post ((data ->> 'owner') text_pattern_ops);
                            create index on post using gin (data);
                            create index on post using gin (tags);
                            insert into post values
                                (1, '2023-12-31 23:30Z', '2024-01-01', 'a', 'Cats', 'They eat fish.', '{"owner": "ann"}', '{x}',
                                 to_tsvector('They eat fish.'), to_tsquery('fish & !cats')),
                                (2, '2024-12-31 23:30Z', '2025-01-01', 'b', 'Fish', 'They are eaten by cats, fish and cats.',
                                 '{"owner": "bo"}', '{y}',
                                 to_tsvector('They are eaten by cats, fish and cats.'), to_tsquery('fish & !cats'));
                            """);
        }
        jooq = DSL.using(connection, SQLDialect.POSTGRES);
        post = jooq.meta().filterSchemas(s -> s.getName().equals("public")).getTables("post").get(0);
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void aTimestampHasTheDateAndTheYearOfTheSessionsTimeZone() {
        jooq.execute("set time zone 'UTC'");
        assertThat(idsWhere("at__year", 2024)).containsExactly(2);
        assertThat(idsWhere("at__date", "2024-12-31")).containsExactly(2);
        assertThat(idsWhere("at__hour", 23)).containsExactly(1, 2);

        jooq.execute("set time zone 'Europe/Berlin'");
        assertThat(idsWhere("at__year", 2024)).containsExactly(1);
        assertThat(idsWhere("at__year__gt", 2024)).containsExactly(2);
        assertThat(idsWhere("at__iso_year", 2025)).containsExactly(2);
        assertThat(idsWhere("at__date", "2024-12-31")).isEmpty();
        assertThat(idsWhere("at__date__gte", "2025-01-01")).containsExactly(2);
        assertThat(idsWhere("at__time__hour", 0)).containsExactly(1, 2);
        assertThat(idsWhere("at__year", Lookups.f("day__year"))).containsExactly(1, 2);
        assertThat(idsWhere("at", "2024-01-01 00:30")).containsExactly(1);
        assertThat(idsWhere("at__gte", LocalDate.of(2025, 1, 1))).containsExactly(2);
        assertThat(idsWhere("at__range", List.of("2024-01-01", LocalDateTime.of(2025, 1, 1, 0, 0)))).containsExactly(1);
        assertThat(idsWhere("day", OffsetDateTime.parse("2023-12-31T23:30Z"))).containsExactly(1);
        assertThat(idsWhere("day__gt", LocalDateTime.of(2024, 1, 1, 12, 0))).containsExactly(2);
        assertThat(idsWhere("at__lt", "2024-01-01T00:00Z")).containsExactly(1);
        jooq.execute("set time zone 'UTC'");
    }

    @Test
    void aPartOfADateIsWhatItIsInJava() {
        assertThat(idsWhere("at__year", Year.of(2023))).containsExactly(1);
        assertThat(idsWhere("at__iso_year__in", List.of(Year.of(2025), 2022))).containsExactly(2);
        assertThat(idsWhere("at__year__range", List.of(Year.of(2023), Year.of(2024)))).containsExactly(1, 2);
        assertThat(idsWhere("at__month", Month.DECEMBER)).containsExactly(1, 2);
        assertThat(idsWhere("day__month__in", List.of(Month.JANUARY, 2))).containsExactly(1, 2);
        assertThat(idsWhere("day__month__range", new Object[]{Month.FEBRUARY, Month.MARCH})).isEmpty();
        // The thirty-first of December was a Sunday, and then a Tuesday
        assertThat(idsWhere("at__week_day", DayOfWeek.SUNDAY)).containsExactly(1);
        assertThat(idsWhere("at__week_day", 1)).containsExactly(1);
        assertThat(idsWhere("at__week_day__in", List.of(DayOfWeek.TUESDAY, DayOfWeek.SATURDAY))).containsExactly(2);
        assertThat(idsWhere("at__iso_week_day", DayOfWeek.SUNDAY)).containsExactly(1);
        assertThat(idsWhere("at__iso_week_day", 7)).containsExactly(1);
        assertThat(idsWhere("day__iso_week_day__gt", DayOfWeek.MONDAY)).containsExactly(2);
        assertThat(idsWhere("at__year__isnull", false)).containsExactly(1, 2);
        assertThat(idsWhere("at__month__in", List.of())).isEmpty();
        assertThatThrownBy(() -> idsWhere("at__day", DayOfWeek.SUNDAY)).hasMessageContaining("Cannot use a DayOfWeek");
        assertThatThrownBy(() -> idsWhere("at__iso_week_day", Month.MAY)).hasMessageContaining("Cannot use a Month");
        for (int year : new int[]{0, 10_000}) {
            assertThatThrownBy(() -> idsWhere("at__year", year))
                    .hasMessageContaining("Lookup 'year' takes a year from 1 to 9999.");
        }
    }

    @Test
    void aSearchMayBeForWhatAnotherColumnHas() {
        assertThat(idsWhere("body__search", Lookups.f("title"))).containsExactly(2);
        assertThat(idsWhere("body__search", Lookups.f("query"))).containsExactly(1);
        assertThat(idsWhere("words__search", Lookups.f("query"))).containsExactly(1);
        assertThat(idsWhere("words", Lookups.f("query"))).containsExactly(1);
        assertThat(idsWhere("words", Lookups.f("words"))).containsExactly(1, 2);
        assertThat(idsWhere("words", "fish & cats")).containsExactly(2);
    }

    @Test
    void aRangeOfJavaIsOneOfBothEnds() {
        assertThat(idsWhere("id__range", Range.closed(1, 2))).containsExactly(1, 2);
        assertThat(idsWhere("day__range", Range.closed("2024-01-02", "2025-01-01"))).containsExactly(2);
        for (Range<Integer> open : List.of(Range.of(1, 2), new Range<>(1, 2, false, true))) {
            assertThatThrownBy(() -> idsWhere("id__range", open)).hasMessageContaining(
                    "Lookup 'range' includes both ends: give it a Range.closed(…), or use 'gte' and 'lt'.");
        }
        assertThatThrownBy(() -> idsWhere("id__range", Range.closed(1, null)))
                .hasMessageContaining("Use 'gte' or 'lte' for a range that is open at one end.");
    }

    @ParameterizedTest
    @CsvSource({"at__year, 2024, post_at_idx", "at__year__lt, 2024, post_at_idx", "name__iexact, A, post_upper_idx",
            "data__owner__startswith, ann, post_expr_idx", "data__has_key, owner, post_data_idx",
            "tags__contains, x, post_tags_idx"})
    void anIndexServes(String lookup, String value, String index) {
        jooq.execute("set enable_seqscan = off");
        Condition condition = Lookups.on(post).condition(lookup,
                lookup.startsWith("tags") ? List.of(value) : value);

        String plan = jooq.explain(jooq.selectFrom(post).where(condition)).plan();

        assertThat(plan).contains(index);
        jooq.execute("reset enable_seqscan");
    }

    @Test
    void searchesAreRanked() {
        Field<?> words = FullText.concat(
                FullText.weighted(FullText.vector("english", post.field("title")), 'A'),
                FullText.weighted(FullText.vector("english", post.field("body")), 'D'));
        Field<?> query = FullText.query(SearchQuery.websearch("cat").config("english"));

        assertThat(jooq.select(post.field("id")).from(post).where(FullText.matches(words, query))
                .orderBy(FullText.rank(words, query).desc()).fetch(0, Integer.class)).containsExactly(1, 2);
        assertThat(jooq.select(post.field("id")).from(post).where(FullText.matches(words, query))
                .orderBy(FullText.rank(words, query, 1, 0, 0, 0).desc()).fetch(0, Integer.class)).containsExactly(2, 1);
        assertThat(jooq.select(post.field("id")).from(post)
                .where(FullText.matches(FullText.vector(null, post.field("title"), post.field("body")),
                        FullText.query(SearchQuery.phrase("eat fish"))))
                .fetch(0, Integer.class)).containsExactly(1);
        assertThatThrownBy(() -> FullText.weighted(words, 'E')).hasMessageContaining("A, B, C and D");
        assertThatThrownBy(() -> FullText.rank(words, query, 1)).hasMessageContaining("weights of D, C, B and A");
    }

    @Test
    void aValueIsNoDocumentOfAnotherType() {
        assertThat(idsWhere("data__owner", "ann")).containsExactly(1);
        assertThat(idsWhere("data__owner", 1)).isEmpty();
    }

    private static List<Integer> idsWhere(String lookup, Object value) {
        return jooq.select(post.field("id"))
                .from(post)
                .where(Lookups.on(post).condition(lookup, value))
                .orderBy(post.field("id"))
                .fetch(0, Integer.class);
    }
}
