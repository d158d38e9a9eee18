package dev.dunder.stream;

import static dev.dunder.fixture.TestDatabase.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.DatabaseException;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;

/** Rows for subscribers, no more than they ask for; and rows for an action, one after the other. */
@Timeout(120)
class PublisherTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.of("""
            create table number (id int primary key);
            insert into number select generate_series(1, 10000);
            create view broken as select 1 / (id - 30) as id from number order by number.id;
            """);

    private static QuerySet<Row> numbers() {
        return DB.objects("number").orderBy("id");
    }

    /** The rules of reactive streams, by their own kit. */
    static final class Rules extends FlowPublisherVerification<Row> {
        Rules() {
            super(new TestEnvironment(2_000, 200), 1_000);
        }

        @Override
        public Flow.Publisher<Row> createFlowPublisher(long elements) {
            return numbers().slice(0, (int) elements).async().publisher(3);
        }

        @Override
        public Flow.Publisher<Row> createFailedFlowPublisher() {
            return DB.objects("broken").filter("id", 7).executor(task -> {
                throw new RejectedExecutionException("full");
            }).async().publisher(3);
        }

        @Override
        public long maxElementsFromPublisher() {
            return 10_000;
        }
    }

    @TestFactory
    Stream<DynamicTest> theRulesOfReactiveStreams() {
        return Arrays.stream(Rules.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                .filter(method -> !method.getName().startsWith("untested"))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> {
                    Rules rules = new Rules();
                    rules.setUp();
                    try {
                        method.invoke(rules);
                    } catch (InvocationTargetException failure) {
                        if (failure.getCause() instanceof SkipException skipped) {
                            throw new TestAbortedException(skipped.getMessage());
                        }
                        throw failure.getCause();
                    }
                    DB.untilConnectionsInUse(0);
                }));
    }

    /** Asks for as many as it is told to. */
    static final class Collector implements Flow.Subscriber<Row> {
        final List<Row> rows = new CopyOnWriteArrayList<>();
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        final CompletableFuture<Void> end = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(Row row) {
            rows.add(row);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }

    private static Collector subscribed(Flow.Publisher<Row> publisher) {
        Collector collector = new Collector();
        publisher.subscribe(collector);
        return collector;
    }

    @Test
    void noMoreRowsComeThanWereRequested() throws Exception {
        Collector collector = subscribed(numbers().async().publisher(100));
        collector.subscription.join().request(250);
        until(() -> collector.rows.size() == 250);
        Thread.sleep(50);
        assertThat(collector.rows).hasSize(250);
        assertThat(DB.connectionsInUse()).isEqualTo(1);

        collector.subscription.join().request(Long.MAX_VALUE);
        collector.end.join();
        assertThat(collector.rows).hasSize(10_000);
        assertThat(DB.statements()).hasSize(1);
        DB.untilConnectionsInUse(0);
    }

    @Test
    void nothingIsSentBeforeTheFirstRequest() throws Exception {
        Collector collector = subscribed(numbers().async().publisher(100));
        Flow.Subscription subscription = collector.subscription.join();
        Thread.sleep(50);
        assertThat(DB.statements()).isEmpty();
        subscription.cancel();
        DB.untilConnectionsInUse(0);
        assertThat(collector.rows).isEmpty();
    }

    @Test
    void cancellingGivesTheConnectionBack() {
        Collector collector = subscribed(numbers().async().publisher(10));
        collector.subscription.join().request(15);
        until(() -> collector.rows.size() == 15);
        collector.subscription.join().cancel();

        DB.untilConnectionsInUse(0);
        assertThat(collector.end).isNotDone();
    }

    @Test
    void aFailureIsSignalledAndGivesTheConnectionBack() {
        Collector collector = subscribed(DB.objects("broken").async().publisher(10));
        collector.subscription.join().request(1_000);

        assertThatThrownBy(collector.end::join).hasCauseInstanceOf(DatabaseException.class)
                .hasMessageContaining("division by zero");
        DB.untilConnectionsInUse(0);
    }

    @Test
    void asManySubscribersAsLike() {
        Flow.Publisher<Row> publisher = numbers().slice(0, 500).async().publisher(100);
        // More than there are connections: the others wait for their turn.
        List<Collector> collectors = Stream.generate(() -> subscribed(publisher)).limit(12).toList();
        collectors.forEach(collector -> collector.subscription.thenAccept(s -> s.request(1_000)));

        assertThat(collectors).allSatisfy(collector -> {
            collector.end.join();
            assertThat(collector.rows).hasSize(500);
        });
        DB.untilConnectionsInUse(0);
    }

    @Test
    void aSubscriptionIsNoPartOfATransaction() {
        DB.database().atomic(() -> {
            Collector collector = subscribed(numbers().async().publisher(10));
            assertThatThrownBy(collector.end::join).hasCauseInstanceOf(DunderException.class)
                    .hasMessageContaining("transaction");
        });
        assertThatThrownBy(() -> numbers().async().publisher(0)).isInstanceOf(DunderException.class);
    }

    @Test
    void forEachHandsEachRowToTheAction() {
        List<Object> ids = new CopyOnWriteArrayList<>();
        numbers().async().forEach(row -> ids.add(row.get("id"))).join();

        assertThat(ids).hasSize(10_000).startsWith(1, 2, 3).doesNotHaveDuplicates();
        assertThat(DB.statements()).hasSize(1);
        DB.untilConnectionsInUse(0);
    }

    @Test
    void whatTheActionThrowsEndsIt() {
        CompletableFuture<?> done = numbers().async().forEach(row -> {
            if (row.get("id").equals(5)) {
                throw new IllegalStateException("enough");
            }
        });
        assertThatThrownBy(done::join).hasRootCauseMessage("enough");
        DB.untilConnectionsInUse(0);
    }

    @Test
    void forEachUsesWhatIsThere() {
        QuerySet<Row> some = numbers().slice(0, 10);
        some.list();
        List<Object> ids = new CopyOnWriteArrayList<>();
        some.async().forEach(row -> ids.add(row.get("id"))).join();
        assertThat(ids).hasSize(10);
        assertThat(DB.statements()).hasSize(1);
    }
}
