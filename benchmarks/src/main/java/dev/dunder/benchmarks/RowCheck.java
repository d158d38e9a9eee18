package dev.dunder.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Before any clock starts: what a library reads or writes is what hand-written JDBC does, at several turns. What was read is
 * looked at after the library has been closed, so that nothing of it is fetched outside of the clock.
 */
final class RowCheck {
    private static final List<Long> TURNS = List.of(0L, 1L, 12L);

    private final Dataset data;
    private final Map<Workload, List<Object>> expected = new EnumMap<>(Workload.class);
    private final Map<Workload, Set<Library>> taking = new EnumMap<>(Workload.class);

    private RowCheck(Dataset data) {
        this.data = data;
    }

    /**
     * Fails for the first library that differs.
     *
     * @return who has something of the kind, for each workload
     */
    static Map<Workload, Set<Library>> check(Dataset data, Collection<Library> libraries,
            Collection<Workload> workloads) {
        RowCheck check = new RowCheck(data);
        check.check(Library.JDBC, workloads);
        libraries.stream().filter(library -> library != Library.JDBC)
                .forEach(library -> check.check(library, workloads));
        return check.taking;
    }

    private void check(Library library, Collection<Workload> workloads) {
        Map<Workload, List<Supplier<Object>>> read = new EnumMap<>(Workload.class);
        try (Contender<?, ?, ?> contender = library.open(data.pool())) {
            for (Workload workload : workloads) {
                if (!workload.reads()) {
                    data.reset();
                }
                Workload.Task<?> task = workload.of(contender, data);
                if (task == null) {
                    continue;
                }
                taking.computeIfAbsent(workload, row -> EnumSet.noneOf(Library.class)).add(library);
                if (workload.reads()) {
                    read.put(workload, TURNS.stream().map(task::held).toList());
                } else {
                    compare(library, workload, TURNS.stream().map(turn -> task.held(turn).get()).toList());
                }
            }
        }
        read.forEach((workload, held) -> compare(library, workload, held.stream().map(Supplier::get).toList()));
    }

    private void compare(Library library, Workload workload, List<Object> seen) {
        String where = library.title() + ", " + workload.title();
        if (seen.contains(List.of())) {
            throw new IllegalStateException(where + ": no rows");
        }
        List<Object> first = expected.computeIfAbsent(workload, row -> new ArrayList<>(seen));
        for (int i = 0; i < seen.size(); i++) {
            if (!first.get(i).equals(seen.get(i))) {
                throw new IllegalStateException(
                        where + ", turn " + TURNS.get(i) + ": " + seen.get(i) + "\ninstead of\n" + first.get(i));
            }
        }
    }
}
