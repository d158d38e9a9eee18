package dev.dunder.write;

import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DoesNotExist;
import dev.dunder.ForeignKeyViolation;
import dev.dunder.KeysetPage;
import dev.dunder.NotNullViolation;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.UniqueViolation;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows that are made, stored, changed and deleted. */
class InstanceTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create table pair (a int, b text, note text, primary key (a, b));
                    create table sum (id int primary key, x int not null, double int generated always as (x * 2) stored);
                    create table plain (x int);
                    create table heap (id int primary key, raw bytea, numbers int[]);
                    create table empty (id int generated always as identity primary key, made timestamptz not null default now());
                    """);

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    @Way.Both
    void whatAStoredRowWasGivenIsStoredByTheNextUpdate(Way way) {
        Row stored = way.insert(entries().with("headline", "new", "author", 2));
        DB.sent().clear();

        Row changed = way.update(stored.with("headline", "changed", "author", 1), "x", 7);
        assertThat(DB.statements().get(0))
                .startsWith("update entry set x = ?, author_id = ?, headline = ? where entry.id = ?");
        assertThat(way.get(entries(), "id", stored.get("id")).toMap()).isEqualTo(changed.toMap());
        assertThat(changed.get("headline")).isEqualTo("changed");
        assertThat(changed.get("author_id")).isEqualTo(1);

        Row again = way.update(changed.with("x", 8, "headline", "changed"));
        assertThat(DB.statements().get(2)).startsWith("update entry set headline = ?, x = ? where entry.id = ?");
        assertThat(again.get("x")).isEqualTo(8);
        assertThat(way.update(again).toMap()).isEqualTo(again.toMap());
        assertThat(way.update(way.update(again.with("x", 9)))).extracting(row -> row.get("x")).isEqualTo(9);
        assertThat(way.update(again.with("headline", "lost"), "headline", "kept").get("headline")).isEqualTo("kept");
        assertThat(DB.statements()).hasSize(5);

        Row elsewhere = again.with("id", 1_000 + way.ordinal());
        assertThatThrownBy(() -> way.update(elsewhere)).isInstanceOf(DunderException.class)
                .hasMessageContaining("'id'");
        Row moved = way.update(elsewhere, "id", 1_000 + way.ordinal());
        assertThat(entries().filter("id", again.get("id")).exists()).isFalse();
        assertThat(way.delete(moved)).isEqualTo(1);
        assertThatThrownBy(() -> way.update(entries().with("x", 1))).isInstanceOf(DunderException.class)
                .hasMessageContaining("insert()");
        assertThatThrownBy(() -> way.update(moved.with("x", 1))).isInstanceOf(DoesNotExist.class);
    }

    @Way.Both
    void nobodyChangesAnInstance(Way way) {
        byte[] given = {1, 2};
        Integer[] numbers = {1, 2};
        Row unsaved = DB.objects("heap").with("id", way.ordinal(), "raw", given, "numbers", numbers);
        QuerySet<Row> found = DB.objects("heap").filter("raw", given);
        QuerySet<Row> among = DB.objects("heap").filter("numbers__contains", numbers);
        given[0] = 9;
        numbers[0] = 9;
        Row stored = way.insert(unsaved);
        assertThat(way.count(found)).isEqualTo(1);
        assertThat(way.count(among)).isEqualTo(1);

        for (Row row : List.of(unsaved, stored, way.get(found), stored.with("raw", stored.get("raw")),
                DB.objects("heap").values("raw", "numbers").get())) {
            ((byte[]) row.get("raw"))[0] = 7;
            ((Object[]) row.values().get(row.names().stream().toList().indexOf("numbers")))[0] = 7;
            ((byte[]) row.toMap().get("raw"))[1] = 7;
            row.get("raw", byte[].class)[1] = 7;
            assertThat((byte[]) row.get("raw")).containsExactly(1, 2);
            assertThat((Object[]) row.get("numbers")).containsExactly(1, 2);
        }
        QuerySet<List<Object>> lists = DB.objects("heap").valuesList("raw", "id");
        ((byte[]) lists.list().get(0).get(0))[0] = 7;
        assertThat((byte[]) lists.list().get(0).get(0)).containsExactly(1, 2);
        QuerySet<byte[]> bare = DB.objects("heap").orderBy("id").valuesList("raw", byte[].class);
        way.list(bare).get(0)[0] = 7;
        bare.at(0)[0] = 7;
        bare.page(1, 2).rows().get(0)[0] = 7;
        bare.iterator().next()[0] = 7;
        assertThat(way.list(bare).get(0)).containsExactly(1, 2);
        KeysetPage<byte[]> keyset = DB.objects("heap").orderBy("id").valuesList("raw", byte[].class).firstPage(2);
        keyset.rows().get(0)[0] = 7;
        assertThat(keyset.rows().get(0)).containsExactly(1, 2);
        assertThatThrownBy(() -> way.list(bare).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(way.delete(stored)).isEqualTo(1);
    }

    @Way.Both
    void inserted(Way way) {
        Row unsaved = entries().with("x", 1, "headline", "new", "author", 2);
        assertThat(unsaved).hasToString("entry(author_id=2, headline=\"new\", x=1)");
        assertThat(unsaved.get("id")).isNull();

        Row stored = way.insert(unsaved);

        assertThat(stored.get("id", Integer.class)).isGreaterThan(5);
        assertThat(stored.get("published")).isEqualTo(false);
        assertThat(stored.get("pub_date")).isEqualTo(LocalDate.of(2024, 1, 1));
        assertThat(way.get(entries(), "id", stored.get("id"))).isEqualTo(stored);
        assertThat(DB.statements().get(0)).isEqualTo("insert into entry (author_id, headline, x) values (?, ?, ?)"
                + " returning id, editor_id, parent_id, rating, published, pub_date");
        assertThat(way.delete(stored)).isEqualTo(1);
    }

    @Way.Both
    void updated(Way way) {
        Row stored = way.insert(entries().with("headline", "new", "author", 2));

        Row changed = way.update(stored, "x", 2);
        changed = way.update(changed, "rating", "2.5");
        changed = way.update(changed, "editor", DB.objects("author").get("name", "Cy"));

        assertThat(changed.get("x")).isEqualTo(2);
        assertThat(changed.get("rating")).isEqualTo(new BigDecimal("2.5"));
        assertThat(changed.get("editor_id")).isEqualTo(3).isEqualTo(changed.get("editor"));
        assertThat(stored.get("x")).isNull();
        assertThat(changed).isEqualTo(stored);
        assertThat(DB.statements().get(1))
                .startsWith("update entry set x = ? where entry.id = ? returning id, author_id");
        changed.update("x", 3, "headline", "newer");
        assertThat(DB.statements()).last().asString()
                .startsWith("update entry set x = ?, headline = ? where entry.id = ?");
        assertThat(way.delete(changed)).isEqualTo(1);
    }

    @Way.Both
    void deleted(Way way) {
        Row stored = way.insert(entries().with("headline", "new", "author", 2));

        assertThat(way.delete(stored)).isEqualTo(1);
        assertThat(way.delete(stored)).isZero();
        assertThat(DB.statements()).last().isEqualTo("delete from entry where entry.id = ?");
        assertThat(way.exists(entries().filter("pk", stored.get("id")))).isFalse();
        assertThatThrownBy(() -> way.update(stored, "x", 1)).isInstanceOf(DoesNotExist.class);
    }

    @Way.Both
    void byAKeyOfSeveralColumns(Way way) {
        Row pair = way.insert(DB.objects("pair").with("a", 1, "b", "x", "note", "first"));

        pair = way.update(pair, "note", "second");
        assertThat(pair.get("note")).isEqualTo("second");
        assertThat(way.contains(DB.objects("pair"), pair)).isTrue();
        pair = way.update(pair, "a", 2);
        assertThat(DB.objects("pair").valuesList("a", Integer.class).list()).containsExactly(2);
        assertThat(way.delete(pair)).isEqualTo(1);
    }

    @Way.Both
    void whatTheDatabaseComputesIsReadAndNotWritten(Way way) {
        Row row = way.insert(DB.objects("sum").with("id", 1, "x", 21));

        assertThat(row.get("double")).isEqualTo(42);
        assertThatThrownBy(() -> way.update(row, "double", 1)).isInstanceOf(LookupException.class)
                .hasMessageContaining("the database computes it");
        assertThat(way.delete(row)).isEqualTo(1);
    }

    @Way.Both
    void withNothingGivenTheDatabaseFillsInAll(Way way) {
        assertThat(way.insert(DB.objects("empty").with()).get("made")).isNotNull();
        assertThat(DB.statements()).containsExactly("insert into empty default values returning id, made");
    }

    @Way.Both
    void whatTheDatabaseRefusesHasAType(Way way) {
        assertThatThrownBy(() -> way.insert(DB.objects("tag").with("name", "red")))
                .isInstanceOfSatisfying(UniqueViolation.class, failure -> {
                    assertThat(failure.sqlState()).isEqualTo("23505");
                    assertThat(failure.sql()).startsWith("insert into \"tag\"");
                    assertThat(failure.getMessage()).contains("tag_name_key").doesNotContain("red");
                    assertThat(failure.getCause()).hasMessageContaining("red");
                });
        assertThatThrownBy(() -> way.insert(entries().with("headline", "x", "author", 1000)))
                .isInstanceOf(ForeignKeyViolation.class);
        assertThatThrownBy(() -> way.insert(entries().with("author", 1))).isInstanceOf(NotNullViolation.class);
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void equalByKey() {
        Row one = entries().get("id", 1);

        assertThat(one).isEqualTo(entries().get("id", 1)).hasSameHashCodeAs(entries().get("id", 1));
        assertThat(one).isNotEqualTo(entries().get("id", 2)).isNotEqualTo(DB.objects("author").get("id", 1));
        assertThat(entries().with("x", 1)).isNotEqualTo(entries().with("x", 1));
        assertThat(ids(entries().filter("id", 1).list())).containsExactly(1);
    }

    @Test
    void anotherValueIsAnotherInstance() {
        Row row = entries().with("x", 1);

        assertThat(row.with("x", "2").get("x")).isEqualTo(2);
        assertThat(row.get("x")).isEqualTo(1);
        assertThatThrownBy(() -> row.with("y", 1)).isInstanceOf(LookupException.class);
    }

    @Test
    void mistakes() {
        Row stored = entries().get("id", 1);

        assertThatThrownBy(() -> entries().with("nope", 1)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().with("headline", "a", "x", "many")).isInstanceOf(LookupException.class)
                .hasMessageEndingWith("\n  x\n  ^");
        assertThatThrownBy(() -> entries().with("x", 1, "rating")).isInstanceOf(LookupException.class)
                .hasMessageContaining("pairs");
        assertThatThrownBy(() -> entries().with(Map.of("nope", 1))).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().with("author__name", "Ann")).isInstanceOf(LookupException.class)
                .hasMessageContaining("only columns of entry itself");
        assertThatThrownBy(() -> entries().with("x", 1).update("x", 2)).isInstanceOf(DunderException.class)
                .hasMessageContaining("has not been stored");
        assertThatThrownBy(() -> entries().with("x", 1).delete()).isInstanceOf(DunderException.class);
        assertThatThrownBy(stored::insert).isInstanceOf(DunderException.class).hasMessageContaining("stored already");
        assertThatThrownBy(() -> stored.update("x", 1, "x", 2)).isInstanceOf(LookupException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> stored.update("id", null)).isInstanceOf(LookupException.class)
                .hasMessageContaining("takes no null");
        Row plain = DB.objects("plain").with("x", 1).insert();
        assertThatThrownBy(plain::delete).isInstanceOf(DunderException.class).hasMessageContaining("no primary key");
    }

    @Test
    void theRowIsFoundByItsStoredKey() {
        Row first = entries().get("id", 1);

        assertThat(first.with("id", 2).update("x", 1).get("id")).isEqualTo(1);
    }

    @Test
    void aComputedColumnIsNotCopied() {
        Row row = DB.objects("sum").with("id", 7, "x", 1).insert();

        Row copy = row.with("id", 8).using(Database.of(DB.pool())).insert();
        assertThat(copy.get("double")).isEqualTo(2);
        assertThat(row.delete() + copy.delete()).isEqualTo(2);
    }

    @Test
    void aPoolWithoutAutoCommitKeepsWhatIsWritten() {
        var config = new com.zaxxer.hikari.HikariConfig();
        config.setJdbcUrl(DB.pool().getJdbcUrl());
        config.setAutoCommit(false);
        try (var pool = new com.zaxxer.hikari.HikariDataSource(config); Database database = Database.of(pool)) {
            Row stored = database.objects("tag").with("name", "kept").insert();

            assertThat(DB.objects("tag").filter("name", "kept").count()).isEqualTo(1);
            assertThat(stored.delete()).isEqualTo(1);
            assertThat(DB.objects("tag").filter("name", "kept").count()).isZero();
        }
    }
}
