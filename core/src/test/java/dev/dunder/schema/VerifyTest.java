package dev.dunder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import dev.dunder.Database;
import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Reflection;
import dev.dunder.model.Schema;
import dev.dunder.testing.TestServer;
import java.sql.SQLException;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a database is still as models say, and what it says of itself. */
class VerifyTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create table person (id int primary key, name varchar(40) not null, born date);
                    create table pet (id int primary key, owner_id int not null references person, weight numeric(5, 2), tags text[]);
                    """);

    @Test
    void aDatabaseIsAsItsOwnModelsSay() {
        assertThatCode(() -> DB.database().verify(Schema.reflect(DB.database().dsl()))).doesNotThrowAnyException();
    }

    @Test
    void eachDifferenceIsNamed() {
        Schema said = Schema.define()
                .model("person", m -> m.table("person").column("id", SQLDataType.INTEGER.notNull())
                        .column("name", SQLDataType.BIGINT.notNull()).column("born", SQLDataType.LOCALDATE.notNull())
                        .column("nick", SQLDataType.CLOB).primaryKey("id"))
                .model("pet", m -> m.table("pet").column("id", SQLDataType.INTEGER.notNull())
                        .column("owner_id", SQLDataType.INTEGER.notNull()).column("tags", SQLDataType.CLOB.array())
                        .primaryKey("id").foreignKey("owner", "owner_id", "person")
                        .foreignKey("twin", "id", "person", key -> key.noReverse()))
                .model("ghost", m -> m.table("ghost").column("id", SQLDataType.INTEGER.notNull()).primaryKey("id"))
                .build();

        assertThat(said.differences(Schema.reflect(DB.database().dsl()))).containsExactlyInAnyOrder(
                "column person.name: varchar(40) in the database, and bigint in the models",
                "column person.born: may be null in the database, and is required in the models",
                "column person.nick: not in the database",
                "column pet.weight: not in the models",
                "relation pet.twin: no foreign key in the database",
                "table ghost: not in the database");
        assertThatThrownBy(() -> DB.database().verify(said)).isInstanceOf(DunderException.class)
                .hasMessageContaining("The database is not as the models say:")
                .hasMessageContaining("column person.nick: not in the database");
    }

    @Test
    void whatAMigrationMovesIsNamed() throws SQLException {
        String url = TestServer.newDatabase();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        try (Database moved = Database.pooled(config).build()) {
            moved.dsl().execute(
                    """
                            create type mood as enum ('sad');
                            create table tag (id int primary key, name varchar(40), mood mood, moods mood[], price numeric(6, 2),
                                big numeric(30, 0), sku text unique, codes varchar(5)[], at timestamptz(3), code char(3));
                            create table entry (id int primary key, tag_id int, other_id int references tag, a int, b int, unique (a, b));
                            create view seen as select * from tag;
                            """);
            Schema said = Schema.reflect(moved.dsl());
            assertThatCode(() -> moved.verify(said)).doesNotThrowAnyException();

            moved.dsl().execute(
                    """
                            drop view seen;
                            alter table entry add foreign key (tag_id) references tag;
                            alter table entry drop constraint entry_pkey, drop constraint entry_a_b_key;
                            alter table entry drop constraint entry_other_id_fkey;
                            alter table tag alter name type varchar(20), alter price type numeric(8, 3), alter big type numeric(20, 0);
                            alter table tag alter codes type varchar(9)[], alter code type char(4), alter at type timestamptz(0);
                            alter type mood add value 'happy';
                            create view seen as select * from tag;
                            create table further (id int primary key, tag_id int references tag);
                            alter table entry add further_id int references further;
                            create unique index on tag (name);
                            """);

            assertThat(said.differences(Schema.reflect(moved.dsl())))
                    .filteredOn(one -> !one.contains(" seen.")).containsExactlyInAnyOrder(
                            "relation entry.tag: not in the models",
                            "relation entry.other: no foreign key in the database",
                            "column entry.further_id: not in the models",
                            "primary key of entry: none in the database, and id in the models",
                            "unique key of entry: a, b, not in the database",
                            "column tag.name: varchar(20) in the database, and varchar(40) in the models",
                            "column tag.price: numeric(8, 3) in the database, and numeric(6, 2) in the models",
                            "column tag.big: numeric(20) in the database, and numeric(30) in the models",
                            "column tag.codes: varchar(9)[] in the database, and varchar(5)[] in the models",
                            "column tag.code: char(4) in the database, and char(3) in the models",
                            "column tag.mood: the labels sad, happy in the database, and sad in the models",
                            "column tag.moods: the labels sad, happy in the database, and sad in the models");
        }
    }

    @Test
    void aPartitionThatIsAModelIsThere() throws SQLException {
        String url = TestServer.newDatabase();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(1);
        try (Database partitioned = Database.pooled(config).build()) {
            partitioned.dsl().execute("""
                    create table payment (id int, day int) partition by range (day);
                    create table payment_p1 partition of payment for values from (1) to (2);
                    """);
            Schema named = Schema.reflect(partitioned.dsl(), Reflection.all().also("payment_p1"));
            assertThat(named.models()).extracting(Model::name).containsExactlyInAnyOrder("payment", "payment_p1");

            assertThatCode(() -> partitioned.verify(named)).doesNotThrowAnyException();
        }
    }

    @Test
    void aDatabaseTellsItsModels() {
        assertThat(DB.database().models()).extracting(Model::name).contains("person", "pet");
        assertThat(DB.database().describe("pet")).contains("owner_id").contains("numeric(5,2)").contains("person");
        assertThatThrownBy(() -> DB.database().describe("pett")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Did you mean 'pet'?");
    }
}
