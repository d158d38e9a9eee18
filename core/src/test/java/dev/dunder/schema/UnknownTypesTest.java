package dev.dunder.schema;

import static dev.dunder.Dunder.count;
import static dev.dunder.Dunder.max;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import dev.dunder.model.Model;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types are what they are and not what they are called; those that nobody knows are texts, and in nobody's way. */
class UnknownTypesTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create domain year as integer check (value between 1901 and 2155);
                    create domain result as text;
                    create domain timestamptz_ as timestamptz;
                    create domain blob as numeric(10, 2) not null;
                    create domain price as blob;
                    create domain tags as text[];
                    create domain span as int4range;
                    create type "Any" as enum ('x', 'y');
                    create type "Odd ""Name" as enum ('p', 'q');
                    create type money_pair as (amount numeric, currency text);
                    create domain priced as money_pair;
                    create type complex;
                    create function complex_in(cstring) returns complex language internal immutable strict as 'textin';
                    create function complex_out(complex) returns cstring language internal immutable strict as 'textout';
                    create type complex (input = complex_in, output = complex_out, like = text);
                    create schema types;
                    create type types.point as enum ('a', 'b');
                    create type types.inet as enum ('a', 'b');
                    create type types.int4range as enum ('[1,5)', '[2,3)');
                    create type types.hstore as (a int, b text);
                    create extension hstore;
                    create extension citext;
                    create extension ltree;
                    create table film (id int primary key, title text, made year, verdict result, seen timestamptz_, cost blob, fee price,
                        words tags, pages span);
                    create table film_copy as select * from film;
                    create table odd (id int primary key, name text default 'n',
                        pair money_pair, pairs money_pair[], other priced, row film, rows film[], own complex, owns complex[],
                        grid int[][], flags varbit(8), bits bit varying, fixed bit(3), many varbit[], kind "Any", odd "Odd ""Name", place types.point,
                        tree ltree, trees ltree[], map hstore, box box, boxes box[], snapshot pg_snapshot, place_id tid, class regclass, letter "char",
                        ids int2vector, cash money, span int8multirange, path jsonpath, vector tsvector, address macaddr8, xid xid8, hundreds numeric(5, -2));
                    create table quote (id int primary key);
                    create table line (id int primary key, quote_id int not null references quote, cost blob);
                    create view quotes as select quote.id, line.cost from quote left join line on line.quote_id = quote.id;
                    insert into quote values (1), (2);
                    insert into line values (1, 1, 5);
                    create table imposter (id int primary key, place types.point, address types.inet, span types.int4range, map types.hstore);
                    insert into imposter values (1, 'a', 'b', '[1,5)', '(1,x)'), (2, 'b', 'a', '[2,3)', '(2,y)');
                    insert into film values (1, 'Alien', 1979, 'good', '2024-01-01 00:00Z', 1.5, 2.5, '{a,b}', '[1,5)');
                    insert into odd (id, pair) values (1, '(1.50,EUR)');
                    """);

    private static Row odd() {
        return DB.objects("odd").get("id", 1);
    }

    @Test
    void aDomainIsReadAsWhatItIsOver() {
        Row film = DB.objects("film").get("title", "Alien");

        assertThat(film.get("made")).isEqualTo(1979);
        assertThat(film.get("verdict")).isEqualTo("good");
        assertThat(film.get("cost")).isEqualTo(new BigDecimal("1.50"));
        assertThat(film.get("fee")).isEqualTo(new BigDecimal("2.50"));
        assertThat((String[]) film.get("words")).containsExactly("a", "b");
        assertThat(film.get("pages")).isEqualTo("[1,5)");
        assertThat(DB.objects("film").filter("made__gte", 1979, "made__in", List.of(1979, 1980)).count()).isEqualTo(1);
        assertThat(DB.objects("film").filter("seen__year", 2024, "words__contains", List.of("a"), "pages__contains", 3)
                .count()).isEqualTo(1);
        assertThat(DB.objects("film").aggregate(max("made"))).isEqualTo(1979);
        assertThat(film.update("made", 1980).get("made")).isEqualTo(1980);
        assertThat(film.update("made", 1979, "title", "Alien").get("title")).isEqualTo("Alien");
    }

    @Test
    void aRequiredDomainIsRequiredInATableAndNotInAView() {
        Model film = DB.database().schema().model("film");

        assertThat(film.attribute("cost").nullable()).isFalse();
        assertThat(film.attribute("fee").nullable()).as("a domain over one").isFalse();
        assertThat(film.attribute("made").nullable()).isTrue();
        assertThat(film.attribute("made").typeName()).isEqualTo("year");
        assertThat(DB.database().schema().model("quotes").attribute("cost").nullable()).isTrue();
        assertThat(DB.objects("quotes").filter("cost__isnull", true).valuesList("id", Integer.class).list())
                .containsExactly(2);
        assertThat(DB.objects("quotes").exclude("cost", 5).valuesList("id", Integer.class).list()).containsExactly(2);
        assertThat(DB.objects("quotes").aggregate(count("cost"))).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"pair | (2.25,USD)", "other | (3,CHF)", "row | (7,Brazil,,,,1.00,1.00,,)",
            "own | 1+2i",
            "flags | 10101", "bits | 111", "fixed | 101", "kind | y", "odd | q", "place | b", "tree | a.b.c",
            "map | \"a\"=>\"1\"", "box | (2,2),(1,1)", "snapshot | 10:20:10,14", "place_id | (0,1)",
            "class | pg_class", "letter | z", "ids | 1 2 3", "cash | $1.50", "span | {[1,5),[7,9)}", "path | $.\"a\"",
            "vector | 'cat':1 'dog':2", "address | 08:00:2b:01:02:03:04:05", "xid | 12"})
    void thereAndBackAsText(String column, String text) {
        Row changed = odd().update(column, text, "name", "both");

        assertThat(changed.get(column)).isEqualTo(text);
        assertThat(changed.get("name")).isEqualTo("both");
        assertThat(odd().get(column)).isEqualTo(text);
        assertThat(DB.objects("odd").values(column).get().get(column)).isEqualTo(text);
        Row copy = DB.objects("odd").with("id", 2, column, text).insert();
        assertThat(copy.get(column)).isEqualTo(text);
        assertThat(copy.delete()).isEqualTo(1);
        assertThat(odd().update(column, null).get(column)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs", "rows", "owns", "many", "trees"})
    void arraysOfThemAreArraysOfTexts(String column) {
        String[] members = switch (column) {
            case "pairs" -> new String[]{"(1,\"a b\")", "(2,)"};
            case "rows" -> new String[]{"(7,Brazil,,,,1.00,1.00,,)"};
            case "many" -> new String[]{"101", "1"};
            case "trees" -> new String[]{"a.b", "c"};
            default -> new String[]{"1+2i", "a,\"b\""};
        };

        Row changed = odd().update(column, members);

        assertThat((Object[]) changed.get(column)).containsExactly((Object[]) members);
        assertThat((Object[]) odd().get(column)).containsExactly((Object[]) members);
        assertThat(odd().update(column, null).get(column)).isNull();
    }

    @Test
    void typesOfTheUsersThatAreCalledLikeTheServersAreTheUsers() {
        QuerySet<Row> all = DB.objects("imposter").orderBy("id");

        assertThat(all.filter("place", "a", "address", "b", "span", "[1,5)", "map", "(1,x)").count()).isEqualTo(1);
        assertThat(all.filter("address__in", List.of("a", "b"), "span__in", List.of("[2,3)")).count()).isEqualTo(1);
        assertThat(all.filter("map__in", List.of("(2,y)", "(3,z)")).count()).isEqualTo(1);
        assertThat(all.filter("span__gt", "[1,5)").count()).isEqualTo(1);
        assertThatThrownBy(() -> all.filter("address", "10.0.0.1")).isInstanceOf(DunderException.class)
                .hasMessageContaining("no such label");
        assertThat(all.first().update("map", "(5,z)").get("map")).isEqualTo("(5,z)");
    }

    @Test
    void arraysOfTwoDimensions() {
        Row changed = odd().update("grid", new Integer[][]{{1, 2}, {3, 4}});

        assertThat((Integer[][]) changed.get("grid")).isDeepEqualTo(new Integer[][]{{1, 2}, {3, 4}});
        DB.execute("update odd set grid = '{5,6}'");
        assertThat((Object[]) odd().get("grid")).containsExactly(5, 6);
        DB.execute("update odd set grid = null");
    }

    @Test
    void anArrayOfBoxesIsReadThoughOthersStandBetweenThem() {
        DB.execute("update odd set boxes = '{(2,2),(1,1);(4,4),(3,3)}'");

        assertThat((Object[]) odd().get("boxes")).containsExactly("(2,2),(1,1)", "(4,4),(3,3)");
    }

    @Test
    void numbersWithoutTheirLastDigitsAreWhole() {
        assertThat(odd().update("hundreds", 1_250_000).get("hundreds")).isEqualTo(new BigDecimal("1250000"));
        assertThat(DB.objects("odd").filter("hundreds", 1_250_000).count()).isEqualTo(1);
    }

    @Test
    void compositesAreCompared() {
        QuerySet<Row> all = DB.objects("odd");
        DB.execute("update odd set pair = '(1.50,EUR)', other = '(2,CHF)', pairs = array['(1,a)'::money_pair]");

        assertThat(all.filter("pair", "(1.50,EUR)").count()).isEqualTo(1);
        assertThat(all.filter("pair__in", List.of("(1.50,EUR)", "(2,x)")).count()).isEqualTo(1);
        assertThat(all.exclude("pair", "(1.50,EUR)").count()).isZero();
        assertThat(all.filter("pair__gt", "(1,EUR)").count()).isEqualTo(1);
        assertThat(all.filter("other", "(2,CHF)").count()).isEqualTo(1);
        assertThat(all.filter("pairs", List.of("(1,a)")).count()).isEqualTo(1);
        assertThat(all.filter("pair__isnull", false).count()).isEqualTo(1);
    }

    @Test
    void bitsOfAnyNumberAreCompared() {
        QuerySet<Row> all = DB.objects("odd");
        DB.execute("update odd set flags = '10101', bits = '1', fixed = '110'");

        assertThat(all.filter("flags", "10101", "bits", "1", "fixed", "110").count()).isEqualTo(1);
        assertThat(all.filter("flags__in", List.of("1", "10101")).count()).isEqualTo(1);
        assertThat(all.exclude("flags", "1").count()).isEqualTo(1);
        assertThatThrownBy(() -> odd().update("fixed", "1")).isInstanceOf(DunderException.class);
    }
}
