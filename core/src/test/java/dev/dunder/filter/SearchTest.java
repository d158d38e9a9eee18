package dev.dunder.filter;

import static dev.dunder.Dunder.f;
import static dev.dunder.Dunder.value;
import static dev.dunder.Search.matches;
import static dev.dunder.Search.phraseQuery;
import static dev.dunder.Search.randomUuid;
import static dev.dunder.Search.rawQuery;
import static dev.dunder.Search.searchHeadline;
import static dev.dunder.Search.searchQuery;
import static dev.dunder.Search.searchRank;
import static dev.dunder.Search.searchVector;
import static dev.dunder.Search.trigramDistance;
import static dev.dunder.Search.trigramSimilarity;
import static dev.dunder.Search.trigramStrictWordDistance;
import static dev.dunder.Search.trigramStrictWordSimilarity;
import static dev.dunder.Search.trigramWordDistance;
import static dev.dunder.Search.trigramWordSimilarity;
import static dev.dunder.Search.websearchQuery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.SearchHeadline;
import dev.dunder.SearchTerm;
import dev.dunder.SearchVector;
import dev.dunder.fixture.Computed;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.SearchQuery;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SearchTest {
    @RegisterExtension
    static final TestDatabase DB = Computed.things();

    @RegisterExtension
    static final TestDatabase TALES = TestDatabase
            .of("""
                    create table tale (id int primary key, title text, body text, language regconfig not null default 'english');
                    insert into tale (id, title, body) values
                        (1, 'Cats', 'The fat cats sat on a mat and ate a fat rat.'),
                        (2, 'Dogs', 'A dog chased the cat.'),
                        (3, null, 'Nothing of this kind: it''s about ships.');
                    insert into tale values (4, 'Chiens', 'Les chiens et les chats.', 'french');
                    """);

    static Stream<Computed> functions() {
        return Stream.of(
                Computed.of(searchVector("name", "n"),
                        "to_tsvector(coalesce(name, '') || ' ' || coalesce(cast(n as text), ''))", "'-7':2 'ada':1"),
                Computed.of(searchVector("name").config("simple"),
                        "to_tsvector(cast(? as regconfig), coalesce(name, ''))", "'ada':1"),
                Computed.of(searchVector("name").weight('A').plus(searchVector("nick").weight('B')).config("simple"),
                        "(setweight(to_tsvector(cast(? as regconfig), coalesce(name, '')), 'A') || "
                                + "setweight(to_tsvector(cast(? as regconfig), coalesce(nick, '')), 'B'))",
                        "'ada':1A 'al':2B"),
                Computed.of(searchQuery("fat cats").config("english"), "plainto_tsquery(cast(? as regconfig), ?)",
                        "'fat' & 'cat'"),
                Computed.of(phraseQuery("fat cats").config("english"), "phraseto_tsquery(cast(? as regconfig), ?)",
                        "'fat' <-> 'cat'"),
                Computed.of(rawQuery("fat & (cat | dog)").config("english"), "to_tsquery(cast(? as regconfig), ?)",
                        "'fat' & ( 'cat' | 'dog' )"),
                Computed.of(websearchQuery("\"fat cats\" -dog").config("english"),
                        "websearch_to_tsquery(cast(? as regconfig), ?)", "'fat' <-> 'cat' & !'dog'"),
                Computed.of(searchQuery(f("name")).config("simple"), "plainto_tsquery(cast(? as regconfig), name)",
                        "'ada'"),
                Computed.of(searchQuery("a").config("simple").or(phraseQuery("b c")).and(searchQuery("d").not())
                        .config("english"),
                        "((plainto_tsquery(cast(? as regconfig), ?) || phraseto_tsquery(cast(? as regconfig), ?))"
                                + " && (!! plainto_tsquery(cast(? as regconfig), ?)))",
                        "( 'a' | 'b' <-> 'c' ) & !'d'"),
                Computed.of(searchQuery("d").not().not().config("simple"), "plainto_tsquery(cast(? as regconfig), ?)",
                        "'d'"),
                Computed.of(searchRank(f("words"), searchQuery("cat").config("english")),
                        "ts_rank(words, plainto_tsquery(cast(? as regconfig), ?))", 0.06079271f),
                Computed.of(searchRank(f("words"), rawQuery("cat").config("english")).weights(1, 0, 0, 0)
                        .normalization(2),
                        "ts_rank(cast(? as real[]), words, to_tsquery(cast(? as regconfig), ?), ?)", 0.30396354f),
                Computed.of(searchRank(f("words"), rawQuery("cat").config("english")).coverDensity()
                        .normalization(value(1).bitOr(2)),
                        "ts_rank_cd(words, to_tsquery(cast(? as regconfig), ?), (? | ?))", 0.045511961f),
                Computed.of(
                        searchRank(f("words"), rawQuery("cat").config("english")).weights(1, 0, 0, 0).coverDensity(),
                        "ts_rank_cd(cast(? as real[]), words, to_tsquery(cast(? as regconfig), ?))", 1f),
                Computed.of(searchRank("name", "ada"), "ts_rank(to_tsvector(coalesce(name, '')), plainto_tsquery(?))",
                        0.06079271f),
                Computed.of(searchHeadline("name", "ada"), "ts_headline(name, plainto_tsquery(?))", "<b>Ada</b>"),
                Computed.of(searchHeadline("name", searchQuery("ada").config("simple")).config("simple")
                        .startSel("<'\\,").stopSel("=\">").maxWords(9).minWords(2).shortWord(0).highlightAll(true),
                        "ts_headline(cast(? as regconfig), name, plainto_tsquery(cast(? as regconfig), ?), ?)",
                        "<'\\,Ada=\">"),
                Computed.of(trigramSimilarity("name", "Adam"), "similarity(name, ?)", 0.5f),
                Computed.of(trigramDistance("name", "Adam"), "(name <-> ?)", 0.5f),
                Computed.of(trigramWordSimilarity("Adam", "name"), "word_similarity(?, name)", 0.6f),
                Computed.of(trigramWordDistance("Adam", "name"), "(? <<-> name)", 0.39999998f),
                Computed.of(trigramStrictWordSimilarity("Adam", "name"), "strict_word_similarity(?, name)", 0.5f),
                Computed.of(trigramStrictWordDistance("Adam", "name"), "(? <<<-> name)", 0.5f),
                Computed.of(trigramSimilarity("name", f("name")), "similarity(name, name)", 1.0f));
    }

    @ParameterizedTest
    @MethodSource
    void functions(Computed computed) {
        computed.check(DB);
    }

    @Way.Both
    void wordsAreFoundInSeveralTextsNullOnesToo(Way way) {
        QuerySet<Row> tales = TALES.objects("tale").orderBy("id");
        SearchVector words = searchVector("title", "body").config("english");

        assertThat(TestDatabase.ids(way.list(tales.filter(words.matches("cat"))))).containsExactly(1, 2);
        assertThat(TestDatabase.ids(way.list(tales.filter(words.matches("ships"))))).containsExactly(3);
        assertThat(TestDatabase.ids(way.list(tales.filter(words.matches(
                searchQuery("cat").and(searchQuery("dog").not()).config("english")))))).containsExactly(1);
        assertThat(TestDatabase.ids(way.list(tales.exclude(words.matches("cat"))))).containsExactly(3, 4);
        assertThat(TALES.statements().get(0))
                .contains("where (to_tsvector(cast(? as regconfig), coalesce(tale.title, '') || ' '"
                        + " || coalesce(tale.body, '')) @@ plainto_tsquery(cast(? as regconfig), ?))");
    }

    @Way.Both
    void theConfigurationMayBeAColumn(Way way) {
        QuerySet<Row> tales = TALES.objects("tale");
        SearchVector words = searchVector("body").config(f("language"));

        assertThat(TestDatabase.ids(way.list(tales.filter(words.matches("chien"))))).containsExactly(4);
        // Too common a word in French.
        assertThat(way.count(tales.filter(words.matches("et")))).isZero();
        assertThat(way.count(tales.filter(searchVector("body").config("english").matches("et")))).isEqualTo(1);
    }

    @Way.Both
    void aVectorMayBeAnAnnotationOrAColumn(Way way) {
        QuerySet<Row> tales = TALES.objects("tale").annotate(searchVector("body").config("english").as("words"));

        assertThat(TestDatabase.ids(way.list(tales.filter(matches("words", searchQuery("cats").config("english")))
                .orderBy("id")))).containsExactly(1, 2);
        assertThat(way.count(DB.objects("thing").filter(matches("words", rawQuery("cat").config("english")))))
                .isEqualTo(1);
        assertThat(way.count(DB.objects("thing").filter(matches("words", "dog")))).isZero();
    }

    @Way.Both
    void theLookupOfSearchesTakesWhatFunctionsMakeAndTheOtherWayRound(Way way) {
        QuerySet<Row> tales = TALES.objects("tale").annotate(searchVector("body").config("english").as("words"))
                .orderBy("id");

        assertThat(TestDatabase.ids(way.list(tales.filter("words__search", searchQuery("cats").config("english")))))
                .containsExactly(1, 2);
        assertThat(TestDatabase.ids(way.list(tales.filter(
                "words__search", SearchQuery.phrase("fat cats").config("english"))))).containsExactly(1);
        assertThat(TestDatabase.ids(way.list(tales.filter(
                "body__search", SearchQuery.phrase("cats fat").config("english"))))).isEmpty();
        assertThat(TestDatabase.ids(way.list(tales.filter("words", phraseQuery("fat cats").config("english")))))
                .containsExactly(1);
        assertThat(TestDatabase.ids(way.list(tales.filter(
                matches("words", SearchQuery.phrase("fat cats").config("english")))))).containsExactly(1);
        assertThat(TestDatabase.ids(way.list(tales.filter(
                searchVector("body").config("english").matches(SearchQuery.websearch("cat -dog"))))))
                .containsExactly(1);
    }

    /** "et" is too common a word in French, and just a word in the server's own language. */
    @Way.Both
    void wordsAreLookedForByTheRulesThatTheVectorWasMadeBy(Way way) {
        QuerySet<Row> tales = TALES.objects("tale");
        SearchVector french = searchVector("title").plus(searchVector("body")).config("french");
        QuerySet<Row> inFrench = tales.annotate(french.as("words")).filter("words", "et chats");

        assertThat(TestDatabase.ids(way.list(inFrench))).containsExactly(4);
        assertThat(
                TestDatabase.ids(way.list(tales.annotate(searchVector("body").as("words")).filter("words", "ships"))))
                .containsExactly(3);
        assertThat(TestDatabase.clauses(inFrench)).endsWith("@@ plainto_tsquery(cast(? as regconfig), ?)");
    }

    @Way.Both
    void theBestFitComesFirst(Way way) {
        SearchVector words = searchVector("title").weight('A').plus(searchVector("body").weight('C')).config("english");
        SearchTerm dogOrCat = searchQuery("dog").or(searchQuery("cat")).config("english");
        QuerySet<Row> tales = TALES.objects("tale").filter(words.matches(dogOrCat))
                .annotate(searchRank(words, dogOrCat).as("rank")).orderBy("-rank");

        assertThat(TestDatabase.ids(way.list(tales))).containsExactly(2, 1);
        assertThat(TestDatabase.ids(way.list(tales.filter("rank__gt", 0.32)))).containsExactly(2);
    }

    @Way.Both
    void aHeadlineShowsWhereTheWordsAre(Way way) {
        SearchHeadline headline = searchHeadline("body", searchQuery("fat").config("english")).config("english");
        QuerySet<Row> tales = TALES.objects("tale").filter("id", 1);

        assertThat(way.get(tales.annotate(headline.as("h"))).get("h"))
                .isEqualTo("The <b>fat</b> cats sat on a mat and ate a <b>fat</b> rat.");
        assertThat(way.get(tales.annotate(headline.maxFragments(2).maxWords(3).minWords(1).fragmentDelimiter(" ~ ")
                .startSel("*").stopSel("*").as("h"))).get("h"))
                .isEqualTo("*fat* cats ~ *fat*");
    }

    @Way.Both
    void everyRowGetsAUuidOfItsOwn(Way way) {
        List<Row> rows = way.list(DB.objects("thing").annotate(randomUuid().as("key")).values("key"));

        assertThat(rows).extracting(row -> row.get("key")).doesNotHaveDuplicates()
                .allMatch(java.util.UUID.class::isInstance);
    }

    @Test
    void ofNoTextThereAreNoWordsAndNoHeadline() {
        assertThat(Computed.ofNothing(DB, searchVector("name", "nick"))).isEqualTo("");
        assertThat(Computed.ofNothing(DB, searchHeadline("name", "x"))).isNull();
        assertThat(Computed.ofNothing(DB, trigramSimilarity("name", "x"))).isNull();
    }

    @Test
    void whatIsOutOfRangeOrOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> searchVector("name").weight('E')).isInstanceOf(LookupException.class)
                .hasMessage("The weights of words are A, B, C and D.");
        assertThatThrownBy(() -> searchVector()).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> searchVector("name").plus("nick")).isInstanceOf(LookupException.class)
                .hasMessageContaining("searchVector(…).plus(searchVector(…))");
        assertThatThrownBy(() -> searchRank("name", "x").weights(0, 0, 0, 2)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> searchRank("name", "x").weights(0, 0, 0, Double.NaN))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> searchHeadline("name", "x").maxWords(0)).isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> searchHeadline("name", "x").startSel("\0")).isInstanceOf(LookupException.class);
        QuerySet<Row> things = DB.objects("thing");
        assertThatThrownBy(() -> things.filter(matches("name", "x"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("matches(…) takes a tsvector, such as searchVector(…) in place 1");
        assertThatThrownBy(() -> things.filter(matches("words", f("name")))).isInstanceOf(LookupException.class)
                .hasMessageContaining("takes a tsquery, such as searchQuery(…) in place 2");
        assertThatThrownBy(() -> things.annotate(searchRank(f("name"), "x").as("x")))
                .isInstanceOf(LookupException.class);
        assertThatThrownBy(() -> things.annotate(trigramSimilarity("n", "x").as("x")))
                .isInstanceOf(LookupException.class);
        assertThat(DB.statements()).isEmpty();
    }
}
