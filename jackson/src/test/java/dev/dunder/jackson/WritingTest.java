package dev.dunder.jackson;

import static dev.dunder.jackson.Library.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.dunder.FetchMode;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.jackson.Library.Author;
import dev.dunder.jackson.Library.Book;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written of a row is what was loaded. */
class WritingTest {
    private static QuerySet<Row> rows(String model) {
        return Library.database().objects(model);
    }

    private static QuerySet<Book> books() {
        return Book.objects.using(Library.database()).orderBy("id");
    }

    /** The document, for which nothing was sent. */
    private static String written(Mapper mapper, Object value) throws Exception {
        SENT.clear();
        String json = mapper.write(value);
        assertThat(SENT).isEmpty();
        return json;
    }

    @ParameterizedTest
    @EnumSource
    void aRowIsItsColumns(Mapper mapper) throws Exception {
        assertThat(written(mapper, rows("book").get("id", 1)))
                .isEqualTo("{\"id\":1,\"author_id\":1,\"title\":\"Tea\"}");
        assertThat(written(mapper, books().first())).isEqualTo("{\"id\":1,\"author_id\":1,\"title\":\"Tea\"}");
        assertThat(written(mapper, rows("book").only("title").get("id", 1))).isEqualTo("{\"id\":1,\"title\":\"Tea\"}");
        assertThat(written(mapper, rows("book").values("title", "author__name").orderBy("id").first()))
                .isEqualTo("{\"title\":\"Tea\",\"author__name\":\"Ann\"}");
        assertThat(written(mapper, Book.objects.with("title", "New"))).isEqualTo("{\"title\":\"New\"}");
    }

    @ParameterizedTest
    @EnumSource
    void whatWouldBeFetchedWhenItIsAskedForIsNot(Mapper mapper) throws Exception {
        List<Row> peers = rows("book").fetchMode(FetchMode.PEERS).only("title").orderBy("id").list();
        assertThat(written(mapper, peers)).isEqualTo(
                "[{\"id\":1,\"title\":\"Tea\"},{\"id\":2,\"title\":\"Rain\"},{\"id\":3,\"title\":\"Sea\"}]");
    }

    @ParameterizedTest
    @EnumSource
    void loadedRelationsAreWithinIt(Mapper mapper) throws Exception {
        String author = "{\"id\":1,\"author_id\":1,\"title\":\"Tea\",\"author\":{\"id\":1,\"name\":\"Ann\"}}";
        assertThat(written(mapper, rows("book").selectRelated("author").get("id", 1))).isEqualTo(author);
        assertThat(written(mapper, books().selectRelated("author").first())).isEqualTo(author);
        assertThat(written(mapper, rows("book").prefetchRelated("tag", "author").get("id", 1))).isEqualTo(
                "{\"id\":1,\"author_id\":1,\"title\":\"Tea\",\"author\":{\"id\":1,\"name\":\"Ann\"},"
                        + "\"tag\":[{\"id\":1,\"name\":\"red\"},{\"id\":2,\"name\":\"blue\"}]}");
    }

    @ParameterizedTest
    @EnumSource
    void theWayBackIsNotWritten(Mapper mapper) throws Exception {
        Author ann = Author.objects.using(Library.database()).prefetchRelated(
                new Prefetch("books", books()).to("all")).prefetchRelated("books__author").get("name", "Ann");
        assertThat(written(mapper, ann)).isEqualTo("{\"id\":1,\"name\":\"Ann\",\"books\":["
                + "{\"id\":1,\"author_id\":1,\"title\":\"Tea\"},{\"id\":2,\"author_id\":1,\"title\":\"Rain\"}],\"all\":["
                + "{\"id\":1,\"author_id\":1,\"title\":\"Tea\"},{\"id\":2,\"author_id\":1,\"title\":\"Rain\"}]}");
    }

    @ParameterizedTest
    @EnumSource
    void aQuerySetIsItsRowsIfItHasThem(Mapper mapper) throws Exception {
        QuerySet<Row> tags = rows("tag").orderBy("id");
        SENT.clear();
        assertThatThrownBy(() -> mapper.write(tags)).hasMessageContaining("Write list() of the query set");
        assertThatThrownBy(() -> mapper.write(Map.of("tags", tags))).hasMessageContaining("\"tags\"")
                .hasMessageContaining("asks the database for nothing");
        assertThat(SENT).isEmpty();
        tags.list();
        assertThat(written(mapper, tags)).isEqualTo("[{\"id\":1,\"name\":\"red\"},{\"id\":2,\"name\":\"blue\"}]");

        Row ann = rows("author").prefetchRelated("book").get("id", 2);
        assertThat(written(mapper, ann.many("book"))).isEqualTo("[{\"id\":3,\"author_id\":2,\"title\":\"Sea\"}]");
        assertThatThrownBy(() -> mapper.write(rows("author").first().many("book")))
                .hasMessageContaining("prefetchRelated(");
        assertThatThrownBy(() -> mapper.write(rows("tag").raw("select * from tag"))).hasMessageContaining("list()");
        assertThat(mapper.write(tags.valuesList("name", String.class).startFetch())).isEqualTo("[\"red\",\"blue\"]");
    }

    record Answer(Book book, Optional<Row> row, List<Author> authors) {}

