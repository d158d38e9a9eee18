package dev.dunder.conformance;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.lookups.Registry;
import dev.dunder.model.Schema;
import dev.dunder.testing.TestServer;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the cases of one pack, in a database of its own. */
final class Runner implements AutoCloseable {
    private final Pack pack;
    private final Models models;
    private final String url;
    private final Loader loader;
    private final Map<String, Database> databases = new HashMap<>();
    private final List<HikariDataSource> opened = new ArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();

    Runner(Pack pack) throws SQLException {
        this.pack = pack;
        this.models = new Models(pack.models());
        this.url = TestServer.newDatabase();
        this.loader = new Loader(url, pack);
    }

    List<Outcome> run() {
        List<Outcome> outcomes = new ArrayList<>();
        for (Case recorded : pack.cases()) {
            if (!recorded.has("unsupported")) {
                outcomes.add(run(recorded));
            }
        }
        return outcomes;
    }

    private Outcome run(Case recorded) {
        try {
            loader.load(recorded.state());
            loader.sequences(recorded.sequences());
        } catch (SQLException failure) {
            return Outcome.failed(recorded, "state cannot be loaded", String.valueOf(failure.getMessage()));
        }
        Outcome outcome;
        try {
            outcome = evaluate(recorded);
        } catch (Inexpressible missing) {
            outcome = Outcome.failed(recorded, "cannot be said: " + missing.getMessage(), missing.getMessage());
        } catch (RuntimeException | StackOverflowError failure) {
            outcome = Outcome.failed(recorded, "error: " + kind(failure), String.valueOf(failure));
        }
        return recorded.write() ? afterWrite(outcome) : outcome;
    }

    private static String kind(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String general = message.replaceAll("'[^']*'", "'…'").replaceAll("\"[^\"]*\"", "\"…\"")
                .replaceAll("\\d+", "0").replaceAll("Choices: .*", "");
        return failure.getClass().getSimpleName() + " "
                + general.substring(0, Math.min(general.length(), 90));
    }

    private Outcome evaluate(Case recorded) {
        ZoneId zone = ZoneId.of(recorded.defaultZone());
        Replay replay = new Replay(database(recorded), zone);
        Object result;
        try {
            QuerySet<?> set = replay.objects(recorded);
            Case.Call terminal = recorded.terminal();
            // What Django refuses when it is composed we may refuse when it is evaluated.
            Supplier<@Nullable Object> evaluation = terminal == null
                    ? set::list
                    : new Terminals(replay, recorded.model(), new Defaults(models, recorded.result())).of(set,
                            terminal);
            sent.clear();
            // Locks are of a transaction; what else Django's tests do within one is the same without.
            result = recorded.atomic() && recorded.locks()
                    ? replay.database().atomic(evaluation::get)
                    : evaluation.get();
        } catch (Inexpressible missing) {
            throw missing;
        } catch (RuntimeException failure) {
            if (recorded.error() == null) {
                throw failure;
            }
            return Errors.fits(recorded, failure)
                    ? Outcome.passed(recorded)
                    : Outcome.failed(recorded, "another error than " + recorded.error(), String.valueOf(failure));
        }
        if (recorded.error() != null) {
            return Outcome.failed(recorded, "no error where Django has " + recorded.error(),
                    recorded.json().get("error").path("message").asText() + " "
                            + Comparison.cut(String.valueOf(result)));
        }
        return compare(recorded, result, ZoneId.of(recorded.zone()));
    }

    private Outcome compare(Case recorded, @Nullable Object result, ZoneId zone) {
        Comparison comparison = new Comparison(zone, recorded.write());
        int statements = sent.size();
        if (!recorded.has("no-result")) {
            String difference = result instanceof List<?> rows && recorded.result().isArray()
                    ? comparison.difference(Json.list(recorded.result()), rows, recorded.ordered())
                    : comparison.difference(recorded.result(), result);
            if (difference != null) {
                return Outcome.failed(recorded, "another result", difference + " by " + sent);
            }
        }
        if (sent.size() > statements) {
            return Outcome.failed(recorded, "related rows that were not loaded", String.valueOf(sent));
        }
        return statements > recorded.queries()
                ? Outcome.failed(recorded, "more statements", statements + " instead of " + recorded.queries() + ": "
                        + sent)
                : Outcome.passed(recorded);
    }

    /** What a write has left is compared, and is not what the next case can start from. */
    private Outcome afterWrite(Outcome outcome) {
        String after = outcome.recorded().afterState();
        try {
            if (after == null) {
                loader.forget();
                return outcome;
            }
            List<String> differing = loader.differing(after);
            return !outcome.passed() || differing.isEmpty()
                    ? outcome
                    : Outcome.failed(outcome.recorded(), "other rows after a write", differing + " by " + sent);
        } catch (SQLException failure) {
            loader.forget();
            return Outcome.failed(outcome.recorded(), "state cannot be compared", String.valueOf(failure.getMessage()));
        }
    }

    private Database database(Case recorded) {
        Database inZone = databases.computeIfAbsent(recorded.zone(), this::open);
        return recorded.lookups().isEmpty()
                ? inZone
                : inZone.with(schema(Lookups.registry(recorded.lookups()), inZone));
    }

    /** What models are ordered by is said as in a query. */
    private Schema schema(Registry registry, Database database) {
        return models.schema(registry, new Expressions(new Replay(database, ZoneOffset.UTC)));
    }

    private Database open(String zone) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        config.setConnectionInitSql("set time zone '" + zone + "'");
        HikariDataSource pool = new HikariDataSource(config);
        opened.add(pool);
        return Database.builder(pool).schema(schema(Registry.standard(), Database.of(pool)))
                .listener(statement -> sent.add(statement.sql())).build();
    }

    @Override
    public void close() throws SQLException {
        opened.forEach(HikariDataSource::close);
        loader.close();
    }
}
