package dev.dunder.fetch;

import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Step;
import dev.dunder.run.DatabaseChoice;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.SharedTask;
import dev.dunder.work.StagedWork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the rows of a request, and what belongs to them.
 *
 * @param <T> what its rows become
 */
public final class Listing<T extends @Nullable Object> {
    private final Request<T> request;
    private final Query query;

    /**
     * A listing.
     *
     * @param request what is asked for
     */
    public Listing(Request<T> request) {
        this.request = request;
        this.query = request.query();
    }

    /** All rows, as work for whoever comes first. */
    public SharedTask<List<T>> task(Session from) {
        return Evaluation.once(from, work(from));
    }

    /** Reads the rows and what belongs to them. */
    public StagedWork<List<T>> work(Session from) {
        return request.shape().empty()
                ? StagedWork.of(List::of)
                : whole(() -> from.rows(request.shape().rows(), request.values()), from)
                        .map(request.mapping()::shared);
    }

    /** A chunk of rows that were read already. */
    public List<T> chunk(List<@Nullable Object[]> rows, Session within) {
        return whole(() -> rows, within).all();
    }

    /** The rows of a statement of the user's own. */
    public Evaluation<List<T>> raw(RawQuery raw) {
        Session from = request.session();
        InstanceType<T> type = requiredType();
        return Evaluation.staged(from, () -> completed(() -> raw.rows(from, home(from)), from)
                .map(states -> Collections.unmodifiableList(made(type, states))));
    }

    private InstanceType<T> requiredType() {
        InstanceType<T> type = request.type();
        if (type == null) {
            throw new IllegalStateException("Values are asked for as instances.");
        }
        return type;
    }

    /** Where instances say that they come from: evaluated once for all rows. */
    private DatabaseChoice home(Session within) {
        return request.where().of(within.origin());
    }

    private StagedWork<List<T>> whole(Supplier<List<@Nullable Object[]>> rows, Session within) {
        return switch (request.mapping()) {
            case ValueMapping<T> values -> StagedWork.of(() -> values.read(query, rows.get(), within));
            case InstanceMapping<T> instances -> isComplete()
                    ? StagedWork.of(() -> reading(instances).make(instances.type(), rows.get(), home(within)))
                    : completed(() -> reading(instances).read(rows.get(), home(within)), within)
                            .map(states -> made(instances.type(), states));
        };
    }

    private InstanceReading reading(InstanceMapping<T> instances) {
        return request.shape().reading(instances.type());
    }

    /** Whether instances know all they are to know as soon as their rows have been read. */
    private boolean isComplete() {
        return request.plan().prefetches().isEmpty() && !Boolean.TRUE.equals(request.plan().peers());
    }

    private static <T> List<T> made(InstanceType<T> type, List<RowState> states) {
        List<T> all = new ArrayList<>(states.size());
        states.forEach(state -> all.add(type.make(state)));
        return all;
    }

    /** Rows with what belongs to them, which is fetched where they are. */
    StagedWork<List<RowState>> completed(Supplier<List<RowState>> rows, Session within) {
        return new FetchStages<>(rows, states -> completing(states, within));
    }

    /** What instances are to know as soon as they are there: each other, where they learn together, and what is prefetched. */
    private StagedWork<?> completing(List<RowState> states, Session within) {
        boolean peers = Boolean.TRUE.equals(request.plan().peers());
        if (peers) {
            Peers.introduce(states, request.plan().related(), within);
        }
        return request.plan().prefetches().isEmpty()
                ? StagedWork.of(() -> states)
                : request.shape().prefetches().of(states, within);
    }

    /**
     * Rows, and beside them what is not for whoever reads them.
     *
     * @param rows the rows
     * @param values for each row
     * @param <T> what the rows become
     */
    public record Further<T extends @Nullable Object>(List<T> rows, List<@Nullable Object[]> values) {
        /** Each row and the first of what is beside it. */
        public void forEach(BiConsumer<T, @Nullable Object> action) {
            for (int i = 0; i < rows.size(); i++) {
                action.accept(rows.get(i), values.get(i)[0]);
            }
        }
    }

    /** The rows, and a value of each that is not for whoever reads them. */
    public Evaluation<Further<T>> beside(Expression value) {
        Session from = request.session();
        return Evaluation.staged(from, () -> load(List.of(value), from));
    }

    /** The rows, and values of each that are not for whoever reads them. */
    public StagedWork<Further<T>> load(List<Expression> further, Session from) {
        return switch (request.mapping()) {
            case ValueMapping<T> values -> StagedWork.of(() -> {
                Further<@Nullable Object[]> read = readBeside(further, from);
                return new Further<>(values.read(query, read.rows(), from), read.values());
            });
            case InstanceMapping<T> instances -> statesBeside(further, from)
                    .map(read -> new Further<>(made(instances.type(), read.rows()), read.values()));
        };
    }

    /** The rows as they are, and values of each that are not for whoever reads them. */
    public StagedWork<Further<RowState>> statesBeside(List<Expression> further, Session from) {
        InstanceReading reading = request.shape().reading(requiredType());
        return new FetchStages<>(() -> {
            Further<@Nullable Object[]> read = readBeside(further, from);
            return new Further<>(reading.read(read.rows(), home(from)), read.values());
        }, read -> completing(read.rows(), from));
    }

    private Further<@Nullable Object[]> readBeside(List<Expression> further, Session from) {
        List<@Nullable Object[]> plain = new ArrayList<>();
        List<@Nullable Object[]> beside = new ArrayList<>();
        if (request.shape().empty()) {
            return new Further<>(plain, beside);
        }
        Query more = query;
        int place = -1;
        if (query.selection() instanceof Selection.Instances instances) {
            place = instances.attributes().size()
                    + (int) query.annotations().stream().filter(Step.Annotation::selected).count();
            for (int i = 0; i < further.size(); i++) {
                more = more.step(new Step.Annotation("__order_" + i, further.get(i), true));
            }
        } else if (query.selection() instanceof Selection.Columns(List<Named> columns)) {
            List<Named> all = new ArrayList<>(columns);
            for (int i = 0; i < further.size(); i++) {
                all.add(new Named("__order_" + i, further.get(i)));
            }
            more = query.select(new Selection.Columns(List.copyOf(all)));
        }
        for (@Nullable
        Object[] row : from.rows(more, request.values())) {
            int start = place < 0 ? row.length - further.size() : place;
            int end = start + further.size();
            beside.add(Arrays.copyOfRange(row, start, end));
            @Nullable
            Object[] rest = Arrays.copyOf(row, row.length - further.size());
            System.arraycopy(row, end, rest, start, row.length - end);
            plain.add(rest);
        }
        return new Further<>(plain, beside);
    }
}
