package dev.dunder.benchmarks;

import dev.dunder.benchmarks.Contender.BulkInserting;
import dev.dunder.benchmarks.Contender.BulkUpdating;
import dev.dunder.benchmarks.Contender.Coalescing;
import dev.dunder.benchmarks.Contender.Composing;
import dev.dunder.benchmarks.Contender.Copying;
import dev.dunder.benchmarks.Contender.Paging;
import dev.dunder.benchmarks.Contender.Streaming;
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
    PAGE("page 500 of 20, by its number") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return contender instanceof Paging<?> paging ? numbered(paging, contender, data) : null;
        }

        private <E, J, P> Task<?> numbered(Paging<?> paging, Contender<E, J, P> contender, Dataset data) {
            @SuppressWarnings("unchecked") // A library's entries are of one kind.
            Paging<E> own = (Paging<E>) paging;
            int page = data.size().entries() / PAGE_SIZE / 20;
            return new Task<>(turn -> own.numbered(page, PAGE_SIZE), all(contender::entryOf));
        }
    },
    KEYSET_PAGE("the same, by the row before it") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return contender instanceof Paging<?> paging ? following(paging, contender, data) : null;
        }

        private <E, J, P> Task<?> following(Paging<?> paging, Contender<E, J, P> contender, Dataset data) {
            @SuppressWarnings("unchecked") // A library's entries are of one kind.
            Paging<E> own = (Paging<E>) paging;
            Object before = own.before(data.size().entries() / PAGE_SIZE / 20, PAGE_SIZE);
            return new Task<>(turn -> own.following(before, PAGE_SIZE), all(contender::entryOf));
        }
    },
    STREAM("a stream of all 200,000 rows") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return contender instanceof Streaming streaming
                    ? new Task<>(turn -> streaming.streamed(), length -> length)
                    : null;
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
    COALESCED("the same, those that wait by one statement") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return contender instanceof Coalescing<?> coalescing ? coalesced(coalescing, contender, data) : null;
        }

        private <E, J, P> Task<?> coalesced(Coalescing<?> coalescing, Contender<E, J, P> contender, Dataset data) {
            @SuppressWarnings("unchecked") // A library's entries are of one kind.
            Coalescing<E> own = (Coalescing<E>) coalescing;
            return new Task<>(
                    turn -> own.coalesced(
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
            return inserting(contender, data, 1);
        }
    },
    INSERT_10K("insert 10,000, keys back") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return inserting(contender, data, 10);
        }
    },
    INSERT_100K("insert 100,000, keys back") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return inserting(contender, data, 100);
        }
    },
    COPY("copy 1,000") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return copying(contender, data, 1);
        }
    },
    COPY_100K("copy 100,000") {
        @Override
        <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data) {
            return copying(contender, data, 100);
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

    private static final int PAGE_SIZE = 20;

    private final String title;

    Workload(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether its result is all that it does: nothing has to be asked to compare it. */
    boolean reads() {
        return compareTo(COALESCED) <= 0;
    }

    /** How a library does it; null where it has nothing of the kind. */
    abstract <E, J, P> @Nullable Task<?> of(Contender<E, J, P> contender, Dataset data);

    private static @Nullable Task<?> inserting(Contender<?, ?, ?> contender, Dataset data, int times) {
        return contender instanceof BulkInserting bulk
                ? new Task<>(turn -> bulk.insertAll(data.drafts(turn, times)), data::stored)
                : null;
    }

    private static @Nullable Task<?> copying(Contender<?, ?, ?> contender, Dataset data, int times) {
        if (!(contender instanceof Copying copying)) {
            return null;
        }
        Contender.Batch batch = data.batch(1, times);
        return new Task<>(turn -> copying.copyIn(batch), count -> data.stored(data.lastKeys(count)));
    }

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
