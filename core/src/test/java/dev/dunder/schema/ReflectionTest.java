package dev.dunder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.QuerySet;
import dev.dunder.Row;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Reflection;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import dev.dunder.model.TableKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database is read in one look, as a whole or in parts. */
class ReflectionTest {
    private static final int TABLES = 500;

    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table film (id int primary key, title text not null);
                    create table actor (id int primary key);
                    create table film_actor (film_id int references film, actor_id int references actor, primary key (film_id, actor_id));
                    create table audit_log (id int primary key, film_id int references film);
                    create view films as select * from film;
                    create materialized view old_films as select * from film with no data;
                    create table payment (id int, at date, film_id int, primary key (id, at)) partition by range (at);
                    create table payment_p1 partition of payment for values from ('2024-01-01') to ('2024-02-01');
                    create table payment_p2 partition of payment for values from ('2024-02-01') to ('2024-03-01') partition by list (id);
                    create table payment_p2_a partition of payment_p2 for values in (1, 2, 3);
                    alter table payment_p1 add foreign key (film_id) references film;
                    alter table payment_p2_a add foreign key (film_id) references film;
                    create schema production;
                    create schema archive;
                    create table production.document (id int primary key, film_id int references film);
                    create table archive.document (id int primary key, document_id int references production.document);
                    create table archive.film (id int primary key);
                    create table archive.box (id int primary key, film_id int references archive.film);
                    insert into film values (1, 'Alien'), (2, 'Brazil');
                    insert into payment values (1, '2024-01-05', 1), (2, '2024-02-05', 1), (3, '2024-02-06', 2);
                    insert into production.document values (7, 1);
                    insert into archive.document values (8, 7);
                    """);

    private static List<String> names(Schema schema) {
        return schema.models().stream().map(Model::name).toList();
    }

    private static List<String> reflected(Reflection wanted) {
        return names(Schema.reflect(DB.database().dsl(), wanted));
    }

    private static List<String> relations(Schema schema, String model) {
        return schema.model(model).relations().stream().map(Relation::name).sorted().toList();
    }

    /** A connection that tells of each statement which is sent by it. */
    private static Connection counting(Connection connection, List<String> sent) {
        return (Connection) told(Connection.class, connection, sent, "");
    }

    private static Object told(Class<?> type, Object target, List<String> sent, String sql) {
        return Proxy.newProxyInstance(ReflectionTest.class.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> {
                    boolean texts = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
                    if (method.getName().startsWith("execute")) {
                        sent.add(texts ? (String) arguments[0] : sql);
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        boolean metadata = method.getName().equals("getMetaData") && type == Connection.class;
                        if (metadata) {
                            sent.add("metadata");
                        }
                        return Statement.class.isAssignableFrom(method.getReturnType())
                                ? told(method.getReturnType(), result, sent, texts ? (String) arguments[0] : "")
                                : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static List<String> statementsFor(Reflection wanted) throws SQLException {
        List<String> sent = new ArrayList<>();
        try (Connection connection = DB.pool().getConnection()) {
            Schema.reflect(DSL.using(counting(connection, sent), SQLDialect.POSTGRES), wanted);
        }
        return sent;
    }

    @Test
    void fiveStatementsDoHoweverManyTablesThereAre() throws SQLException {
        assertThat(statementsFor(Reflection.all())).hasSize(5).doesNotContain("metadata");
        StringBuilder sql = new StringBuilder("create schema many;");
        for (int i = 0; i < TABLES; i++) {
            sql.append("create table many.t").append(i)
                    .append(" (id serial primary key, gid uuid not null unique, name text")
                    .append(i == 0 ? "" : ", a_id int references many.t" + i / 2)
                    .append(i < 10 ? "" : ", b_id int not null references many.t" + i / 3)
                    .append(");");
        }
        DB.execute(sql.toString());
        try {
            long begin = System.nanoTime();
            List<String> sent = statementsFor(Reflection.all());
            long millis = (System.nanoTime() - begin) / 1_000_000;

            assertThat(sent).hasSize(5).doesNotContain("metadata");
            // Some hundred milliseconds; one statement for each table would be some seconds.
            assertThat(millis).isLessThan(5_000);
            Schema many = Schema.reflect(DB.database().dsl(), Reflection.all().schemas("many"));
            assertThat(many.models()).hasSize(TABLES);
            assertThat(many.models().stream().mapToInt(model -> model.relations().size()).sum())
                    .isEqualTo(2 * (TABLES - 1 + TABLES - 10));
        } finally {
            DB.execute("set client_min_messages to warning");
            for (int i = 0; i < TABLES; i += 50) {
                StringBuilder drop = new StringBuilder();
                for (int j = i; j < i + 50; j++) {
                    drop.append("drop table many.t").append(j).append(" cascade;");
                }
                DB.execute(drop.toString());
            }
            DB.execute("drop schema many");
        }
    }

    @Test
    void allIsAllButPartitions() {
        assertThat(reflected(Reflection.all())).containsExactly("actor", "archive.box", "archive.document",
                "archive.film", "audit_log", "film", "film_actor", "films", "old_films", "payment",
                "production.document");
        assertThat(names(Schema.reflect(DB.database().dsl()))).isEqualTo(reflected(Reflection.all()));
        assertThat(reflected(Reflection.all().partitions())).contains("payment", "payment_p1", "payment_p2",
                "payment_p2_a").hasSize(14);
    }

    @Test
    void someSchemasAndSomeTables() {
        assertThat(reflected(Reflection.all().schemas("archive"))).containsExactly("archive.box", "archive.document",
                "archive.film");
        assertThat(reflected(Reflection.all().schemas("archive").tables("film"))).containsExactly("archive.film");
        assertThat(reflected(Reflection.all().schemas("archive").also("film").except("box")))
                .containsExactly("archive.document", "archive.film", "film");
        assertThat(reflected(Reflection.all().tables("film", "actor", "film_actor", "archive.box")))
                .containsExactly("actor", "archive.box", "film", "film_actor");
        assertThat(reflected(Reflection.all().except("audit_log").except("production.document")))
                .doesNotContain("audit_log", "production.document").contains("film", "archive.document");
    }

    @Test
    void relationsAreThereWhereBothEndsAre() {
        Schema some = Schema.reflect(DB.database().dsl(), Reflection.all().tables("film", "film_actor"));

        assertThat(relations(some, "film_actor")).containsExactly("film");
        assertThat(relations(some, "film")).containsExactly("film_actor");
        assertThat(some.model("film_actor").attributes()).hasSize(2);
        assertThat(
                relations(Schema.reflect(DB.database().dsl(), Reflection.all().tables("film", "film_actor", "actor")),
                        "film"))
                .containsExactly("actor", "film_actor");
    }

    @Test
    void aPartitionIsAModelWhenItIsNamed() {
        Schema schema = Schema.reflect(DB.database().dsl(), Reflection.all().also("payment_p1", "payment_p2"));
        Database db = DB.database().with(schema);

        assertThat(schema.model("payment_p1").kind()).isEqualTo(TableKind.PARTITION);
        assertThat(schema.model("payment").kind()).isEqualTo(TableKind.PARTITIONED_TABLE);
        assertThat(relations(schema, "payment_p1")).containsExactly("film");
        assertThat(relations(schema, "payment_p2")).containsExactly("film");
        assertThat(db.objects("payment_p1").filter("film__title", "Alien").count()).isEqualTo(1);
        assertThat(reflected(Reflection.all().tables("payment_p1"))).containsExactly("payment_p1");
    }

    @Test
    void keysThatPartitionsAloneDeclareAreThoseOfTheTable() {
        QuerySet<Row> payments = DB.objects("payment");

        assertThat(payments.filter("film__title", "Alien").count()).isEqualTo(2);
        assertThat(DB.objects("film").filter("payment__id", 3).get().get("title")).isEqualTo("Brazil");
    }

    @Test
    void aKeyThatOnlySomePartitionsDeclareMayLeadToNone() {
        DB.execute("""
                create table sale (id int, film_id int not null, primary key (id)) partition by range (id);
                create table sale_1 partition of sale for values from (0) to (10);
                create table sale_2 partition of sale for values from (10) to (20);
                alter table sale_1 add foreign key (film_id) references film;
                insert into sale values (1, 1), (11, 99)""");
        QuerySet<Row> sales = DB.database().with(Schema.reflect(DB.database().dsl())).objects("sale").orderBy("id");

        assertThat(sales.values("id", "film__title").list()).hasSize(2);
        assertThat(sales.filter("film__title", "Alien").count()).isEqualTo(1);
        assertThat(sales.selectRelated("film").list()).hasSize(2);
        DB.execute("drop table sale");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> reflected(Reflection.all().tables("audit_lgo"))).isInstanceOf(LookupException.class)
                .hasMessageContaining(
                        "Cannot resolve 'audit_lgo' as a table or view of the database. Did you mean 'audit_log'?");
        assertThatThrownBy(() -> reflected(Reflection.all().except("box"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Did you mean 'archive.box'?");
        assertThatThrownBy(() -> reflected(Reflection.all().schemas("pubic"))).isInstanceOf(LookupException.class)
                .hasMessageContaining("Cannot resolve 'pubic' as a schema of the database")
                .hasMessageContaining("Did you mean 'public'?");
        assertThatThrownBy(() -> Reflection.all().tables((String) null)).isInstanceOf(LookupException.class);
    }

    @Test
    void aModelOfAnotherSchemaIsPointedAt() {
        assertThatThrownBy(() -> DB.objects("box")).isInstanceOf(LookupException.class)
                .hasMessage("Cannot resolve 'box' as a model: it is not on the search path, but there is archive.box:"
                        + " say objects(\"archive.box\").");
        assertThatThrownBy(() -> DB.objects("document")).hasMessageContaining(
                "there is archive.document and production.document: say objects(\"archive.document\").");
        assertThatThrownBy(() -> DB.objects("docment")).hasMessageContaining("Did you mean '");
    }

    @Test
    void aVisibleTableHasItsFullNameToo() {
        assertThat(DB.database().schema().model("public.film")).isSameAs(DB.database().schema().model("film"));
        assertThat(DB.database().schema().model("film").schemaName()).isEqualTo("public");
        assertThat(DB.database().schema().model("archive.film").schemaName()).isEqualTo("archive");
        assertThatThrownBy(() -> DB.objects("public.box")).hasMessageContaining("Cannot resolve 'public.box'");
        DB.execute("alter database \"" + DB.database().dsl().connectionResult(Connection::getCatalog)
                + "\" set search_path to production, public");
        try (Database other = DB.single()) {
            assertThat(names(other.schema())).contains("document", "film", "archive.document");
            assertThat(other.objects("production.document").filter("film__title", "Alien").count()).isEqualTo(1);
            assertThat(other.objects("document").sql().replace("\"", "")).contains("from document");
        } finally {
            DB.execute("alter database \"" + DB.database().dsl().connectionResult(Connection::getCatalog)
                    + "\" reset search_path");
        }
    }

    @Test
    void relationsGoAcrossSchemas() {
        assertThat(DB.objects("archive.document").filter("document__film__title", "Alien").count()).isEqualTo(1);
        assertThat(DB.objects("film").filter("document__document__id", 8).get().get("title")).isEqualTo("Alien");
        assertThat(DB.objects("film").filter("document__id", 7).sql().replace("\"", ""))
                .contains("join production.document on film.id = document.film_id");
    }
}
