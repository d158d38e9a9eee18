package dev.dunder.threads;

import static dev.dunder.threads.Threads.check;

import dev.dunder.work.ConnectionPermits;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The places before a pool, in the orders that a model checker tries. */
@Tag("model")
class ConnectionPermitsModelTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void noMoreWorkThanThereArePlacesAndEachGetsOne() {
        Lincheck.runConcurrentTest(50, () -> {
            ConnectionPermits places = new ConnectionPermits(1, LONG);
            AtomicInteger working = new AtomicInteger();
            Runnable work = () -> take(places).work(() -> {
                check(working.incrementAndGet() == 1, "One works at a time");
                working.decrementAndGet();
            });
            Threads.together(work, work, work);
            take(places);
        });
    }

    @Test
    void aPlaceIsTheNextOnesWhenNeitherWorkNorLoanHoldsIt() {
        Lincheck.runConcurrentTest(50, () -> {
            ConnectionPermits places = new ConnectionPermits(1, LONG);
            ConnectionPermits.Place first = take(places);
            AtomicInteger lent = new AtomicInteger(1);
            first.lent();
            Threads.together(
                    () -> first.work(() -> {}),
                    () -> {
                        lent.decrementAndGet();
                        first.givenBack();
                    },
                    () -> {
                        take(places);
                        check(lent.get() == 0, "The connection is back");
                    });
        });
    }

    @Test
    void whoLeavesAPlaceInTheMidstOfItsWorkLeavesItOnce() {
        Lincheck.runConcurrentTest(50, () -> {
            ConnectionPermits places = new ConnectionPermits(1, LONG);
            AtomicInteger working = new AtomicInteger();
            Runnable leaving = () -> take(places).work(ConnectionPermits::leave);
            Runnable work = () -> take(places).work(() -> {
                check(working.incrementAndGet() == 1, "One works at a time");
                working.decrementAndGet();
            });
            Threads.together(leaving, work, work);
            take(places);
        });
    }

    private static ConnectionPermits.Place take(ConnectionPermits places) {
        return Objects.requireNonNull(places.take(), "There is a place for everybody who waits long enough.");
    }
}