    @ParameterizedTest
    @EnumSource
    void pagesHaveTheirNumbers(Mapper mapper) throws Exception {
        assertThat(written(mapper, rows("book").orderBy("id").page(2, 2))).isEqualTo(
                "{\"rows\":[{\"id\":3,\"author_id\":2,\"title\":\"Sea\"}],\"number\":2,\"size\":2,\"total\":3,\"pages\":2}");
        assertThat(written(mapper, rows("book").orderBy("id").valuesList("title", String.class).page(1, 1))).isEqualTo(
                "{\"rows\":[\"Tea\"],\"number\":1,\"size\":1,\"total\":3,\"pages\":3}");
        assertThat(Mapper.map(written(mapper, books().firstPage(1)))).containsOnlyKeys("rows", "previous", "next")
                .containsEntry("previous", null);
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreWithinWhateverElseIsWritten(Mapper mapper) throws Exception {
        Answer answer = new Answer(books().first(), mapper == Mapper.TWO ? null : Optional.of(rows("tag").get("id", 1)),
                Author.objects.using(Library.database()).filter("id", 2).list());
        assertThat(Mapper.map(written(mapper, answer)))
                .containsEntry("book", Map.of("id", 1, "author_id", 1, "title", "Tea"))
                .containsEntry("authors", List.of(Map.of("id", 2, "name", "Bo")));
        assertThat((Object) mapper.convert(books().first(), Map.class))
                .isEqualTo(Map.of("id", 1, "author_id", 1, "title", "Tea"));
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfEveryTypeAreWritten(Mapper mapper) throws Exception {
        Library.database().dsl().execute(
                """
                        insert into everything (b, i2, i8, n, f4, f8, t, c, by, u, d, tm, tmz, ts, tz, iv, j, jb, x, m, r, a, aa,
                            ad, ab, aj, am, ip, h, p)
                        values (true, 7, 9007199254740993, 1.50, 0.5, 0.1, 'ü"', 'abc', '\\xfeff',
                            '00000000-0000-0001-0000-000000000002', '2024-02-29', '10:30', '10:30+01', '2024-02-29 10:30',
                            '2024-02-29 10:30+00', '1 year 2 mons -3 days 04:05:06.7', '{"a": 1.10, "b": [null]}', '[1e40]', '<a/>',
                            'glad', '[1,5)', '{1,null}', '{{a,b},{c,d}}', '{infinity}', '{"\\\\x01"}', '{"{\\"k\\": 1}"}', '{sad}',
                            '10.0.0.1', 'a=>1', '(1,2)')
                        """);
        String json = written(mapper, rows("everything").defer("len").orderBy("-id").first());
        assertThat(json.replaceFirst("\"id\":\\d+,", "")).isEqualTo(
                """
                        {"b":true,"i2":7,"i8":9007199254740993,"n":1.50,"f4":0.5,"f8":0.1,"t":"ü\\"","c":"abc","by":"/v8=",\
                        "u":"00000000-0000-0001-0000-000000000002","d":"2024-02-29","tm":"10:30:00","tmz":"10:30:00+01:00",\
                        "ts":"2024-02-29T10:30:00","tz":"2024-02-29T10:30:00Z","iv":"P1Y2M-2DT-19H-54M-53.3S",\
                        "j":{"a":1.10,"b":[null]},"jb":[10000000000000000000000000000000000000000],"x":"<a/>","m":"glad","r":"[1,5)","a":[1,null],\
                        "aa":[["a","b"],["c","d"]],"ad":["infinity"],"ab":["AQ=="],"aj":[{"k":1}],"am":["sad"],\
                        "ip":"10.0.0.1","h":"\\"a\\"=>\\"1\\"","p":"(1,2)"}"""
                        .replace("\\\n", ""));
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNoEndOrIsNoNumberIsAText(Mapper mapper) throws Exception {
        Row row = rows("everything").with("t", "endless").insert();
        Library.database().dsl()
                .execute("update everything set n = 'NaN', f4 = '-infinity', f8 = 'infinity', d = 'infinity',"
                        + " ts = '-infinity', tz = 'infinity', iv = 'infinity' where id = {0}",
                        org.jooq.impl.DSL.val(row.get("id")));
        assertThat(Mapper.map(written(mapper, row.refresh()))).containsEntry("n", "NaN")
                .containsEntry("f4", "-Infinity")
                .containsEntry("f8", "Infinity").containsEntry("d", "infinity").containsEntry("ts", "-infinity")
                .containsEntry("tz", "infinity").containsEntry("iv", "infinity");
    }

    @ParameterizedTest
    @EnumSource
    void nullsAreLeftOutWhereTheMapperDoes(Mapper mapper) throws Exception {
        Row row = rows("everything").with("t", "", "b", null, "i8", 1);
        assertThat(mapper.write(row)).isEqualTo("{\"b\":null,\"i8\":1,\"t\":\"\"}");
        assertThat(mapper.writeWithout(JsonInclude.Include.NON_NULL, row)).isEqualTo("{\"i8\":1,\"t\":\"\"}");
        assertThat(mapper.writeWithout(JsonInclude.Include.NON_EMPTY, row)).isEqualTo("{\"i8\":1}");
        Row empty = rows("everything").with("h", Map.of(), "by", new byte[0], "a", List.of(), "i8", 1);
        assertThat(mapper.writeWithout(JsonInclude.Include.NON_EMPTY, empty)).isEqualTo("{\"i8\":1}");
    }
}
