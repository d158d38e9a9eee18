package dev.dunder.examples;

import static dev.dunder.Dunder.count;
import static dev.dunder.TextFunctions.concat;
import static dev.dunder.TextFunctions.upper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.Dunder;
import dev.dunder.FetchMode;
import dev.dunder.NotLoadedException;
import dev.dunder.Prefetch;
import dev.dunder.QuerySet;
import dev.dunder.examples.blog.models.Author;
import dev.dunder.examples.blog.models.Comment;
import dev.dunder.examples.blog.models.Entry;
import dev.dunder.examples.blog.models.EntryTag;
import dev.dunder.examples.blog.models.Tag;
import dev.dunder.testing.TestServer;
import dev.dunder.watch.StatementListener.ExecutedStatement;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What generated instances know of their relations, and what typed paths say beyond lookups. */
class RelatedTest {
    private static Database db;

    @BeforeAll
    static void start() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestServer.newDatabase());
        config.setMaximumPoolSize(2);
        db = Database.pooled(config).build();
        db.dsl().connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(Blog.read("blog.sql") + Blog.read("blog-data.sql"));
            }
        });
        Dunder.setDefault(db);
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @Test
    void aRelationToOneIsThereWhenItWasSelectedPrefetchedOrLoaded() {
        QuerySet<Entry> entry = Entry.objects.filter(Entry.ID.exact(8L));

        assertThat(sent(() -> {
            Entry selected = entry.selectRelated("author").get();
            assertThat(selected.author().id()).isEqualTo(selected.authorId());
            assertThat(selected.author().name()).isNotEmpty();
        })).hasSize(1);
        assertThat(sent(() -> {
            Entry prefetched = entry.prefetchRelated("author").get();
            assertThat(prefetched.author().id()).isEqualTo(prefetched.authorId());
        })).hasSize(2);
        assertThat(entry.get().load("author").author()).isEqualTo(entry.selectRelated("author").get().author());
    }

    @Test
    void andElseThrowsAndSaysWhatToAdd() {
        Entry entry = Entry.objects.get(Entry.ID.exact(8L));

        assertThat(sent(() -> assertThatThrownBy(entry::author).isInstanceOf(NotLoadedException.class)
                .hasMessageContaining("selectRelated(\"author\")"))).isEmpty();
    }

    @Test
    void orIsFetchedForAllRowsAtOnceWhereThatWasChosen() {
        assertThat(sent(() -> {
            for (Entry entry : Entry.objects.fetchMode(FetchMode.PEERS).only("headline").list()) {
                assertThat(entry.author().name()).isNotEmpty();
                assertThat(entry.author().entries().list()).contains(entry);
                assertThat(entry.published()).isIn(true, false);
            }
        })).hasSize(5); // the entries, their authors' keys, the authors, the entries of those, and what is published
    }

    @Test
    void relationsAreLoadedThroughOthers() {
        assertThat(EntryTag.objects.selectRelated("entry__author").first().entry().author().name()).isNotEmpty();
    }

    @Test
    void relationsToManyAreQuerySets() {
        Author author = Author.objects.get(Author.ID.exact(1L));

        assertThat(author.entries().count()).isEqualTo(30).isEqualTo(Entry.objects.filter(Entry.AUTHOR.exact(author))
                .count());
        Entry first = author.entries().orderBy(Entry.ID.asc()).first();
        assertThat(first.tags().list()).isEqualTo(Tag.objects.filter(Tag.ENTRY.exact(first)).list());
        assertThat(Author.with().name("Nobody").email("nobody").entries().list()).isEmpty();
    }

    @Test
    void andHaveTheirRowsWhereTheyWerePrefetched() {
        QuerySet<Comment> latest = Comment.objects.orderBy(Comment.WRITTEN.desc()).slice(0, 2);

        assertThat(sent(() -> {
            List<Author> authors = Author.objects.orderBy(Author.ID.asc()).slice(0, 5)
                    .prefetchRelated("entry__tag")
                    .prefetchRelated(new Prefetch("entry__comment", latest)).list();
            for (Author author : authors) {
                assertThat(author.entries()).hasSize(30);
                for (Entry entry : author.entries()) {
                    assertThat(entry.tags()).allSatisfy(tag -> assertThat(tag.name()).isNotEmpty());
                    assertThat(entry.comments().count()).isLessThanOrEqualTo(2);
                    assertThat(entry.author()).isEqualTo(author);
                }
            }
        })).hasSize(4);
    }

    @Test
    void typedPathsAreValuesToComputeWith() {
        assertThat(Entry.objects.filter(Entry.X.gt(Entry.RATING.f().times(10))).sql())
                .isEqualTo(Entry.objects.filter("x__gt", Dunder.f("rating").times(10)).sql())
                .contains("\"entry\".\"x\" > (\"entry\".\"rating\" * ?)");
        assertThat(Entry.objects.filter(Entry.AUTHOR_ID.gte(Entry.AUTHOR.ID)).count())
                .isEqualTo(Entry.objects.count());
        assertThat(Entry.objects.filter(Entry.AUTHOR_ID.gt(Entry.AUTHOR.ID)).exists()).isFalse();
        assertThat(Author.objects.orderBy(Author.ID.asc())
                .values(concat(upper(Author.NAME), Dunder.value("!")).as("loud")).first().get("loud", String.class))
                .isUpperCase().endsWith("!");
        assertThat(Author.objects.annotate(count(Author.ENTRY.ID.f()).as("n")).filter("n__lt", 30).exists()).isFalse();
    }

    private static List<ExecutedStatement> sent(Runnable work) {
        return db.queries(work);
    }
}
