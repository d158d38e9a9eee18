package dev.dunder.evaluate;

import dev.dunder.fetch.Request;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.PathParser;
import dev.dunder.model.Attribute;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.Selection;
import dev.dunder.query.Statement;
import dev.dunder.query.Step;
import dev.dunder.run.BlockOptions;
import dev.dunder.run.BlockRunner;
import dev.dunder.run.Session;
import dev.dunder.work.Evaluation;
import dev.dunder.work.ProgressWatcher;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a query as a file, by the server's COPY, in constant memory. */
public final class CopyingOut {
    /** After how many bytes it is told how far it is. */
    private static final int STEP = 1_024 * 1_024;

    private final Request<?> request;
    private final @Nullable ProgressWatcher watcher;

    /**
     * For a query set.
     *
     * @param request the rows
     * @param watcher is told how far it is; null for nobody
     */
    public CopyingOut(Request<?> request, @Nullable ProgressWatcher watcher) {
        this.request = request;
        this.watcher = watcher;
    }

    /**
     * Writes all rows.
     *
     * @param out where; it is not closed
     * @param format as what
     * @return how many there were
     * @throws DunderException if it cannot be written
     */
    public Evaluation<Long> to(OutputStream out, Statement.CopyOut.Format format) {
        Query query = request.query().lock(null);
        if (request.query().lock() != null) {
            throw new DunderException("copyOut(…) locks no rows. Call it without selectForUpdate().");
        }
        Statement.CopyOut copy = new Statement.CopyOut(query, names(query), format);
        Session session = request.session();
        return Evaluation.of(session, () -> {
            Tally tally = new Tally(out, format);
            Supplier<Long> copying = () -> session.copyOut(copy, request.values(), tally::take);
            // A transaction goes on where only the file has failed.
            long rows = session.block() == null
                    ? copying.get()
                    : new BlockRunner(session, BlockOptions.USUAL).callAmidOthers(copying);
            tally.tell(rows);
            return rows;
        });
    }

    /** What its columns are called, as in lookups. */
    private static List<String> names(Query said) {
        Query query = said.combination() == null ? said : first(said);
        List<String> names = new ArrayList<>();
        switch (query.selection()) {
            case Selection.Columns(List<Named> columns) -> columns.forEach(column -> {
                if (column.expression() instanceof Expression.Tuple(List<Expression> parts)) {
                    for (int i = 1; i <= parts.size(); i++) {
                        names.add(column.name() + "_" + i);
                    }
                } else {
                    names.add(column.name());
                }
            });
            case Selection.Instances(List<Attribute> attributes, List<Selection.Related> related) -> {
                attributes.forEach(attribute -> names.add(attribute.name()));
                query.annotations().stream().filter(Step.Annotation::selected).forEach(one -> names.add(one.name()));
                for (Selection.Related one : related) {
                    String path = one.relations().stream().map(Relation::name)
                            .collect(Collectors.joining(PathParser.SEPARATOR));
                    one.attributes().forEach(attribute -> names.add(path + PathParser.SEPARATOR + attribute.name()));
                }
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new LookupException("Two columns of the file would be called the same: " + names
                    + ". Say values(…) with other names.");
        }
        return names;
    }

    private static Query first(Query query) {
        return query.combination() == null ? query : first(query.combination().parts().get(0));
    }

    /** What has gone to the file. */
    private final class Tally {
        private final OutputStream out;
        private final boolean headed;
        private final long start = System.nanoTime();
        private long messages;
        private long bytes;
        private long told;

        Tally(OutputStream out, Statement.CopyOut.Format format) {
            this.out = out;
            this.headed = format == Statement.CopyOut.Format.CSV;
        }

        void take(byte[] row) throws IOException {
            out.write(row);
            messages++;
            bytes += row.length;
            if (bytes - told >= STEP) {
                tell(messages - (headed ? 1 : 0));
            }
        }

        void tell(long rows) {
            told = bytes;
            if (watcher != null) {
                watcher.at(rows, -1, bytes, Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }
}
