package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What things are called in Java. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({"entry, entries", "author, authors", "film_category, film_categories", "status, statuses",
            "address, addresses",
            "box, boxes", "person, people", "sales_person, sales_people", "child, children", "news, news",
            "users, users",
            "analysis, analyses", "day, days", "match, matches", "Person, People", "orderLine, orderLines",
            "MetaData, MetaData",
            "bus, buses", "integer_, integer_", "t1, t1", "quiz, quizzes", "staff, crew", "back_office, back_offices",
            "manager_of, manager_of", "invited, invited", "newsfeed, newsfeeds", "bed, beds"})
    void manyOfAThing(String one, String many) {
        assertThat(new Inflector(Map.of("staff", "crew")).plural(one)).isEqualTo(many);
    }

    @ParameterizedTest
    @CsvSource({"pub_date, PUB_DATE, pubDate, PubDate", "pubDate, PUB_DATE, pubDate, PubDate",
            "PUB_DATE, PUB_DATE, pubDate, PubDate",
            "HTTPServer, HTTP_SERVER, httpServer, HttpServer", "ArtistId, ARTIST_ID, artistId, ArtistId",
            "1st, _1ST, _1st, _1st",
            "class, CLASS, class_, Class", "get class, GET_CLASS, getClass, GetClass", "ünï, ÜNÏ, ünï, Ünï",
            "a-b.c, A_B_C, aBC, ABC",
            "'', UNNAMED, unnamed, Unnamed", "+, UNNAMED, unnamed, Unnamed", "_, UNNAMED, unnamed, Unnamed",
            "true, TRUE, true_, True",
            "iso2, ISO2, iso2, Iso2"})
    void namesAreMadeOfWords(String name, String constant, String method, String type) {
        assertThat(new Identifiers().constant(name)).isEqualTo(constant);
        assertThat(Identifiers.methodName(name)).isEqualTo(method);
        assertThat(Identifiers.typeName(name)).isEqualTo(type);
    }

    @Test
    void whatMakesLinesLookLikeOthersIsNotSeen() {
        assertThat(Identifiers.typeName("a\u202eb\u200bc")).isEqualTo("ABC");
        assertThat(Text.literal("a\u202e\n\"\\\t")).isEqualTo("\"a\\u202e\\n\\\"\\\\\\u0009\"");
        assertThat(Text.lines("a */ \\u002a/ <b> @x & \n y"))
                .containsExactly("a &#42;/ &#92;u002a/ &lt;b&gt; &#64;x &amp; y");
        assertThat(Text.lines("word ".repeat(40))).hasSize(2).allMatch(line -> line.length() <= 110);
    }
}
