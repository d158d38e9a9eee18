package dev.dunder.database;

import static dev.dunder.Dunder.q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.Transaction;
import dev.dunder.UniqueViolation;
import dev.dunder.fixture.LogOf;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.watch.ObservationListener;
import dev.dunder.watch.StatementListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** Who hears of the statements, and what. */
class WatchTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of(TestDatabase.BLOG + """
            create view broken as select 1 / (id - id) as id from entry;
            """);

    private static final String LOG = "dev.dunder.statements";

    @Way.Both
    void aListenerHearsStatementDurationRowsAndName(Way way) {
        List<StatementListener.ExecutedStatement> heard = new CopyOnWriteArrayList<>();
        try (Database database = Database.builder(DB.pool()).listener(heard::add).build()) {
            QuerySet<Row> recent = database.objects("entry").filter("x__gt", 1).named("recent entries");
            way.list(recent);
            way.count(recent.all());
            assertThatThrownBy(() -> way.list(database.objects("broken"))).isInstanceOf(DatabaseException.class);
        }

        assertThat(heard).hasSize(3);
        assertThat(heard.get(0).name()).isEqualTo("recent entries");
        assertThat(heard.get(0).rows()).isEqualTo(3);
        assertThat(heard.get(0).sql()).startsWith("select").doesNotContain("recent");
        assertThat(heard.get(0).duration()).isPositive();
        assertThat(heard.get(0).values()).isEmpty();
        assertThat(heard.get(1).name()).isEqualTo("recent entries");
        assertThat(heard.get(2).failure()).isNotNull();
        assertThat(heard.get(2).name()).isNull();
    }

    @Way.Both
    void valuesAreShownOnlyWhenAskedFor(Way way) {
        List<StatementListener.ExecutedStatement> heard = new CopyOnWriteArrayList<>();
        try (Database database = Database.builder(DB.pool()).listener(heard::add).showValues().build();
                LogOf log = LogOf.of(LOG, Level.DEBUG)) {
            way.list(DB.objects("entry").filter("headline", "secret word"));
            way.list(database.objects("entry").filter("headline", "secret\nword", "x", 3).named("forged\nline"));

            assertThat(heard.get(0).values()).containsExactly("secret\nword", 3);
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0)).contains("select", "0 rows").doesNotContain("secret");
            assertThat(log.lines().get(1)).contains("secret\\u000aword, 3", "forged\\u000aline")
                    .doesNotContain("\n");
        }
    }

    @Test
    void failuresAreLoggedWithoutTheServersWords() {
        try (LogOf log = LogOf.of(LOG, Level.INFO)) {
            DB.objects("tag").with("name", "once").insert();
            assertThatThrownBy(() -> DB.objects("tag").with("name", "once").insert())
                    .isInstanceOf(UniqueViolation.class);
            assertThat(log.lines()).singleElement().asString().contains("failed with").doesNotContain("once");
        }
    }

    @Way.Both
    void aListenerHoldsUpNobodyWhoSpeaksOfTheTransaction(Way way) {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicReference<Transaction> open = new AtomicReference<>();
        StatementListener listener = statement -> {
            Transaction transaction = open.get();
            if (transaction != null) {
                CompletableFuture.runAsync(() -> transaction.onCommit(() -> heard.add("stored")))
                        .orTimeout(10, TimeUnit.SECONDS).join();
                heard.add("counted");
            }
        };
        try (Database database = Database.builder(DB.pool()).listener(listener).build()) {
            database.atomic(() -> {
                open.set(database.currentTransaction());
                assertThat(way.count(database.objects("author"))).isEqualTo(4);
                open.set(null);
            });
        }
        assertThat(heard).containsExactly("counted", "stored");
    }

    @Way.Both
    void theLoggingContextGoesAlong(Way way) {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (Database database = Database.builder(DB.pool()).listener(s -> seen.add(MDC.get("request"))).build()) {
            MDC.put("request", "r1");
            QuerySet<Row> started = database.objects("entry").startFetch();
            CompletableFuture<String> after = database.objects("author").async().count()
                    .thenApply(count -> String.valueOf(MDC.get("request")));
            MDC.put("request", "r2");
            started.list();
            way.list(database.objects("tag"));
            after.join();
            assertThat(seen).containsExactlyInAnyOrder("r1", "r1", "r2");
        } finally {
            MDC.clear();
        }
    }

    @Test
    void queriesCountsTheStatementsOfABlock() {
        List<StatementListener.ExecutedStatement> queries = DB.database().queries(() -> {
            DB.objects("entry").named("first").list();
            DB.objects("entry").async().count().join();
            DB.objects("author").startFetch().list();
            DB.database().atomic(() -> DB.objects("tag").filter(q("name", "red")).exists());
            // Another thread's are its own.
            CompletableFuture.runAsync(() -> DB.objects("comment").list()).join();
        });
        DB.objects("comment").list();

        assertThat(queries).hasSize(4);
        assertThat(queries.get(0).name()).isEqualTo("first");
        assertThat(queries.get(3).sql()).contains("tag");
    }

    @Test
    void queriesNests() {
        List<List<StatementListener.ExecutedStatement>> inner = new ArrayList<>();
        List<StatementListener.ExecutedStatement> outer = DB.database().queries(() -> {
            DB.objects("entry").count();
            inner.add(DB.database().queries(() -> DB.objects("tag").count()));
        });
        assertThat(outer).hasSize(2);
        assertThat(inner.get(0)).hasSize(1);
    }

    @Way.Both
    void micrometerObservesEachStatement(Way way) {
        ObservationRegistry registry = ObservationRegistry.create();
        List<Observation.Context> stopped = new CopyOnWriteArrayList<>();
        registry.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStop(Observation.Context context) {
                stopped.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        try (Database database = Database.builder(DB.pool()).listener(new ObservationListener(registry)).build()) {
            way.list(database.objects("entry").named("entries"));
            assertThatThrownBy(() -> way.list(database.objects("broken"))).isInstanceOf(DatabaseException.class);
        }

        assertThat(stopped).hasSize(2);
        assertThat(stopped.get(0).getName()).isEqualTo("dunder.query");
        assertThat(stopped.get(0).getLowCardinalityKeyValue("query").getValue()).isEqualTo("entries");
        assertThat(stopped.get(0).getHighCardinalityKeyValue("rows").getValue()).isEqualTo("5");
        assertThat(stopped.get(0).getError()).isNull();
        assertThat(stopped.get(1).getError()).isNotNull();
    }
}
