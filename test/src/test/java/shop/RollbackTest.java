package shop;

import static dev.dunder.Dunder.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.ForeignKeyViolation;
import dev.dunder.Isolation;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.RowIterator;
import dev.dunder.TransactionAborted;
import dev.dunder.UniqueViolation;
import dev.dunder.lookups.DunderException;
import dev.dunder.test.TestDatabase;
import dev.dunder.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All of a class has one connection, and each test begins with what was prepared. */
class RollbackTest {
    private static final String URL = TestServer.newDatabase();

    @RegisterExtension
    static final TestDatabase DB = TestDatabase.at(URL).script(Shop.SQL)
            .prepared(db -> db.objects("customer").create("name", "Ann", "email", "ann")).rollback().asDefault();

    private static QuerySet<Row> customers() {
        return DB.objects("customer");
    }

    private static Row create(String name) {
        return customers().create("name", name, "email", name);
    }

    @AfterAll
    static void nothingIsThere() throws Exception {
        try (Database seen = Database.connect(URL, "postgres", "")) {
            assertThat(seen.models()).isEmpty();
        }
    }

    @RepeatedTest(2)
    void whatATestStoresIsGoneInTheNext() {
        assertThat(customers().valuesList("name", String.class).list()).containsExactly("Ann");
        create("Bo");
        DB.database().atomic(() -> create("Cy"));
        assertThat(customers().count()).isEqualTo(3);
    }

    @RepeatedTest(2)
    void asynchronousAndStartedWorkIsInItToo(Database db) {
        List<CompletableFuture<Row>> all = IntStream.range(0, 10)
                .mapToObj(i -> customers().async().create("name", "n" + i, "email", "e" + i)).toList();
        all.forEach(CompletableFuture::join);
        QuerySet<Row> started = customers().startFetch();
        assertThat(db.async().atomic(tx -> customers().using(tx).async().create("name", "x", "email", "x")
                .thenCompose(made -> customers().using(tx).async().count())).join()).isEqualTo(12);
        assertThat(started.list().size()).isBetween(11, 12);
        CompletableFuture<Row> begun = db.async()
                .atomic(tx -> customers().using(tx).async().create("name", "y", "email", "y"));
        db.atomic(() -> create("z"));
        begun.join();
        assertThat(Shop.Client.objects.count()).isEqualTo(14);
    }

    @Test
    void aTransactionIsOneAndItsFailureTakesBackItsOwn() {
        Database db = DB.database();
        List<String> done = new ArrayList<>();
        create("Bo");
        assertThatThrownBy(() -> db.atomic(() -> {
            create("Cy");
            db.onCommit(() -> done.add("never"));
            throw new IllegalStateException("stop");
        })).hasMessage("stop");
        db.atomic(() -> {
            create("Di");
            db.onCommit(() -> done.add("Di"));
            assertThatThrownBy(() -> db.atomic(() -> create("Di"))).isInstanceOf(UniqueViolation.class);
        });
        assertThatThrownBy(() -> db.atomic(() -> {
            assertThatThrownBy(() -> create("Di")).isInstanceOf(UniqueViolation.class);
            customers().count();
        })).isInstanceOf(TransactionAborted.class);
        assertThat(done).containsExactly("Di");
        assertThat(customers().orderBy("id").valuesList("name", String.class).list()).containsExactly("Ann", "Bo",
                "Di");
    }

    @Test
    void aStatementThatFailsByItselfTakesNothingWithIt() {
        create("Bo");
        assertThatThrownBy(() -> create("Bo")).isInstanceOf(UniqueViolation.class);
        assertThatThrownBy(() -> customers().copyIn(List.of(customers().with("name", "Bo", "email", "q"))))
                .isInstanceOf(UniqueViolation.class);
        assertThatThrownBy(() -> DB.database().dsl().execute("select 1/0")).isInstanceOf(RuntimeException.class);
        create("Cy");
        assertThat(customers().count()).isEqualTo(3);
    }

    @Test
    void whatACommitChecksIsChecked() {
        Database db = DB.database();
        assertThatThrownBy(() -> db.atomic(() -> db.objects("later").create("id", 1, "customer_id", 999)))
                .isInstanceOf(ForeignKeyViolation.class);
        assertThat(db.objects("later").count()).isZero();
        db.atomic(() -> {
            db.objects("later").create("id", 1, "customer_id", 999);
            customers().create("id", 999, "name", "late", "email", "late");
        });
        assertThat(db.objects("later").count()).isEqualTo(1);
    }

    @Test
    void blocksThatOnlyReadAndThoseOfAnIsolationAreBegun() {
        Database db = DB.database();
        assertThatThrownBy(() -> db.atomic().readOnly().run(() -> create("Bo"))).isInstanceOf(DatabaseException.class)
                .rootCause().hasMessageContaining("read-only");
        db.atomic().isolation(Isolation.SERIALIZABLE).run(() -> create("Cy"));
        create("Di");
        assertThat(customers().count()).isEqualTo(3);
    }

    @Test
    void streamsAreReadWhileOthersAreAsked() {
        IntStream.range(0, 20).forEach(i -> create("n" + i));
        int seen = 0;
        try (RowIterator<Row> each = customers().iterator(5)) {
            while (each.hasNext()) {
                Row row = each.next();
                assertThat(customers().filter("id", row.get("id")).update("nick", "seen")).isEqualTo(1);
                seen++;
            }
        }
        assertThat(seen).isEqualTo(21);
        assertThat(customers().filter("nick", "seen").aggregate(count("*"))).isEqualTo(21);
    }

    @Test
    void streamsSideBySideAreReadToTheirEnds() {
        IntStream.range(0, 20).forEach(i -> create("n" + i));
        RowIterator<Row> one = customers().orderBy("id").iterator(5);
        try (RowIterator<Row> other = customers().orderBy("id").iterator(5)) {
            for (int i = 0; i < 10; i++) {
                assertThat(one.next()).isEqualTo(other.next());
            }
            one.close();
            assertThat(other.next().get("name")).isEqualTo("n9");
        }
        create("later");
        assertThat(customers().count()).isEqualTo(22);
    }

    @Test
    void whoWaitsForAnotherThreadWithinATransactionIsToldWhy() {
        assertThatThrownBy(() -> DB.database().atomic(() -> {
            Thread other = new Thread(() -> {});
            other.start();
            CompletableFuture.runAsync(() -> customers().count()).join();
        })).rootCause().hasMessageContaining("borrowed here");
    }

    @Test
    void workThatDoesNotEndFailsTheTest() throws Exception {
        TestDatabase own = TestDatabase.at(TestServer.newDatabase()).script(Shop.SQL);
        own.beforeAll(null);
        own.beforeEach(null);
        RowIterator<Row> forgotten = own.objects("customer").iterator(5);
        assertThatThrownBy(() -> own.afterEach(null)).isInstanceOf(DunderException.class)
                .hasMessageContaining("has not ended");
        forgotten.close();
        own.afterAll(null);
        assertThatThrownBy(own::database).hasMessageContaining("@RegisterExtension");
    }
}
