package dev.dunder.jackson;

import static dev.dunder.jackson.Library.SENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.jackson.Library.Author;
import dev.dunder.jackson.Library.Book;
import dev.dunder.lookups.LookupException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jooq.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read are unsaved instances, of what is known by name and of nothing else. */
class ReadingTest {
    private static QuerySet<Row> rows(String model) {
        return Library.database().objects(model);
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceIsReadAndStored(Mapper mapper) throws Exception {
        SENT.clear();
        Book read = mapper.read("{\"title\": \"New\", \"author_id\": \"2\"}", Book.class);
        assertThat(SENT).isEmpty();
        assertThat(read.isLoaded("id")).isFalse();
        Book stored = read.using(Library.database()).insert();
        assertThat(stored.title()).isEqualTo("New");
        assertThat(stored.authorId()).isEqualTo(2);
        assertThat(stored.delete()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreReadForAModel(Mapper mapper) throws Exception {
        Row row = mapper.read("{\"id\": 9, \"name\": \"green\"}", rows("tag"));
        assertThat(row.insert().delete()).isEqualTo(1);
        assertThat(mapper.readAll("[{\"name\": \"a\"}, {\"name\": \"b\"}]", rows("tag")))
                .extracting(one -> one.get("name"))
                .containsExactly("a", "b");
        Book book = mapper.read("{\"title\": \"New\", \"author\": 1}", Library.database().objects(Book.class));
        assertThat(book.insert().delete()).isEqualTo(1);
        assertThatThrownBy(() -> mapper.read("{}", Row.class))
                .hasMessageContaining("Say which by DunderModule.reader(");
        assertThatThrownBy(() -> mapper.read("{}", rows("tag").values("id")))
                .hasMessageContaining("A set of values makes no instances");
        assertThat(mapper.read("null", rows("tag"))).isNull();
    }

    record Amount(BigDecimal value) {}

    record Title(String text, List<String> words) {}

    @ParameterizedTest
    @EnumSource
    void valuesOfAClassOfOnesOwnAreReadAsTheyAreWritten(Mapper mapper) throws Exception {
        Database database = Library.database();
        QuerySet<Row> rows = database.with(database.schema().with(all -> all.model("everything")
                .converted("n", Converter.ofNullable(BigDecimal.class, Amount.class, Amount::new, Amount::value))
                .converted("aa", Converter.ofNullable(String.class, Title.class,
                        text -> new Title(text, List.of(text.split(" "))), Title::text))))
                .objects("everything");
        Row row = rows.with("n", new Amount(new BigDecimal("1.50")), "aa",
                Arrays.asList(new Title("a b", List.of("a", "b")), null));
        Row read = mapper.read(mapper.write(row), rows);
        assertThat(mapper.write(row)).contains("{\"value\":1.50}");
        assertThat(read.get("n")).isEqualTo(new Amount(new BigDecimal("1.50")));
        assertThat((Object[]) read.get("aa")).containsExactly(new Title("a b", List.of("a", "b")), null);
        assertThat(mapper.read("{\"n\": 2.5, \"aa\": [\"c\"]}", rows).get("n"))
                .isEqualTo(new Amount(new BigDecimal("2.5")));
        assertThatThrownBy(() -> mapper.read("{\"n\": {\"values\": []}}", rows)).hasMessageContaining("[\"n\"]");
    }

    @ParameterizedTest
    @EnumSource
    void aForeignKeyIsItsColumnOrTheRelation(Mapper mapper) throws Exception {
        for (String author : new String[]{"\"author_id\": 2", "\"author\": 2", "\"author\": {\"id\": 2}"}) {
            assertThat(mapper.read("{" + author + "}", Book.class).authorId()).as(author).isEqualTo(2);
        }
        Row copy = mapper.read("{\"shelf\": {\"number\": 2, \"floor\": 1}}", rows("copy"));
        assertThat(copy.toMap()).isEqualTo(Map.of("floor", 1, "number", 2));
        assertThatThrownBy(() -> mapper.read("{\"author\": {\"id\": 2, \"name\": \"Zoe\"}}", Book.class))
                .hasMessageContaining("'author' of book is a row of its own").hasMessageContaining("the object of id");
        assertThatThrownBy(() -> mapper.read("{\"author\": 2, \"author_id\": 3}", Book.class))
                .hasMessageContaining("'author_id' of book is given twice, the second time as 'author_id'");
        assertThatThrownBy(() -> mapper.read("{\"tag\": [1]}", rows("book")))
                .hasMessageContaining("'tag' of book are rows of their own");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoAttributeIsRefused(Mapper mapper) {
        assertThatThrownBy(() -> mapper.read("{\"titel\": \"x\"}", Book.class))
                .hasRootCauseInstanceOf(LookupException.class)
                .hasMessageContaining("titel").hasMessageContaining("Did you mean 'title'?")
                .hasMessageContaining("[\"titel\"]");
        assertThatThrownBy(() -> mapper.read("{\"author__name\": \"x\"}", Book.class))
                .hasMessageContaining("author__name");
        assertThatThrownBy(() -> mapper.read("{\"id\": 1, \"id\": 2}", Book.class)).hasMessageContaining("twice");
        assertThatThrownBy(() -> mapper.read("{\"pk\": 1}", Book.class)).hasMessageContaining("pk");
        assertThatThrownBy(() -> mapper.read("{\"len\": 1}", rows("everything")))
                .hasMessageContaining("the database computes it");
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotFitIsRefused(Mapper mapper) {
        assertThatThrownBy(() -> mapper.read("{\"author_id\": 1.5}", Book.class)).hasMessageContaining("author_id");
        assertThatThrownBy(() -> mapper.read("{\"author_id\": 4294967297}", Book.class))
                .hasMessageContaining("author_id");
        assertThatThrownBy(() -> mapper.read("{\"title\": {\"a\": 1}}", Book.class)).hasMessageContaining("title");
        assertThatThrownBy(() -> mapper.read("{\"title\": \"a\\u0000\"}", Book.class)).hasMessageContaining("NUL");
        assertThatThrownBy(() -> mapper.read("{\"by\": \"%\"}", rows("everything"))).hasMessageContaining("[\"by\"]");
        assertThatThrownBy(() -> mapper.read("{\"m\": \"angry\"}", rows("everything"))).hasMessageContaining("glad");
        assertThatThrownBy(() -> mapper.read("[1]", Book.class)).hasMessageContaining("Book");
    }

    @ParameterizedTest
    @EnumSource
    void aStoredRowIsGivenWhatADocumentChanges(Mapper mapper) throws Exception {
        Book book = Library.database().objects(Book.class).create("title", "Old", "author", 1);
        Book changed = mapper.update(book, "{\"title\": \"Other\"}");
        assertThat(book.title()).isEqualTo("Old");
        SENT.clear();
        assertThat(changed.update().title()).isEqualTo("Other");
        assertThat(SENT).singleElement().asString().contains("set \"title\" = ?").doesNotContain("author_id\" = ?");
        assertThat(changed.delete()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(Mapper mapper) throws Exception {
        Library.database().dsl().execute(
                """
                        insert into everything (b, i2, i8, n, f4, f8, t, c, by, u, d, tm, tmz, ts, tz, iv, j, jb, m, r, a, aa,
                            ad, ab, aj, am, ip, h, p)
                        values (false, -7, 9007199254740993, 123456789012345678901234567890.123456789, 'NaN', '-infinity', 'ü',
                            'abc', '\\xfeff', '00000000-0000-0001-0000-000000000002', 'infinity', '10:30:01.5', '10:30+01',
                            '-infinity', 'infinity', '-14 mons 3 days -04:05:06.7', '{"a": 1.10}', '{"n": 12345678901234567890.10}',
                            'sad', '[1,5)', '{1,null}', '{{a,b},{c,d}}', '{infinity,2024-02-29}', '{"\\\\x01"}',
                            '{"{\\"k\\": [1]}",null}', '{sad}', '10.0.0.1', 'a=>1', '(1,2)')
                        """);
        Row row = rows("everything").defer("len", "x").orderBy("-id").first();
        String json = mapper.write(row).replaceFirst("\"id\":\\d+,", "");
        Row again = mapper.read(json, rows("everything")).insert();
        assertThat(mapper.write(rows("everything").defer("len", "x").get("id", again.get("id"))))
                .endsWith(json.substring(1));
        assertThat(rows("everything").filter("id__in", java.util.List.of(row.get("id"), again.get("id")))
                .values("n", "f8", "by", "iv", "jb", "aa", "aj").distinct().list()).hasSize(1);
        Library.database().dsl().execute("delete from everything");
    }

    @Test
    void generatedClassesAreWhatTheyAre() {
        assertThat(Author.objects.with().model().name()).isEqualTo("author");
    }
}
