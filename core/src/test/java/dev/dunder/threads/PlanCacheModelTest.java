package dev.dunder.threads;

import static dev.dunder.threads.Threads.check;

import dev.dunder.dialect.postgres.PostgresDriver;
import dev.dunder.lookups.Limits;
import dev.dunder.query.Query;
import dev.dunder.query.Statement;
import dev.dunder.run.PlanCache;
import dev.dunder.run.PreparedPlan;
import dev.dunder.sql.Plan;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plan cache in the hands of several threads, in the orders that a model checker tries. */
@Tag("model")
class PlanCacheModelTest {
    // The checker looks at all that hangs on them, which is not to be a whole schema.
    private static final Query NONE = null;
    private static final List<Statement> SHAPES = List
            .of(new Statement.Count(NONE), new Statement.Exists(NONE), new Statement.Aggregation(NONE, List.of()));

    /** Two are kept of three, those that were asked for last: as if one came after the other. */
    public static final class Asked {
        private final PlanCache plans = plans(2);

        @Operation
        public String get(@Param(gen = IntGen.class, conf = "0:2") int shape) {
            return plans.get(SHAPES.get(shape)).sql();
        }

        @Operation
        public int size() {
            return plans.size();
        }

        @Operation
        public void forget() {
            plans.forget();
        }
    }

    @Test
    void itIsAsIfOneCameAfterTheOther() {
        new ModelCheckingOptions()
                .threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(1).iterations(5)
                .invocationsPerIteration(100)
                // To forget all goes over the whole of the map's table, and is no endless loop.
                .loopBound(200)
                .check(Asked.class);
    }

    @Test
    void allHaveTheSamePlanOfAShapeThoughSeveralCompileIt() {
        Lincheck.runConcurrentTest(50, () -> {
            PlanCache plans = plans(2);
            AtomicReferenceArray<PreparedPlan> got = new AtomicReferenceArray<>(3);
            Threads.together(
                    () -> got.set(0, plans.get(SHAPES.get(0))), () -> got.set(1, plans.get(SHAPES.get(0))),
                    () -> got.set(2, plans.get(SHAPES.get(0))));
            PreparedPlan kept = plans.get(SHAPES.get(0));
            for (int i = 0; i < got.length(); i++) {
                check(got.get(i) == kept, "The plan that was made first");
            }
        });
    }

    private static PlanCache plans(int most) {
        return new PlanCache(most, Limits.USUAL, shape -> new PreparedPlan(
                new Plan("select " + SHAPES.indexOf(shape), List.of(), List.of()), PostgresDriver.INSTANCE));
    }
}
