package dev.dunder.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariConfig;
import dev.dunder.CheckViolation;
import dev.dunder.Database;
import dev.dunder.DatabaseException;
import dev.dunder.ForeignKeyViolation;
import dev.dunder.Inside;
import dev.dunder.NotNullViolation;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.StatementCancelled;
import dev.dunder.StatementTimeout;
import dev.dunder.TextFunctions;
import dev.dunder.UniqueViolation;
import dev.dunder.dialect.postgres.PostgresFailures;
import dev.dunder.evaluate.TextTable;
import dev.dunder.fetch.RowColumns;
import dev.dunder.fixture.LogOf;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.fixture.Way;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Schema;
import dev.dunder.model.SchemaDefinition;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What messages, logs and tables repeat of what others said. */
class MessagesTest {
    private static final String TURN = "a\u202eb\u200bc\u2028d\u001b[31me\rf\ufefff";
    private static final String PLAIN = "a\\u202eb\\u200bc\\u2028d\\u001b[31me\\u000df\\ufefff";

    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create extension if not exists hstore;
                    create table item (id int primary key, code text constraint one_code unique, n int not null, amount numeric(4, 2)
                        constraint small check (amount < 50), h hstore, v tsvector, b bit(3));
                    create table part (id int primary key, item_id int constraint whole references item);
                    insert into item values (1, 's3cret', 1, 1, '', '', '101');
                    create view slow as select id, pg_sleep(20)::text as s from item;
                    create schema crm;
                    create table crm.contact_log (id int primary key);
                    """);

    private static Schema schema(Consumer<SchemaDefinition> definition) {
        SchemaDefinition schema = Schema.define();
        definition.accept(schema);
        return schema.build();
    }

    @Test
    void ofAServerInAnyLanguageTheConditionAndTheNamesAreTold() {
        String said = "SFEHLER\0VERROR\0C23505\0Mdoppelter Schlüsselwert »s3cret« verletzt Unique-Constraint »one_code«\0"
                + "DSchlüssel »(code)=(s3cret)« existiert bereits.\0tkunde\0none_code\0\0";
        SQLException failure = new PSQLException(new ServerErrorMessage(said));

        DatabaseException told = PostgresFailures.of(failure, null);

        assertThat(told).isInstanceOf(UniqueViolation.class)
                .hasMessage("unique violation: constraint 'one_code' of table 'kunde'");
        assertThat(PostgresFailures.withValues(told)).isInstanceOf(UniqueViolation.class)
                .hasMessageContaining("»s3cret«");
    }

    @Test
    void aFailedConstraintIsNamed() {
        assertThatThrownBy(() -> item().insert(2, "s3cret", 1, "1")).isInstanceOf(UniqueViolation.class)
                .hasMessage("unique violation: constraint 'one_code' of table 'item'");
        assertThatThrownBy(() -> item().insert(2, "x", 1, "77")).isInstanceOf(CheckViolation.class)
                .hasMessage("check violation: constraint 'small' of table 'item'");
        assertThatThrownBy(() -> DB.objects("item").create("id", 2, "code", "x", "amount", "1"))
                .isInstanceOf(NotNullViolation.class)
                .hasMessage("not null violation: column 'n' of table 'item'");
        assertThatThrownBy(() -> DB.database().objects("part").with("id", 1, "item_id", 77).insert())
                .isInstanceOf(ForeignKeyViolation.class)
                .hasMessage("foreign key violation: constraint 'whole' of table 'part'");
    }

    /** Rows of {@code item}. */
    private record Items(QuerySet<Row> all) {
        void insert(int id, String code, Integer n, String amount) {
            all.with("id", id, "code", code, "n", n, "amount", amount).insert();
        }
    }

    private static Items item() {
        return new Items(DB.database().objects("item"));
    }

    @Test
    void noMessageQuotesAValue() {
        for (String sql : List.of("select to_tsquery(?)", "select ?::hstore", "select ?::tsvector",
                "select (?||'')::int",
                "select (?||'')::bit(3)", "select ((?||'')::regconfig)", "select (?||'')::date",
                "select (?||'')::jsonb",
                "select 1 where 'x' ~ (?||'')")) {
            String value = "s3cret & | ( '";
            assertThatThrownBy(() -> DB.objects("item").raw(sql, value).list()).as(sql)
                    .isInstanceOf(DatabaseException.class)
                    .satisfies(failure -> assertThat(failure.getMessage()).isNotBlank().doesNotContain("s3cret"));
        }
    }

    @Test
    void whoWantsToSeeValuesSeesWhatTheServerSaid() {
        try (Database open = Database.builder(DB.pool()).showValues().build()) {
            assertThatThrownBy(() -> open.objects("item").with("id", 2, "code", "s3cret", "n", 1).insert())
                    .isInstanceOf(UniqueViolation.class)
                    .hasMessageContaining("one_code").hasMessageContaining("s3cret");
        }
    }

    @Way.Both
    void whoeverCancelsAStatementIsToldFromATimeLimit(Way way) {
        for (boolean inBlock : new boolean[]{false, true}) {
            QuerySet<Row> slow = DB.database().objects("slow");
            CompletableFuture<Throwable> failed = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                    DatabaseException.class, () -> run(inBlock, way, slow)));
            TestDatabase.until(() -> !DB.objects("item")
                    .raw("select 1 as id, pg_cancel_backend(pid) as done from pg_stat_activity where query like"
                            + " '%\"slow\"%' and state = 'active' and pid <> pg_backend_pid()"
                            + " and datname = current_database()")
                    .list().isEmpty());
            assertThat(failed.join()).isInstanceOf(StatementCancelled.class).hasMessage("query canceled");
        }
    }

    @Way.Both
    void aTimeLimitOfTheServerIsATimeout(Way way) {
        HikariConfig hasty = new HikariConfig();
        hasty.setJdbcUrl(DB.pool().getJdbcUrl());
        hasty.addDataSourceProperty("options", "-c statement_timeout=200");
        hasty.setMaximumPoolSize(2);
        try (Database database = Database.pooled(hasty).build()) {
            for (boolean inBlock : new boolean[]{false, true}) {
                assertThatThrownBy(() -> run(inBlock, way, database.objects("slow")))
                        .isInstanceOf(StatementTimeout.class);
            }
        }
    }

    private static void run(boolean inBlock, Way way, QuerySet<Row> rows) {
        if (inBlock) {
            Inside.database(Inside.request(rows).session()).atomic(() -> way.list(rows));
        } else {
            way.list(rows);
        }
    }

    @Test
    void nothingInAMessageTurnsTheTextAround() {
        assertThatThrownBy(() -> DB.database().objects("item").filter(TURN, 1)).hasMessageContaining(PLAIN)
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\u202e", "\r", "\u001b"));
        assertThat(new LookupException("on " + TURN + "\nnext")).hasMessage("on " + PLAIN + "\nnext");
    }

    @Test
    void nothingInTheLogDoes() {
        Schema schema = schema(s -> s.model("odd", m -> m.table(TURN + "\n").column("id", SQLDataType.INTEGER)));
        try (LogOf log = LogOf.of("dev.dunder.statements", Level.DEBUG)) {
            assertThatThrownBy(() -> DB.database().with(schema).objects("odd").named(TURN + "\n").list())
                    .isInstanceOf(DatabaseException.class);
            assertThat(log.lines()).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains(PLAIN + "\\u000a: ", '"' + PLAIN + "\\u000a\"")
                            .doesNotContain("\n", "\r", "\u202e"));
        }
    }

    @Test
    void aTableShowsWhatItCannotPrint() {
        String table = TextTable.format(DSL.using(SQLDialect.POSTGRES),
                new RowColumns("x", List.of("t" + TURN, "j", "a"), List::of),
                List.of(SQLDataType.CLOB, SQLDataType.JSONB, SQLDataType.CLOB.array()),
                List.of(List.of("x" + TURN + "\ny", org.jooq.JSONB.valueOf("\"\u202e\n\""),
                        new String[]{"\u001b[2J\n"})),
                5);

        assertThat(table).contains("t" + PLAIN, "\\u202e\\u000a", "\\u001b[2J\\u000a")
                .doesNotContain("\u202e", "\u001b", "\r");
        assertThat(table.lines()).hasSize(7);
    }

    @Test
    void namesByHandAreNamesThatTheServerTakes() {
        for (String name : List.of("a\0b", "a\ud800", "", "ä".repeat(32), "x".repeat(64))) {
            assertThatThrownBy(() -> schema(s -> s.model("m", m -> m.table(name)))).isInstanceOf(LookupException.class)
                    .hasMessageContaining("the name of a table");
            assertThatThrownBy(() -> schema(s -> s.model("m", m -> m.column(name, SQLDataType.INTEGER))))
                    .isInstanceOf(LookupException.class);
            assertThatThrownBy(() -> schema(s -> s.model(name, m -> m.column("id", SQLDataType.INTEGER))))
                    .isInstanceOf(LookupException.class);
        }
        String longest = "ä".repeat(31) + "x";
        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(63);
        assertThat(schema(s -> s.model(longest, m -> m.column(longest, SQLDataType.INTEGER))).models()).hasSize(1);
    }

    @Test
    void aHintSaysWhatWasMeant() {
        QuerySet<Row> items = DB.database().objects("item");
        assertThatThrownBy(() -> items.annotate(TextFunctions.concat("code", " - ", "id").as("x")))
                .hasMessageContaining("write value(\" - \")").hasMessageEndingWith("\n   - \n  ^^^");
        assertThatThrownBy(() -> DB.database().objects("contact_log"))
                .hasMessageContaining("there is crm.contact_log: say objects(\"crm.contact_log\").");
        assertThatThrownBy(() -> DB.database().objects("contact_lgo"))
                .hasMessageContaining("Did you mean 'crm.contact_log'?");
        assertThatThrownBy(() -> DB.database().objects("part").with("item", "x"))
                .hasMessageContaining("\n  item\n  ^^^^");
        assertThat(LookupException.unknown("x", "here", List.of())).hasMessage("Cannot resolve 'x' here.");
    }
}
