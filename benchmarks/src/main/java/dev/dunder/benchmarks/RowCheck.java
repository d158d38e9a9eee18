package dev.dunder.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Before any clock starts: what a library reads or writes is what hand-written JDBC does, at several turns. */
final class RowCheck {
    private static final List<Long> TURNS = List.of(0L, 1L, 12L);

    private RowCheck() {}

    /**
     * Fails for the first library that differs.
     *
     * @return who has something of the kind, for each workload
     */
    static Map<Workload, Set<Library>> check(Dataset data, Collection<Library> libraries,
            Collection<Workload> workloads) {
        Map<Workload, List<Object>> expected = new EnumMap<>(Workload.class);
        Map<Workload, Set<Library>> taking = new EnumMap<>(Workload.class);
        List<Library> order = new ArrayList<>(List.of(Library.JDBC));
        libraries.stream().filter(library -> library != Library.JDBC).forEach(order::add);
        for (Library library : order) {
            try (Contender<?, ?, ?> contender = library.open(data.pool())) {
                for (Workload workload : workloads) {
                    if (isSame(data, library, contender, workload, expected)) {
                        taking.computeIfAbsent(workload, row -> EnumSet.noneOf(Library.class)).add(library);
                    }
                }
            }
        }
        return taking;
    }

    /** Whether it is the same; false where the library has nothing of the kind. */
    private static boolean isSame(Dataset data, Library library, Contender<?, ?, ?> contender, Workload workload,
            Map<Workload, List<Object>> expected) {
        Workload.Task<?> task = workload.of(contender, data);
        if (task == null) {
            return false;
        }
        data.reset();
        List<Object> seen = TURNS.stream().<Object>map(task::seen).toList();
        if (seen.contains(List.of())) {
            throw new IllegalStateException(library.title() + ", " + workload.title() + ": no rows");
        }
        List<Object> first = expected.putIfAbsent(workload, seen);
        for (int i = 0; first != null && i < seen.size(); i++) {
            if (!first.get(i).equals(seen.get(i))) {
                throw new IllegalStateException(
                        library.title() + ", " + workload.title() + ", turn " + TURNS.get(i) + ": "
                                + seen.get(i) + "\ninstead of\n" + first.get(i));
            }
        }
        return true;
    }
}
