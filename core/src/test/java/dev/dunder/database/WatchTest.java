package dev.dunder.database;

import static dev.dunder.Dunder.q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.dunder.CopyFormat;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.Inside;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.Transaction;
import dev.dunder.UniqueViolation;
import dev.dunder.fixture.LogOf;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.watch.ObservationListener;
import dev.dunder.watch.StatementListener;
import dev.dunder.watch.TracedStatement;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        try (Database database = Database.builder(DB.pool())
                .listener(new ObservationListener(registry, Map.of("db.namespace", "blog"))).build()) {
            way.list(database.objects("entry").named("entries"));
            assertThatThrownBy(() -> way.list(database.objects("broken"))).isInstanceOf(DatabaseException.class);
            way.count(database.objects("entry").filter("author__name", "Ann"));
        }

        assertThat(stopped).hasSize(3).allSatisfy(one -> {
            assertThat(one.getName()).isEqualTo("db.client.operation.duration");
            assertThat(keys(one)).containsEntry("db.system.name", "postgresql").containsEntry("db.namespace", "blog")
                    .containsEntry("db.operation.name", "SELECT").hasSize(7);
        });
        assertThat(keys(stopped.get(0))).containsEntry("db.query.summary", "entries")
                .containsEntry("db.collection.name", "entry").containsEntry("db.response.status_code", "none")
                .containsEntry("error.type", "none");
        assertThat(stopped.get(0).getHighCardinalityKeyValue("db.response.returned_rows").getValue()).isEqualTo("5");
        assertThat(stopped.get(0).getHighCardinalityKeyValue("db.query.text").getValue()).startsWith("select");
        assertThat(stopped.get(0).getError()).isNull();
        assertThat(stopped.get(1).getError()).isNotNull();
        assertThat(keys(stopped.get(1))).containsEntry("db.query.summary", "SELECT broken")
                .containsEntry("db.response.status_code", "22012").containsEntry("error.type", "22012");
        assertThat(stopped.get(2).getContextualName()).isEqualTo("SELECT entry");
    }

    private static Map<String, String> keys(Observation.Context context) {
        Map<String, String> keys = new LinkedHashMap<>();
        context.getLowCardinalityKeyValues().forEach(one -> keys.put(one.getKey(), one.getValue()));
        return keys;
    }

    @Test
    void statementsSayWhatTheyDo() {
        List<String> said = new CopyOnWriteArrayList<>();
        try (Database database = Database.builder(DB.pool())
                .listener(statement -> said.add(statement.operation() + " " + statement.collection())).build()) {
            database.schema();
            QuerySet<Row> tags = database.objects("tag");
            tags.exists();
            Row tag = tags.create("name", "said");
            tag.update("name", "told").delete();
            tags.filter("name", "none").update("name", "x");
            tags.filter("name", "none").delete();
            tags.bulkCreate(List.of());
            tags.explain();
            tags.copyOut(OutputStream.nullOutputStream(), CopyFormat.CSV);
            tags.raw("select * from tag").list();
        }
        assertThat(said).containsExactly("SELECT tag", "INSERT tag", "UPDATE tag", "DELETE tag", "UPDATE tag",
                "DELETE tag", "EXPLAIN tag", "COPY tag", "null null");
    }

    @Way.Both
    void theNameOfAQueryGoesToTheServerInAComment(Way way) {
        DB.execute("create or replace view said as select 1 as id, current_query() as text");
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Database database = Database.builder(DB.pool()).sqlCommenter(Map.of("application", "a shop"))
                .listener(statement -> heard.add(statement.sql())).build();
                Database silent = Database.builder(DB.pool()).build();
                Database named = Database.builder(DB.pool()).sqlCommenter(Map.of()).build()) {
            QuerySet<Row> said = database.objects("said");
            int plans = Inside.session(database).plans();
            String text = (String) way.list(said.named("it's */ a ? name; --\u00e9\ud83c\udf70")).get(0).get("text");
            assertThat(text).endsWith(" from \"said\" /*application='a%20shop',"
                    + "name='it%27s%20%2A%2F%20a%20%3F%20name%3B%20--%C3%A9%F0%9F%8D%B0'*/");
            assertThat((String) way.list(said).get(0).get("text")).endsWith(" /*application='a%20shop'*/");
            assertThat(heard).hasSize(2).allSatisfy(sql -> assertThat(sql).endsWith("from \"said\""));
            assertThat(Inside.session(database).plans()).isEqualTo(plans + 1);

            assertThat((String) silent.objects("said").named("x").get().get("text")).doesNotContain("/*");
            assertThat((String) named.objects("said").get().get("text")).doesNotContain("/*");
            assertThat((String) named.objects("said").named("x").get().get("text")).endsWith(" /*name='x'*/");
        }
    }

    @Test
    void everyKindOfStatementMayHaveAComment() throws Exception {
        DB.execute("create or replace view said as select 1 as id, current_query() as text");
        try (Database database = Database.builder(DB.pool()).sqlCommenter(Map.of()).build()) {
            QuerySet<Row> tags = database.objects("tag").named("n");
            assertThat(database.objects("said").named("n").stream().map(row -> row.get("text")).toList())
                    .allSatisfy(text -> assertThat((String) text).endsWith(" /*name='n'*/"));
            for (String raw : List.of("select * from said", "select * from said ")) {
                assertThat((String) database.objects("said").named("n").raw(raw).list().get(0).get("text"))
                        .endsWith(" /*name='n'*/");
            }
            for (String raw : List.of("select * from said -- mine", "select /* mine */ * from said")) {
                assertThat((String) database.objects("said").named("n").raw(raw).list().get(0).get("text"))
                        .isEqualTo(raw);
            }
            assertThat(database.objects("said").named("n").raw("select * from said;").list()).hasSize(1);
            tags.create("name", "commented");
            assertThat(tags.filter("name", "commented").update("name", "other")).isEqualTo(1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(tags.filter("name", "other").copyOut(out, CopyFormat.CSV)).isEqualTo(1);
            assertThat(tags.copyIn(List.of(tags.with("name", "copied")))).isEqualTo(1);
            assertThat(tags.filter("name__in", List.of("other", "copied")).delete()).isEqualTo(2);
        }
    }

    @Test
    void tracedQueriesTellWhoAskedForThem() {
        List<TracedStatement> traced = DB.database().tracedQueries(() -> {
            asked();
            DB.objects("author").async().count().join();
            DB.objects("entry").startFetch().list();
            DB.database().async().atomic(tx -> DB.objects("entry").using(tx).async().count()).join();
        });

        assertThat(traced).hasSize(4)
                .allSatisfy(one -> assertThat(one.stack().stream().map(StackTraceElement::getMethodName))
                        .anyMatch(method -> method.contains("tracedQueriesTellWhoAskedForThem")));
        assertThat(traced.get(0).stack()).anyMatch(line -> line.getMethodName().equals("asked"));
        assertThat(traced.get(0).statement().sql()).contains("tag");
    }

    @Test
    void whatIsTracedWithinWhatIsKeptIsTracedAndTheOtherWayRound() {
        List<TracedStatement> inner = new ArrayList<>();
        List<StatementListener.ExecutedStatement> kept = DB.database().queries(
                () -> inner.addAll(DB.database().tracedQueries(() -> DB.objects("tag").async().count().join())));
        assertThat(kept).hasSize(1);
        assertThat(inner).singleElement().satisfies(one -> assertThat(one.stack()).anyMatch(
                line -> line.getMethodName().contains("whatIsTracedWithinWhatIsKept")));

        List<StatementListener.ExecutedStatement> untraced = new ArrayList<>();
        List<TracedStatement> traced = DB.database().tracedQueries(() -> untraced
                .addAll(DB.database().queries(() -> DB.objects("tag").async().count().join())));
        assertThat(untraced).hasSize(1);
        assertThat(traced).singleElement().satisfies(one -> assertThat(one.stack()).anyMatch(
                line -> line.getMethodName().contains("whatIsTracedWithinWhatIsKept")));

        // What another database is asked meanwhile is not of this one.
        try (Database other = DB.single()) {
            assertThat(DB.database().queries(() -> other.queries(() -> DB.objects("tag").count()))).hasSize(1);
            assertThat(other.queries(() -> DB.objects("tag").count())).isEmpty();
        }
    }

    private static void asked() {
        DB.objects("tag").count();
    }
}
