package dev.dunder.evaluate;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.window;
import static dev.dunder.WindowFunctions.rowNumber;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Inside;
import dev.dunder.KeysetPage;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.compose.Keyset;
import dev.dunder.compose.KeysetCursor;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages that go on from a row. */
class KeysetPageTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create type color as enum ('red', 'green', 'blue');
                    create table thing (a int, b text, shade color not null, amount numeric, part double precision,
                        born timestamptz, token uuid not null default gen_random_uuid(), fine boolean, raw bytea,
                        primary key (b, a));
                    insert into thing (a, b, shade, amount, part, born, fine)
                    select i, chr(97 + i % 3) || '"\\ü', (array['red', 'green', 'blue'])[1 + i % 3]::color,
                        case when i % 4 > 0 then 1.10 * (i % 4) end,
                        case i % 5 when 0 then null when 1 then 'NaN' when 2 then 'Infinity' else i / 3.0 end,
                        case when i % 3 > 0 then timestamptz '2024-01-01 00:00:00.000001+00' + i % 2 * interval '1 us' end,
                        i % 2 = 0
                    from generate_series(1, 24) i;
                    create view keyless as select headline from entry;
                    """);

    private static QuerySet<Row> entries() {
        return DB.objects("entry");
    }

    /** All pages there and back again must be the list. */
    private static <T> void walk(Way way, QuerySet<T> set, int size) {
        List<T> there = new ArrayList<>();
        KeysetPage<T> page = way.firstPage(set, size);
        assertThat(page.hasPrevious()).isFalse();
        there.addAll(page.rows());
        List<KeysetPage<T>> pages = new ArrayList<>(List.of(page));
        while (page.next() != null) {
            page = way.pageAfter(set, page.next(), size);
            assertThat(page.rows()).isNotEmpty().hasSizeLessThanOrEqualTo(size);
            there.addAll(page.rows());
            pages.add(page);
        }
        assertThat(there).doesNotHaveDuplicates().hasSize((int) set.count());
        for (int i = pages.size() - 2; i >= 0; i--) {
            page = way.pageBefore(set, Objects.requireNonNull(page.previous()), size);
            assertThat(page.rows()).isEqualTo(pages.get(i).rows());
            assertThat(page.hasNext()).isTrue();
        }
        assertThat(page.hasPrevious()).isFalse();
    }

    @Way.Both
    void windowsSeeTheRowsOfAllPages(Way way) {
        QuerySet<Row> numbered = entries().annotate(rowNumber().over(window().orderBy("id")).as("n"));

        for (QuerySet<Row> set : List.of(numbered.orderBy("id"), numbered.orderBy("-x"),
                numbered.filter("n__gt", 1).orderBy("headline"), numbered.orderBy("headline", "-n"))) {
            List<Object> all = way.list(set.orderBy("id")).stream().map(row -> row.get("n")).toList();
            KeysetPage<Row> page = way.firstPage(set, 2);
            List<Row> paged = new ArrayList<>(page.rows());
            while (page.next() != null) {
                page = way.pageAfter(set, page.next(), 2);
                paged.addAll(page.rows());
            }
            assertThat(paged.stream().sorted(Comparator.comparing(row -> row.get("id", Long.class)))
                    .map(row -> row.get("n"))).isEqualTo(all);
        }
    }

    @Way.Both
    void pagesFollowEachOther(Way way) {
        QuerySet<Row> set = entries().orderBy("-pub_date");
        KeysetPage<Row> first = way.firstPage(set, 2);
        assertThat(ids(first.rows())).containsExactly(5, 4);
        assertThat(first.hasPrevious()).isFalse();
        assertThat(DB.statements()).singleElement().asString()
                .endsWith("order by entry.pub_date desc, entry.id desc fetch next ? rows only");

        KeysetPage<Row> second = way.pageAfter(set, Objects.requireNonNull(first.next()), 2);
        assertThat(ids(second.rows())).containsExactly(3, 2);
        assertThat(DB.statements().get(1)).contains("where (entry.pub_date, entry.id) < (?, ?) order by");

        KeysetPage<Row> third = way.pageAfter(set, Objects.requireNonNull(second.next()), 2);
        assertThat(ids(third.rows())).containsExactly(1);
        assertThat(third.hasNext()).isFalse();
        assertThat(third).hasSize(1);

        KeysetPage<Row> back = way.pageBefore(set, Objects.requireNonNull(third.previous()), 2);
        assertThat(ids(back.rows())).containsExactly(3, 2);
        assertThat(DB.statements().get(3)).contains("where (entry.pub_date, entry.id) > (?, ?) order by",
                "order by entry.pub_date asc, entry.id asc");
        assertThat(ids(way.pageBefore(set, Objects.requireNonNull(back.previous()), 9).rows())).containsExactly(5, 4);
        assertThat(second.rows().get(0).names()).doesNotContain("__order_0").contains("headline");
    }

    @Way.Both
    void mixedDirections(Way way) {
        QuerySet<Row> set = entries().orderBy("headline", "-id");
        walk(way, set, 2);
        DB.sent().clear();
        way.pageAfter(set, Objects.requireNonNull(way.firstPage(set, 2).next()), 2);
        assertThat(DB.statements().get(1))
                .contains(
                        "where (entry.headline >= ? and (entry.headline > ? or (entry.headline = ? and entry.id < ?)))");
    }

    @Way.Both
    void everyOrderIsWalkedThereAndBack(Way way) {
        QuerySet<Row> things = DB.objects("thing");
        for (int size : List.of(1, 3, 7)) {
            walk(way, things, size);
            walk(way, things.reverse(), size);
            walk(way, things.orderBy("amount"), size);
            walk(way, things.orderBy("-amount", "born"), size);
            walk(way, things.orderBy("born", "-fine").reverse(), size);
            walk(way, things.orderBy(f("amount").asc().nullsFirst(), f("part").desc().nullsLast()), size);
            walk(way, things.orderBy(f("amount").desc().nullsFirst(), f("part").asc().nullsLast()), size);
            walk(way, things.orderBy("-part"), size);
            walk(way, things.orderBy("shade", "-token"), size);
            walk(way, things.orderBy("-fine", "b"), size);
            walk(way, things.orderBy(f("amount").plus(f("a"))), size);
        }
    }

    @Way.Both
    void overRelations(Way way) {
        walk(way, entries().orderBy("editor__name"), 1);
        walk(way, entries().orderBy("-editor__country__name", "author__age"), 2);
        walk(way, entries().orderBy("editor__name").selectRelated("author", "editor").prefetchRelated("tag"), 2);
        QuerySet<Row> related = entries().orderBy("editor__name").selectRelated("author");
        KeysetPage<Row> page = way.pageAfter(related, Objects.requireNonNull(way.firstPage(related, 2).next()), 2);
        assertThat(page.rows()).allSatisfy(row -> assertThat(row.one("author")).isNotNull());
    }

    @Way.Both
    void byAnnotationsAndAggregates(Way way) {
        QuerySet<Row> counted = entries().annotate(count("comment").as("n")).orderBy("-n", "headline");
        walk(way, counted, 2);
        KeysetPage<Row> second = way.pageAfter(counted, Objects.requireNonNull(way.firstPage(counted, 2).next()), 2);
        assertThat(second.rows()).extracting(row -> row.get("n")).containsExactly(1L, 0L);
        walk(way, entries().annotate(f("x").times(-1).as("y")).orderBy("y").only("headline"), 2);
    }

    @Way.Both
    void filtersAndDistinctRows(Way way) {
        walk(way, entries().filter("tag__name__in", List.of("red", "blue")).distinct().orderBy("-author__name"), 1);
        walk(way, entries().filter("published", true).orderBy("-x"), 1);
        KeysetPage<Row> none = way.firstPage(entries().none(), 3);
        assertThat(none.rows()).isEmpty();
        assertThat(none.hasNext()).isFalse();
    }

    @Way.Both
    void values(Way way) {
        walk(way, entries().orderBy("-x").values("id", "author__name"), 2);
        walk(way, entries().valuesList("id", Integer.class), 2);
        KeysetPage<Row> page = way.firstPage(entries().orderBy("-pub_date").values("headline"), 2);
        assertThat(page.rows().get(0).toMap()).isEqualTo(Map.of("headline", "cake"));
    }

    @Way.Both
    void whatIsDeletedMeanwhileDoesNotMatter(Way way) {
        DB.execute("insert into author (id, name) values (100, 'x'), (101, 'y'), (102, 'z')");
        QuerySet<Row> authors = DB.objects("author").filter("id__gte", 100).orderBy("name");
        String next = Objects.requireNonNull(way.firstPage(authors, 2).next());
        DB.execute("delete from author where id = 101");
        KeysetPage<Row> behind = way.pageAfter(authors, next, 2);
        assertThat(ids(behind.rows())).containsExactly(102);
        DB.execute("delete from author where id = 102");
        KeysetPage<Row> empty = way.pageAfter(authors, next, 2);
        assertThat(empty.rows()).isEmpty();
        assertThat(empty.hasNext()).isFalse();
        assertThat(ids(way.pageBefore(authors, Objects.requireNonNull(empty.previous()), 2).rows()))
                .containsExactly(100);
        DB.execute("delete from author where id = 100");
    }

    @Test
    void aCursorOfOneOrderIsGoodForOtherFilters() {
        String next = Objects.requireNonNull(entries().orderBy("headline").firstPage(1).next());
        assertThat(ids(entries().filter("published", true).orderBy("headline").pageAfter(next, 9).rows()))
                .containsExactly(4, 3);
    }

    private static String text(String plain) {
        return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void wrongCursorsAreRefusedBeforeAnythingIsSent() {
        QuerySet<Row> set = entries().orderBy("headline");
        String next = Objects.requireNonNull(set.firstPage(2).next());
        String plain = new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
        DB.sent().clear();

        List<String> wrong = new ArrayList<>(List.of("", "nonsense", "!", "%00", text("1"), text("::::"), text("1:1"),
                text("1:1:::"), text("-1:a"), text("99999999999:a"), text("9:a"), text("1:1" + plain),
                next.substring(1),
                next + next, text(plain.replace("cake", "kale")), text("1:2" + plain.substring(3)), text(plain + "1:1"),
                text(plain.replace("4:cake", "26:'; drop table entry; -- ab"))));
        for (String cursor : wrong) {
            assertThatThrownBy(() -> set.pageAfter(cursor, 2)).as(cursor).isInstanceOf(LookupException.class)
                    .hasMessageContaining("none of this query");
            assertThatThrownBy(() -> set.async().pageBefore(cursor, 2)).isInstanceOf(LookupException.class);
        }
        assertThatThrownBy(() -> entries().orderBy("-headline").pageAfter(next, 2)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> entries().orderBy("x").pageAfter(next, 2)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> DB.objects("tag").orderBy("name").pageAfter(next, 2))
                .isInstanceOf(LookupException.class);
        assertThat(DB.sent()).isEmpty();
    }

    @Test
    void aForgedCursorIsOnlyAnotherPlace() {
        Keyset keyset = Keyset.of(Inside.request(entries().orderBy("headline")).query());
        KeysetCursor text = keyset.cursor(Inside.session(DB.database()).sql(keyset.place()));
        String injected = text.write(new Object[]{"'; drop table entry; --", 1});
        assertThat(entries().orderBy("headline").pageAfter(injected, 9).rows()).hasSize(5);
        String unfit = text.write(new Object[]{"tea", "1 or 1 = 1"});
        assertThatThrownBy(() -> entries().orderBy("headline").pageAfter(unfit, 9)).isInstanceOf(LookupException.class);
        String nulls = text.write(new Object[]{"tea", null});
        assertThatThrownBy(() -> entries().orderBy("headline").pageAfter(nulls, 9)).isInstanceOf(LookupException.class);
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().firstPage(0)).isInstanceOf(DunderException.class)
                .hasMessageContaining("one row at least");
        assertThatThrownBy(() -> entries().orderBy("?").firstPage(2)).isInstanceOf(DunderException.class)
                .hasMessageContaining("chance");
        assertThatThrownBy(() -> entries().orderBy("tag__name").firstPage(2)).isInstanceOf(DunderException.class)
                .hasMessageContaining("relation to many rows");
        assertThatThrownBy(() -> entries().slice(0, 3).firstPage(2)).isInstanceOf(DunderException.class)
                .hasMessageContaining("before slice(…)");
        assertThatThrownBy(() -> entries().values("headline").distinct().firstPage(2))
                .isInstanceOf(DunderException.class).hasMessageContaining("Use page(number, size)");
        assertThatThrownBy(() -> entries().values("headline").annotate(count("id").as("n")).firstPage(2))
                .isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> entries().union(entries()).firstPage(2)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> DB.objects("keyless").firstPage(2)).isInstanceOf(DunderException.class)
                .hasMessageContaining("keyless has none");
        assertThatThrownBy(() -> DB.objects("thing").orderBy("raw").firstPage(2)).isInstanceOf(LookupException.class)
                .hasMessageContaining("have no cursors");
        assertThat(entries().firstPage(Integer.MAX_VALUE).rows()).hasSize(5);
    }
}
