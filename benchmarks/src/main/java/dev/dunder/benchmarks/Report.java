package dev.dunder.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table: what hand-written JDBC costs, and what the others cost as multiples of that. */
final class Report {
    private final List<Library> libraries;
    private final Map<String, Map<Library, List<Cost>>> rows = new LinkedHashMap<>();

    Report(List<Library> libraries) {
        this.libraries = libraries;
    }

    /** One more measurement; of several the median counts. */
    void add(String title, Library library, List<Cost> costs) {
        rows.computeIfAbsent(title, row -> new EnumMap<>(Library.class))
                .computeIfAbsent(library, column -> new ArrayList<>())
                .addAll(costs);
    }

    String markdown() {
        String head = line(Stream.concat(Stream.of(""), libraries.stream().map(Library::title)).toList());
        String rule = line(Stream.concat(Stream.of("---"), libraries.stream().map(library -> "---:")).toList());
        return head + rule + rows.entrySet().stream()
                .map(row -> line(Stream.concat(Stream.of(row.getKey()), cells(row.getValue())).toList()))
                .collect(Collectors.joining());
    }

    private Stream<String> cells(Map<Library, List<Cost>> measured) {
        Map<Library, Cost> costs = new EnumMap<>(Library.class);
        measured.forEach((library, all) -> costs.put(library, Cost.median(all)));
        Cost base = costs.get(Library.JDBC);
        return libraries.stream().map(library -> cell(costs.get(library), library == Library.JDBC ? null : base));
    }

    private static String cell(@Nullable Cost cost, @Nullable Cost base) {
        if (cost == null) {
            return "";
        }
        List<String> parts = base == null
                ? List.of(time(cost.nanos()), time(cost.cpuNanos()), bytes(cost.bytes()))
                : List.of(
                        ratio(cost.nanos(), base.nanos()),
                        ratio(cost.cpuNanos(), base.cpuNanos()),
                        ratio(cost.bytes(), base.bytes()));
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" / "));
    }

    private static String ratio(double value, double base) {
        return Double.isNaN(value) ? "" : three(value / base);
    }

    private static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "";
        }
        if (nanos < 1e6) {
            return three(nanos / 1e3) + " µs";
        }
        return nanos < 1e9 ? three(nanos / 1e6) + " ms" : three(nanos / 1e9) + " s";
    }

    private static String bytes(double bytes) {
        if (bytes < 1e3) {
            return three(bytes) + " B";
        }
        return bytes < 1e6 ? three(bytes / 1e3) + " kB" : three(bytes / 1e6) + " MB";
    }

    /** Some three digits. */
    private static String three(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
