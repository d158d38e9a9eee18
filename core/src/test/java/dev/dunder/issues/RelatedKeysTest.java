package dev.dunder.issues;

import static dev.dunder.Dunder.count;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.Database;
import dev.dunder.FetchMode;
import dev.dunder.Functions;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Related rows belong together by what the server calls equal, whatever the key is of. */
class RelatedKeysTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create extension citext;
            create type mood as enum ('calm', 'wild');
            create type "Odd Mood" as enum ('x', 'Y');
            create domain code as text;
            create schema other;
            create type other.hue as enum ('red', 'blue');

            create table wide_a (id bigint primary key);
            create table wide_b (id int primary key, a_id int references wide_a);
            insert into wide_a values (1), (2), (5000000000);
            insert into wide_b values (1, 1), (2, 1), (3, null), (4, 2);

            create table ci_a (id citext primary key);
            create table ci_b (id int primary key, a_id citext references ci_a);
            insert into ci_a values ('Ann'), ('bo');
            insert into ci_b values (1, 'ann'), (2, 'ANN'), (3, 'Bo'), (4, null);

            create table num_a (id numeric primary key);
            create table num_b (id int primary key, a_id numeric(9, 3) references num_a);
            insert into num_a values (1.0), (2.50);
            insert into num_b values (1, 1), (2, 1.00), (3, 2.5);

            create table pad_a (id char(5) primary key);
            create table pad_b (id int primary key, a_id char(3) references pad_a);
            insert into pad_a values ('ab'), ('c');
            insert into pad_b values (1, 'ab'), (2, 'c'), (3, 'ab');

            create table when_a (id timestamptz primary key);
            create table when_b (id int primary key, a_id timestamp references when_a);
            set timezone = 'UTC';
            insert into when_a values ('2024-01-01 00:00Z'), ('2024-06-01 12:30:00.000001Z');
            insert into when_b values (1, '2024-01-01'), (2, '2024-06-01 12:30:00.000001');

            create table day_a (id date primary key);
            create table day_b (id int primary key, a_id timestamp references day_a);
            insert into day_a values ('2024-01-01'), ('2024-02-29');
            insert into day_b values (1, '2024-01-01'), (2, '2024-02-29');

            create table list_a (id int[] primary key);
            create table list_b (id int primary key, a_id int[] references list_a);
            insert into list_a values ('{1,2}'), ('{3}'), ('{}');
            insert into list_b values (1, '{1,2}'), (2, '{3}'), (3, '{3}'), (4, '{}');

            create table word_a (id text[] primary key);
            create table word_b (id int primary key, a_id text[] references word_a);
            insert into word_a values ('{"a,b","c"}'), ('{"q\\"uote"}');
            insert into word_b values (1, '{"a,b","c"}'), (2, '{"q\\"uote"}');

            create table raw_a (id bytea primary key);
            create table raw_b (id int primary key, a_id bytea references raw_a);
            insert into raw_a values ('\\x01'), ('\\x0102');
            insert into raw_b values (1, '\\x01'), (2, '\\x0102'), (3, '\\x01');

            create table odd_a (id "Odd Mood" primary key);
            create table odd_b (id int primary key, a_id "Odd Mood" references odd_a);
            insert into odd_a values ('x'), ('Y');
            insert into odd_b values (1, 'x'), (2, 'Y');

            create table hue_a (id other.hue primary key);
            create table hue_b (id int primary key, a_id other.hue references hue_a);
            insert into hue_a values ('red'), ('blue');
            insert into hue_b values (1, 'red'), (2, 'blue');

            create table code_a (id code primary key);
            create table code_b (id int primary key, a_id code references code_a);
            insert into code_a values ('k'), ('l');
            insert into code_b values (1, 'k'), (2, 'l');

            create table bits_a (id bit(4) primary key);
            create table bits_b (id int primary key, a_id bit(4) references bits_a);
            insert into bits_a values (b'0101'), (b'0001');
            insert into bits_b values (1, b'0101'), (2, b'0001');

            create table json_a (id jsonb primary key);
            create table json_b (id int primary key, a_id jsonb references json_a);
            insert into json_a values ('{"a": 1.0}'), ('[]');
            insert into json_b values (1, '{"a": 1.00}'), (2, '[]');

            create table name_a (id varchar(3) primary key);
            create table name_b (id int primary key, a_id varchar(9) references name_a);
            insert into name_a values ('abc'), ('d');
            insert into name_b values (1, 'abc'), (2, 'd');

            create table span_a (id interval primary key);
            create table span_b (id int primary key, a_id interval references span_a);
            insert into span_a values ('1 day'), ('2 hours');
            insert into span_b values (1, '24 hours'), (2, '120 minutes');
            """ + composite("uid", "uuid", "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000002")
            + composite("txt", "text", "a,b", "c") + composite("vch", "varchar(4)", "a", "b")
            + composite("chr", "char(4)", "a", "b") + composite("dat", "date", "2024-01-01", "2024-01-02")
            + composite("dec", "numeric(6, 2)", "1.5", "2") + composite("tz", "timestamptz", "2024-01-01", "2024-01-02")
            + composite("cit", "citext", "A", "b") + composite("jsn", "jsonb", "[2]", "{\"a\": 1}")
            + composite("enu", "mood", "calm", "wild") + composite("odd", "\"Odd Mood\"", "x", "Y")
            + composite("arr", "int[]", "{1,2}", "{3}") + composite("bin", "bytea", "\\x01", "\\x02")
            + composite("tim", "time", "10:00", "11:00") + composite("net", "inet", "10.0.0.1", "10.0.0.2")
            + composite("flt", "float8", "1.5", "2.5") + composite("dom", "code", "a", "b"));

    private static String composite(String name, String type, String one, String two) {
        return """
                create table key_%1$s (k %2$s, n int, primary key (k, n));
                create table ref_%1$s (id int primary key, a_k %2$s, a_n int,
                    foreign key (a_k, a_n) references key_%1$s);
                insert into key_%1$s values ('%3$s', 1), ('%3$s', 2), ('%4$s', 1);
                insert into ref_%1$s values (1, '%3$s', 1), (2, '%3$s', 1), (3, '%4$s', 1), (4, null, 1);
                """.formatted(name, type, one, two);
    }

    /** What a join says: of each child the key of its parent, as text. */
    private static Map<Integer, String> joined(String name) {
        Map<Integer, String> joined = new TreeMap<>();
        DB.database().dsl().connection(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select b.id, a.id::text from " + name + "_b b join " + name
                            + "_a a on a.id = b.a_id")) {
                while (rows.next()) {
                    joined.put(rows.getInt(1), rows.getString(2));
                }
            }
        });
        return joined;
    }

    /** The rows of a model with their keys as text. */
    private static Map<Row, Object> texts(String model) {
        Map<Row, Object> texts = new HashMap<>();
        DB.objects(model).annotate(Functions.cast("id", SQLDataType.CLOB).as("t")).list()
                .forEach(row -> texts.put(row, row.get("t")));
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"wide", "ci", "num", "pad", "when", "day", "list", "word", "raw", "odd", "hue", "code",
            "bits", "json", "name", "span"})
    void rowsAreFoundByWhatTheServerCallsEqual(String name) {
        QuerySet<Row> parents = DB.objects(name + "_a");
        QuerySet<Row> children = DB.objects(name + "_b").orderBy("id");
        Map<Integer, String> expected = joined(name);
        Map<Row, Object> texts = texts(name + "_a");
        for (Way way : Way.values()) {
            DB.sent().clear();
            List<Row> forward = way.list(children.prefetchRelated("a"));
            assertThat(DB.statements()).hasSize(2);
            List<Row> back = way.list(parents.prefetchRelated(name + "_b"));
            assertThat(DB.statements()).hasSize(4);
            List<Row> peers = way.list(children.fetchMode(FetchMode.PEERS));
            peers.forEach(row -> row.one("a"));
            assertThat(DB.statements()).hasSize(6);
            List<Row> peersBack = way.list(parents.fetchMode(FetchMode.PEERS));
            peersBack.forEach(row -> row.many(name + "_b").size());
            assertThat(DB.statements()).hasSize(8);
            List<Row> loaded = way.list(children).stream().map(row -> row.load("a")).toList();
            List<Row> plain = way.list(parents);

            for (List<Row> rows : List.of(forward, peers, loaded)) {
                assertThat(ofChildren(rows, texts)).isEqualTo(expected);
            }
            for (List<Row> rows : List.of(back, peersBack, plain)) {
                assertThat(ofParents(rows, name, texts)).isEqualTo(expected);
            }
            assertThat(ofParents(plain.stream().map(row -> row.load(name + "_b")).toList(), name, texts))
                    .isEqualTo(expected);
        }
    }

    private static Map<Integer, Object> ofChildren(List<Row> rows, Map<Row, Object> texts) {
        Map<Integer, Object> found = new TreeMap<>();
        for (Row row : rows) {
            Row parent = row.one("a");
            if (parent != null) {
                found.put((Integer) row.get("id"), texts.get(parent));
            }
        }
        return found;
    }

    private static Map<Integer, Object> ofParents(List<Row> rows, String name, Map<Row, Object> texts) {
        Map<Integer, Object> found = new TreeMap<>();
        for (Row row : rows) {
            row.many(name + "_b").list().forEach(child -> found.put((Integer) child.get("id"), texts.get(row)));
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"uid", "txt", "vch", "chr", "dat", "dec", "tz", "cit", "jsn", "enu", "odd", "arr", "bin",
            "tim", "net", "flt", "dom"})
    void keysOfSeveralColumnsOfAnyType(String name) {
        QuerySet<Row> keys = DB.objects("key_" + name).orderBy("pk");
        QuerySet<Row> refs = DB.objects("ref_" + name).orderBy("id");
        String relation = DB.database().schema().model("ref_" + name).relations().iterator().next().name();
        String many = "ref_" + name;
        for (Way way : Way.values()) {
            DB.sent().clear();
            List<Row> forward = way.list(refs.prefetchRelated(relation));
            List<Row> back = way.list(keys.prefetchRelated(many));
            assertThat(DB.statements()).hasSize(4);
            assertThat(back).extracting(row -> TestDatabase.ids(row.many(many).list()))
                    .containsExactly(List.of(1, 2), List.of(), List.of(3));
            assertThat(forward.stream().map(row -> row.one(relation)).map(row -> row == null ? 0 : row.get("n")))
                    .containsExactly(1, 1, 1, 0);
            assertThat(forward.get(2).one(relation)).isEqualTo(back.get(2));
            List<Row> peers = way.list(refs.fetchMode(FetchMode.PEERS));
            assertThat(peers.get(0).one(relation)).isEqualTo(back.get(0));
            List<Row> some = List.of(back.get(0), back.get(2));
            List<Object> values = new ArrayList<>();
            some.forEach(row -> values.add(List.of(row.get("k"), row.get("n"))));
            assertThat(way.list(keys.filter("pk__in", values))).isEqualTo(some);
            assertThat(TestDatabase.ids(way.list(refs.filter(relation + "__in", List.of(back.get(2))))))
                    .containsExactly(3);
            assertThat(TestDatabase.ids(way.list(refs.exclude(relation + "__in", some)))).containsExactly(4);
            assertThat(keys.inBulk(values)).hasSize(2).containsOnlyKeys(values.toArray());
            assertThat(way.list(keys.filter("pk", values.get(1)))).containsExactly(back.get(2));
        }
    }

    @Test
    void manyAreFoundByWhatWasGiven() {
        assertThat(DB.objects("ci_a").inBulk(List.of("ann", "ANN", "x"))).containsOnlyKeys("ann", "ANN");
        assertThat(DB.objects("pad_a").inBulk(List.of("ab"))).containsOnlyKeys("ab");
        assertThat(DB.objects("num_a").inBulk(List.of(1, 2.5))).containsOnlyKeys(1, 2.5);
        assertThat(DB.objects("wide_a").inBulk(List.of(1, 5_000_000_000L))).containsOnlyKeys(1, 5_000_000_000L);
        assertThat(DB.objects("list_a").inBulk(List.of(List.of(1, 2)))).hasSize(1).containsKey(List.of(1, 2));
        assertThat(DB.objects("list_a").inBulk()).hasSize(3);
    }

    @Test
    void columnsThatWereLeftOutToo() {
        for (String name : List.of("list", "raw", "ci", "odd", "json", "span")) {
            DB.execute("alter table " + name + "_a add column more int default 7");
        }
        try (Database again = Database.of(DB.pool())) {
            for (String name : List.of("list", "raw", "ci", "odd", "json", "span")) {
                assertThat(again.objects(name + "_a").defer("more").list()).isNotEmpty()
                        .allMatch(row -> Objects.equals(row.load("more").get("more"), 7));
            }
        }
    }

    @Test
    void whatIsAggregatedOfPrefetchedRowsIsOfThem() {
        List<Row> rows = DB.objects("wide_b").orderBy("id")
                .prefetchRelated(new Prefetch("a", DB.objects("wide_a").annotate(count("wide_b").as("n")))).list();

        assertThat(rows.get(0).one("a").get("n")).isEqualTo(2L);
        assertThat(rows.get(3).one("a").get("n")).isEqualTo(1L);
    }
}
