package dev.dunder;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How far a long work is: what {@link Bulk#progress} is told. As text it is a line for a terminal:
 * {@code 20,000 of 50,000 rows, 81,300 rows/s} or {@code 20,000 rows, 12.4 MB, 81,300 rows/s}.
 *
 * @param rows how many rows are done
 * @param total of how many; empty where that is not known, as of a stream
 * @param bytes how many bytes were sent or received; empty where that is not known, as it is for COPY alone
 * @param time since it began
 */
public record Progress(long rows, OptionalLong total, OptionalLong bytes, Duration time) {
    private static final long STEP = 1_000;
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    static Progress of(long rows, long total, long bytes, Duration time) {
        return new Progress(rows, known(total), known(bytes), time);
    }

    private static OptionalLong known(long number) {
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /**
     * How fast it is.
     *
     * @return rows a second, since it began
     */
    public long rowsPerSecond() {
        double seconds = time.toNanos() / 1e9;
        return seconds == 0 ? 0 : Math.round(rows / seconds);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(grouped(rows));
        total.ifPresent(all -> text.append(" of ").append(grouped(all)));
        text.append(" rows");
        bytes.ifPresent(all -> text.append(", ").append(size(all)));
        return text.append(", ").append(grouped(rowsPerSecond())).append(" rows/s").toString();
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String size(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        double shown = bytes;
        int unit = -1;
        while (shown >= STEP && unit < UNITS.length - 1) {
            shown /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", shown, UNITS[unit]);
    }
}
