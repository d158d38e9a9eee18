package dev.dunder.stream;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;

/** A program that streams a table of the numbers from 1 on in every way, for {@link LongStreamTest} to run with little memory. */
public final class LongStream {
    private LongStream() {}

    /**
     * Streams.
     *
     * @param arguments the database's URL, and how many rows it has
     */
    public static void main(String[] arguments) {
        long rows = Long.parseLong(arguments[1]);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config); Database database = Database.of(pool)) {
            QuerySet<Row> numbers = database.objects("number");
            try (var stream = numbers.stream()) {
                check(rows, stream.mapToLong(row -> row.get("id", Integer.class)).sum());
            }
            AtomicLong sum = new AtomicLong();
            numbers.async().forEach(row -> sum.addAndGet(row.get("id", Integer.class))).join();
            check(rows, sum.get());
            Assertions.assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
        }
        System.out.println("streamed " + rows);
    }

    private static void check(long rows, long sum) {
        Assertions.assertEquals(rows * (rows + 1) / 2, sum);
    }
}
