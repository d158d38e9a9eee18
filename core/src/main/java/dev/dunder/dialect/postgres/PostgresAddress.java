package dev.dunder.dialect.postgres;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.run.ServerAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where a pool's connections go, as far as its URL tells.
 *
 * @param addresses the hosts, of which one is enough
 */
public record PostgresAddress(List<InetSocketAddress> addresses) implements ServerAddress {
    private static final int LONGEST_MILLIS = 2_000;

    public static @Nullable PostgresAddress of(HikariConfig config) {
        String url = config.getJdbcUrl();
        Properties parts = url == null ? null : Driver.parseURL(url, new Properties());
        if (parts == null || parts.getProperty("socketFactory") != null) {
            return null;
        }
        String[] hosts = parts.getProperty("PGHOST", "localhost").split(",", -1);
        String[] ports = parts.getProperty("PGPORT", "5432").split(",", -1);
        return new PostgresAddress(IntStream.range(0, hosts.length)
                .mapToObj(i -> InetSocketAddress.createUnresolved(hosts[i],
                        Integer.parseInt(ports[Math.min(i, ports.length - 1)])))
                .toList());
    }

    /** Fails where nothing can be there; what takes time is left to the pool. */
    @Override
    public void reach() throws SQLException {
        IOException last = null;
        for (InetSocketAddress address : addresses) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), LONGEST_MILLIS);
                return;
            } catch (ConnectException | UnknownHostException | NoRouteToHostException failure) {
                last = failure;
            } catch (IOException unclear) {
                return;
            }
        }
        if (last != null) {
            throw new SQLNonTransientConnectionException(unreachable(last), "08001", last);
        }
    }

    /** What a pool says that could not open a connection: why, and not only that it took long. */
    @Override
    public SQLException explained(SQLException failure) {
        IOException why = failure instanceof SQLTransientConnectionException ? broken(failure) : null;
        return why == null ? failure : new SQLNonTransientConnectionException(unreachable(why), "08001", failure);
    }

    static @Nullable IOException broken(Throwable failure) {
        int depth = 0;
        for (Throwable one = failure; one != null && depth < 20; one = one.getCause()) {
            if (one instanceof IOException broken) {
                return broken;
            }
            depth++;
        }
        return null;
    }

    /** What a server that is there has against somebody who wants to connect; null for anything else. */
    static @Nullable String refused(@Nullable String state) {
        return switch (state) {
            case "3D000" -> "The server has no database of that name.";
            case "28P01", "28000" ->
                "The server does not let this user in: the name or the password is another one there,"
                        + " or its pg_hba.conf says no.";
            case null, default -> null;
        };
    }

    String unreachable(IOException why) {
        String where = addresses.stream().map(one -> one.getHostString() + ":" + one.getPort())
                .collect(Collectors.joining(", "));
        return "No connection to " + where + ": " + (why instanceof UnknownHostException
                ? "this machine knows no host of that name"
                : Objects.requireNonNullElse(why.getMessage(), why.getClass().getSimpleName())) + ".";
    }
}
