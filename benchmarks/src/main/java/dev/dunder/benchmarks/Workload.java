package dev.dunder.benchmarks;

import dev.dunder.benchmarks.Contender.BulkInserting;
import dev.dunder.benchmarks.Contender.BulkUpdating;
import dev.dunder.benchmarks.Contender.Composing;
import dev.dunder.benchmarks.Contender.Copying;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What is measured: the rows of the table. */
public enum Workload {
    KEY("a row by key") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(turn -> contender.entry(data.entry(turn)), contender::entryOf);
        }
    },
    LIST100("100 rows") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(turn -> contender.entries(data.before(turn, FEW), FEW), all(contender::entryOf));
        }
    },
    LIST10K("10,000 rows") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            int many = data.size().manyEntries();
            return new Task<>(turn -> contender.entries(data.before(turn, many), many), all(contender::entryOf));
        }
    },
    JOIN("100 rows, joined with the related row") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(turn -> contender.joined(data.before(turn, FEW), FEW), all(contender::joinedOf));
        }
    },
    CHILDREN("100 parents and all 2,000 children") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(turn -> contender.parents(data.beforeAuthors(turn, FEW), FEW), all(contender::parentOf));
        }
    },
    TOTALS("three aggregates of 20 rows") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(turn -> contender.totals(data.author(turn)), totals -> totals);
        }
    },
    COUNTED("a page of 20, with two counts") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(turn -> contender.counted(20), counted -> counted);
        }
    },
    AT_ONCE("64 by key at once, asynchronously") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(
                    turn -> contender.atOnce(
                            LongStream.range(64 * turn, 64 * (turn + 1)).map(data::entry).boxed().toList()),
                    all(contender::entryOf));
        }
    },
    COMPOSE("composing and planning, warm") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return contender instanceof Composing<?> composing ? composing(composing, contender) : null;
        }

        // What is compared is the rows of what is composed.
        private <E, J, P> Task<?> composing(Composing<?> composing, Contender<E, J, P> contender) {
            @SuppressWarnings("unchecked") // A library's entries are of one kind.
            Composing<E> own = (Composing<E>) composing;
            return new Task<>(
                    turn -> own.composed("ann", (int) (turn % 900)),
                    text -> own.rows("ann", 3).stream().map(contender::entryOf).toList());
        }
    },
    INSERT("insert one, key back") {
        @Override
        <E, J, P> Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return new Task<>(turn -> contender.insert(data.draft(turn)), key -> data.stored(List.of(key)));
        }
    },
    INSERT_ALL("insert 1,000, keys back") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return contender instanceof BulkInserting bulk
                    ? new Task<>(
                            turn -> bulk.insertAll(data.drafts(turn)),
                            data::stored)
                    : null;
        }
    },
    COPY("copy 1,000") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            Contender.Batch batch = data.batch(1);
            return contender instanceof Copying copying
                    ? new Task<>(turn -> copying.copyIn(batch), count -> data.stored(data.lastKeys(count)))
                    : null;
        }
    },
    UPDATE_ALL("update 1,000, each to its own value") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return contender instanceof BulkUpdating<?> bulk ? updating(bulk, data) : null;
        }

        private <D> Task<?> updating(BulkUpdating<D> bulk, Dataset data) {
            List<Long> ids = LongStream.rangeClosed(1, data.size().drafts()).boxed().toList();
            List<D> drafts = bulk.drafts(ids);
            return new Task<>(
                    turn -> bulk.updateAll(
                            drafts,
                            IntStream.range(0, ids.size()).mapToObj(i -> (int) turn + i).toList()),
                    count -> data.stored(ids));
        }
    };

    private static final int FEW = 100;

    private final String title;

    Workload(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether its result is all that it does: nothing has to be asked to compare it. */
    boolean reads() {
        return compareTo(AT_ONCE) <= 0;
    }

    /** How a library does it; null where it has nothing of the kind. */
    abstract <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data);

    private static <S> Function<List<S>, Object> all(Function<S, ?> one) {
        return list -> list.stream().map(one).toList();
    }

    /**
     * A library at a workload.
     *
     * @param run what is measured
     * @param seen what the result of it is, whichever library it is from
     * @param <R> the result
     */
    record Task<R>(LongFunction<R> run, Function<R, Object> seen) {
        Object at(long turn) {
            return run.apply(turn);
        }

        /** Runs it now; what the result is may be asked later. */
        Supplier<Object> held(long turn) {
            R result = run.apply(turn);
            return () -> seen.apply(result);
        }
    }
}
