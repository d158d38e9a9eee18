package dev.dunder.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.DatabaseException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.RowIterator;
import dev.dunder.fixture.LogOf;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.DunderException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows one by one: read in chunks, not kept, and the connection given back on every way out. */
class StreamTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table number (id int primary key);
            insert into number select generate_series(1, 10000);
            create table tower (id int primary key, height int);
            create table floor (id int primary key, tower_id int not null references tower);
            insert into tower select generate_series(1, 5), 0;
            insert into floor select n, (n - 1) / 10 + 1 from generate_series(1, 50) as n;
            create view broken as select 1 / (id - 3) as id from number order by number.id;
            """);

    private static QuerySet<Row> numbers() {
        return DB.objects("number").orderBy("id");
    }

    @Way.Both
    void aStreamHasAllRowsAndKeepsNone(Way way) {
        QuerySet<Row> all = numbers();

        assertThat(way.stream(all)).hasSize(10_000);
        assertThat(way.stream(all)).hasSize(10_000);
        assertThat(DB.statements()).hasSize(2);
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void readToItsEndItIsClosed() {
        assertThat(numbers().stream().count()).isEqualTo(10_000);
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void abandonedItIsClosedByClosing() {
        try (var stream = numbers().stream()) {
            assertThat(stream.limit(3).map(row -> row.get("id")).toList()).containsExactly(1, 2, 3);
            assertThat(DB.connectionsInUse()).isEqualTo(1);
        }
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void anIteratorReadsInChunks() {
        RowIterator<Integer> ids = narrowed(numbers().valuesList("id", Integer.class).iterator(10));
        assertThat(ids.next()).isEqualTo(1);
        assertThat(ids.hasNext()).isTrue();
        ids.close();
        ids.close();
        assertThat(ids.hasNext()).isFalse();
        assertThatThrownBy(ids::next).isInstanceOf(NoSuchElementException.class);
        assertThat(DB.connectionsInUse()).isZero();
        assertThatThrownBy(() -> numbers().iterator(0)).isInstanceOf(DunderException.class);
    }

    @SuppressWarnings("unchecked")
    private static RowIterator<Integer> narrowed(RowIterator<?> iterator) {
        return (RowIterator<Integer>) iterator;
    }

    @Way.Both
    void aFailureGivesTheConnectionBack(Way way) {
        assertThatThrownBy(() -> way.stream(DB.objects("broken"))).isInstanceOf(DatabaseException.class)
                .hasMessage("division by zero");
        assertThat(DB.connectionsInUse()).isZero();
        assertThat(numbers().count()).isEqualTo(10_000);
    }

    @Test
    void theConnectionGoesBackAsItCame() throws Exception {
        numbers().stream().close();

        try (var connection = DB.pool().getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void whoForgetsToCloseIsToldWhereItWasOpened() {
        try (LogOf log = LogOf.of("dev.dunder")) {
            openAndForget();
            TestDatabase.until(() -> {
                System.gc();
                return DB.connectionsInUse() == 0;
            });

            assertThat(log.events()).anySatisfy(event -> {
                assertThat(event.getFormattedMessage()).contains("neither read to their end nor closed");
                assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                        .anySatisfy(line -> assertThat(line.toString()).contains("StreamTest.openAndForget"));
            });
        }
    }

    private static void openAndForget() {
        numbers().iterator(10).next();
        assertThat(DB.connectionsInUse()).isEqualTo(1);
    }

    @Test
    void whoClosesIsToldNothing() {
        try (LogOf log = LogOf.of("dev.dunder")) {
            numbers().iterator(10).close();
            assertThat(numbers().stream().count()).isEqualTo(10_000);
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            assertThat(log.events()).isEmpty();
        }
    }

    @Test
    void rowsComeChunkByChunk() {
        try (RowIterator<Row> rows = numbers().iterator(100)) {
            rows.next();
            DB.execute("select 1");
            // Whatever is read of the cursor, it is one statement.
            for (int i = 0; i < 999; i++) {
                rows.next();
            }
            assertThat(DB.statements()).hasSize(1);
        }
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void relationsArePrefetchedChunkByChunkOnTheSameConnection() {
        int floors = 0;
        try (RowIterator<Row> towers = DB.objects("tower").orderBy("id").prefetchRelated("floor").iterator(2)) {
            while (towers.hasNext()) {
                floors += towers.next().many("floor").list().size();
                assertThat(DB.connectionsInUse()).isEqualTo(1);
            }
        }
        assertThat(floors).isEqualTo(50);
        assertThat(DB.statements()).hasSize(1 + 3);
        assertThat(DB.statements().subList(1, 4)).allSatisfy(sql -> assertThat(sql).contains("from floor"));
        assertThat(DB.connectionsInUse()).isZero();
    }

    @Test
    void whatIsStoredMeanwhileIsNoPartOfTheStream() {
        try (var towers = DB.objects("tower").orderBy("id").stream()) {
            towers.limit(3).forEach(tower -> tower.update("height", 7));
        }
        assertThat(DB.objects("tower").filter("height", 7).count()).isEqualTo(3);
    }
}
