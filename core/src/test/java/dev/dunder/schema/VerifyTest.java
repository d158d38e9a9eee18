package dev.dunder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Model;
import dev.dunder.model.Schema;
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
                "column person.name: varchar in the database, and bigint in the models",
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
    void aDatabaseTellsItsModels() {
        assertThat(DB.database().models()).extracting(Model::name).contains("person", "pet");
        assertThat(DB.database().describe("pet")).contains("owner_id").contains("numeric(5,2)").contains("person");
        assertThatThrownBy(() -> DB.database().describe("pett")).isInstanceOf(LookupException.class)
                .hasMessageContaining("Did you mean 'pet'?");
    }
}
