package dev.dunder.evaluate;

import static dev.dunder.Dunder.count;
import static dev.dunder.fixture.TestDatabase.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages that are counted. */
class PageTest {
    /**
     * The view waits in the server for as long as someone else holds the lock. Its own lock ends with its transaction: one
     * of the session's would outlast a statement that is stopped between lock and unlock.
     */
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG
            + """
                    create function gate() returns boolean language plpgsql as $$
                    begin
                        perform pg_advisory_xact_lock_shared(42);
                        return true;
                    end $$;
                    create view slow as select id, headline from (select gate() as open offset 0) as gate, entry where gate.open;
                    create view broken as select 1 / (id - id) as id from entry;
                    """);

    private static QuerySet<Row> entries() {
        return DB.objects("entry").orderBy("-id");
    }

    @Way.Both
    void aPageKnowsItsPlaceAmongAll(Way way) {
        Page<Row> first = way.page(entries(), 1, 2);
        assertThat(ids(first.rows())).containsExactly(5, 4);
        assertThat(first.total()).isEqualTo(5);
        assertThat(first.pages()).isEqualTo(3);
        assertThat(first.hasPrevious()).isFalse();
        assertThat(first.hasNext()).isTrue();
        assertThat(DB.statements()).hasSize(2)
                .anyMatch(sql -> sql.startsWith("select count(*) from entry"))
                .anyMatch(sql -> sql.endsWith("order by entry.id desc fetch next ? rows only"));

        Page<Row> last = way.page(entries(), 3, 2);
        assertThat(ids(last.rows())).containsExactly(1);
        assertThat(last.hasPrevious()).isTrue();
        assertThat(last.hasNext()).isFalse();
        assertThat(last).hasSize(1);
        assertThat(last.number()).isEqualTo(3);
        assertThat(last.size()).isEqualTo(2);
    }

    @Way.Both
    void behindTheLastPageThereIsNothing(Way way) {
        Page<Row> behind = way.page(entries(), 4, 2);
        assertThat(behind.rows()).isEmpty();
        assertThat(behind.total()).isEqualTo(5);
        assertThat(behind.hasNext()).isFalse();
        assertThat(behind.hasPrevious()).isTrue();
        assertThat(way.page(entries().filter("id__lt", 0), 1, 2).pages()).isEqualTo(1);
        assertThat(way.page(entries(), 1, 5).hasNext()).isFalse();
    }

    @Way.Both
    void noneAsksNothing(Way way) {
        assertThat(way.page(entries().none(), 1, 10)).isEqualTo(new Page<>(List.of(), 1, 10, 0));
        assertThat(DB.sent()).isEmpty();
    }

    @Way.Both
    void withoutAnOrderItIsThatOfTheKey(Way way) {
        assertThat(ids(way.page(DB.objects("entry"), 2, 2).rows())).containsExactly(3, 4);
        assertThat(DB.statements()).anyMatch(sql -> sql.contains("order by entry.id asc offset ? rows"));
        assertThat(ids(way.page(DB.objects("entry").reverse(), 2, 2).rows())).containsExactly(3, 2);
    }

    @Way.Both
    void aSliceValuesAndGroupsHavePagesToo(Way way) {
        Page<Row> slice = way.page(entries().slice(1, 4), 2, 2);
        assertThat(ids(slice.rows())).containsExactly(2);
        assertThat(slice.total()).isEqualTo(3);

        Page<Row> groups = way.page(
                DB.objects("entry").values("headline").annotate(count("id").as("n")).orderBy("-n", "headline"), 1, 2);
        assertThat(groups.rows()).extracting(row -> row.get("headline")).containsExactly("cake", "rain");
        assertThat(groups.total()).isEqualTo(4);

        Page<Row> union = way.page(
                DB.objects("tag").values("name").union(DB.objects("country").values("name")).orderBy("name"), 2, 3);
        assertThat(union.rows()).extracting(row -> row.get("name")).containsExactly("red", "unused");
        assertThat(union.total()).isEqualTo(5);
    }

    @Way.Both
    void rowsThatAreHereAreCutIntoPages(Way way) {
        QuerySet<Row> fetched = entries().startFetch();
        assertThat(ids(way.page(fetched, 2, 2).rows())).containsExactly(3, 2);
        assertThat(way.page(fetched, 9, 2).rows()).isEmpty();
        assertThat(way.page(fetched, 2, 2).total()).isEqualTo(5);
        assertThat(DB.sent()).hasSize(1);
    }

    @Way.Both
    void aPageIsStartedAhead(Way way) {
        QuerySet<Row> started = entries();
        assertThat(started.startPage(2, 2)).isSameAs(started);

        assertThat(ids(way.page(started, 2, 2).rows())).containsExactly(3, 2);
        assertThat(started.startPage(2, 2).page(2, 2).total()).isEqualTo(5);
        assertThat(started.count()).isEqualTo(5);
        assertThat(started.exists()).isTrue();
        assertThat(DB.sent()).hasSize(2);
        assertThat(ids(way.page(started, 1, 2).rows())).containsExactly(5, 4);
        assertThat(DB.sent()).hasSize(3);
    }

    @Way.Both
    void aStartedPageThatFailsFailsWhereItIsUsed(Way way) {
        QuerySet<Row> broken = DB.objects("broken").startPage(1, 2);
        assertThatThrownBy(() -> way.page(broken, 1, 2)).isInstanceOf(DatabaseException.class)
                .hasMessage("division by zero");
    }

    @Test
    void rowsAndTotalAreInTheServerAtTheSameTime() throws Exception {
        for (Way way : Way.values()) {
            CompletableFuture<Page<Row>> page;
            try (Connection connection = DB.pool().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_advisory_lock(42)");
                try {
                    QuerySet<Row> slow = DB.objects("slow").orderBy("id");
                    page = CompletableFuture.supplyAsync(() -> way.page(slow, 1, 2), Thread::startVirtualThread);
                    TestDatabase.until(() -> DB.inTheServer("slow") == 2);
                } finally {
                    statement.execute("select pg_advisory_unlock(42)");
                }
            }
            assertThat(page.join().total()).isEqualTo(5);
        }
        DB.untilConnectionsInUse(0);
    }

    @Test
    void whoGivesUpAPageGivesUpBoth() throws Exception {
        try (Connection connection = DB.pool().getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(42)");
            try {
                CompletableFuture<Page<Row>> page = DB.objects("slow").orderBy("id").async().page(1, 2);
                TestDatabase.until(() -> DB.inTheServer("slow") == 2);
                assertThat(page.cancel(true)).isTrue();
                TestDatabase.until(() -> DB.inTheServer("slow") == 0);
                DB.untilConnectionsInUse(1);
            } finally {
                statement.execute("select pg_advisory_unlock(42)");
            }
        }
    }

    @Way.Both
    void oneConnectionIsEnough(Way way) {
        try (Database single = DB.single()) {
            for (int i = 0; i < 20; i++) {
                assertThat(way.page(single.objects("entry"), 1, 3).total()).isEqualTo(5);
            }
        }
    }

    @Way.Both
    void inATransactionBothAreOfIt(Way way) {
        List<Page<Row>> pages = new ArrayList<>();
        DB.database().atomic(() -> {
            DB.objects("tag").with("name", "new").insert();
            pages.add(way.page(DB.objects("tag"), 2, 3));
            DB.database().currentTransaction().setRollback();
        });
        assertThat(pages.get(0).total()).isEqualTo(4);
        assertThat(pages.get(0).rows()).extracting(row -> row.get("name")).containsExactly("new");
    }

    @Test
    void aRefusingExecutorLeavesItToTheCaller() {
        Database refusing = Database.builder(DB.pool()).executor(task -> {
            throw new java.util.concurrent.RejectedExecutionException("full");
        }).build();
        assertThat(refusing.objects("entry").page(1, 2).total()).isEqualTo(5);
        assertThatThrownBy(() -> refusing.objects("entry").async().page(1, 2).join())
                .isInstanceOf(CompletionException.class).hasMessageContaining("takes no more tasks");
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> entries().page(0, 2)).isInstanceOf(DunderException.class)
                .hasMessage("Pages are counted from 1; there is no page 0.");
        assertThatThrownBy(() -> entries().async().page(1, 0)).isInstanceOf(DunderException.class)
                .hasMessageContaining("one row at least, not for 0");
        assertThatThrownBy(() -> entries().startPage(-1, 2)).isInstanceOf(DunderException.class);
        assertThatThrownBy(() -> entries().page(Integer.MAX_VALUE, 100)).isInstanceOf(DunderException.class)
                .hasMessageContaining("pageAfter(…)");
        assertThatThrownBy(() -> entries().filter("nonsense", 1).page(1, 2)).isInstanceOf(DunderException.class);
    }
}
