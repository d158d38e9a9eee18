package dev.dunder.load;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.DatabaseException;
import dev.dunder.DatabaseException;
import dev.dunder.NotLoadedException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Statements of the user's own. */
class RawTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + "create table visit (id int primary key, at timestamptz); insert into visit values (1, now());");

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Way.Both
    void rowsAreInstances(Way way) {
        List<Row> rows = way
                .list(entries().raw("select * from entry where x > ? and headline <> ? order by id", 3, "sea"));
        assertThat(ids(rows)).containsExactly(2, 3, 5);
        assertThat(rows).isEqualTo(entries().filter("x__gt", 3).orderBy("id").list());
        assertThat(rows.get(0).get("rating")).isEqualTo(new BigDecimal("2.5"));
        assertThat(rows.get(0).get("pub_date")).isEqualTo(LocalDate.of(2024, 2, 1));
        assertThat(DB.statements().get(0)).isEqualTo("select * from entry where x > ? and headline <> ? order by id");
    }

    @Way.Both
    void whatIsMissingIsNotLoadedAndWhatIsMoreIsAnAnnotation(Way way) {
        Row row = way.list(entries().raw("select length(headline) as size, entry.id, array[1, 2] as pair,"
                + " timestamp '2024-01-01 10:00' as at, null::numeric as nothing, author.name, entry.author_id as owner"
                + " from entry join author on author.id = author_id where entry.id = ?", 1)).get(0);
        assertThat(row.get("id")).isEqualTo(1);
        assertThat(row.get("size")).isEqualTo(4);
        assertThat(row.get("pair")).isEqualTo(new Integer[]{1, 2});
        assertThat(row.get("at")).isEqualTo(LocalDateTime.of(2024, 1, 1, 10, 0));
        assertThat(row.get("nothing")).isNull();
        assertThat(row.get("name")).isEqualTo("Ann");
        assertThat(row.get("owner")).isEqualTo(1);
        assertThatThrownBy(() -> row.get("headline")).isInstanceOf(NotLoadedException.class);
        assertThat(row.isLoaded("headline")).isFalse();
        Row changed = row.update("x", 1);
        assertThat(changed.get("headline")).isEqualTo("cake");
    }

    @Way.Both
    void valuesAreBoundAndNothingElse(Way way) {
        assertThat(way.list(entries().raw("select id from entry where headline = ?", "' or 1 = 1 --"))).isEmpty();
        assertThat(ids(way.list(entries().raw("select id from entry where id = any(?) order by id",
                (Object) new Integer[]{2, 4})))).containsExactly(2, 4);
        assertThat(way.list(entries().raw("select id from entry where pub_date >= ? and x is distinct from ?::int",
                LocalDate.of(2024, 4, 1), null))).hasSize(1);
    }

    /** What is eight bytes long by chance, as a text or as a number, is no moment. */
    @Way.Both
    void whatIsNoPointInTimeIsNotReadAsOne(Way way) {
        String time = "timestamptz '2024-02-29 10:00:00.5Z'";
        for (String other : List.of("to_char(now(), 'YYYYMMDD')", "'12345678'", "8::bigint",
                "decode('0011223344556677', 'hex')")) {
            // The driver asks for numbers as such once a statement was sent some times.
            for (int i = 0; i < 8; i++) {
                assertThatThrownBy(() -> way.list(DB.objects("visit").raw("select id, " + other + " as at from visit")))
                        .isInstanceOf(DatabaseException.class);
            }
        }
        for (int i = 0; i < 8; i++) {
            assertThat(way.list(DB.objects("visit").raw("select id, " + time + " as at from visit")).get(0)
                    .get("at")).isEqualTo(OffsetDateTime.parse("2024-02-29T10:00:00.5Z"));
        }
    }

    @Way.Both
    void relationsOfThemCanBeLoaded(Way way) {
        List<Row> rows = way
                .list(entries().prefetchRelated("tag").raw("select id from entry where id < ? order by id", 3));
        assertThat(rows.get(0).many("tag").list()).extracting(tag -> tag.get("name")).containsExactlyInAnyOrder("red",
                "blue");
        assertThat(DB.sent()).hasSize(2);
    }

    @Way.Both
    void itIsPartOfATransaction(Way way) {
        DB.database().atomic(() -> {
            assertThat(way.list(entries().raw("update entry set x = 50 where id = ? returning *", 1)).get(0).get("x"))
                    .isEqualTo(50);
            DB.database().currentTransaction().setRollback();
        });
        assertThat(entries().get("id", 1).get("x")).isEqualTo(1);
    }

    @Way.Both
    void mistakes(Way way) {
        assertThatThrownBy(() -> way.list(entries().raw("select headline from entry")))
                .isInstanceOf(DunderException.class)
                .hasMessage(
                        "A raw(…) query of entry selects its primary key, and 'id' is not among its columns: headline.");
        assertThatThrownBy(() -> way.list(entries().raw("select id, x as a, x as a from entry")))
                .isInstanceOf(LookupException.class).hasMessageContaining("Name one of them with AS");
        assertThatThrownBy(() -> way.list(entries().raw("select id from entry, author")))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("ambiguous");
        assertThatThrownBy(() -> way.list(entries().raw("select id from entry where x = ?")))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> way.list(entries().raw("select id from entry", 1)))
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void whatTheQuerySetSaysBesidesIsNotLostSilently() {
        for (QuerySet<Row> said : List.of(entries().filter("x", 1), entries().orderBy("x"), entries().slice(0, 1),
                entries().distinct(), entries().only("x"), entries().values("x"), entries().selectRelated("author"),
                entries().selectForUpdate(), entries().union(entries()))) {
            assertThatThrownBy(() -> said.raw("select * from entry")).isInstanceOf(DunderException.class)
                    .hasMessageContaining("would be lost");
        }
        assertThatThrownBy(() -> entries().raw("select ?", new Object())).isInstanceOf(LookupException.class)
                .hasMessageContaining("which type");
        assertThat(entries().raw("select 1")).hasToString("RawQuerySet of entry: select 1");
        assertThat(DB.sent()).isEmpty();
    }
}
