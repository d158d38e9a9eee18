package dev.dunder.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.LookupException;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Reflection;
import dev.dunder.model.Schema;
import dev.dunder.model.TableKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model tells what it is. */
class DescribeTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase
            .of("""
                    create domain year as integer;
                    create table language (id int primary key, name char(20) not null unique);
                    create table film (id int generated always as identity primary key, title varchar(255) not null,
                        made year, language_id int not null references language, original_id int references language,
                        rate numeric(4, 2) not null default 4.99, twice numeric generated always as (rate * 2) stored, sold int[]);
                    create unique index film_title_made on film (title, made);
                    create unique index film_lower on film (lower(title));
                    create unique index film_some on film (rate) where made > 2000;
                    create index film_made on film (made desc, language_id) include (title);
                    create index "film "" odd" on film using gin (sold) where rate > 1;
                    create table tag (id int primary key);
                    create table film_tag (film_id int references film, tag_id int references tag, primary key (film_id, tag_id));
                    create materialized view stored as select * from film;
                    create view seen as select * from film;
                    comment on table film is 'What may be rented';
                    comment on column film.made is E'first shown\\nthen';
                    comment on view seen is 'a view''s';
                    """);

    private static Model film() {
        return DB.database().schema().model("film");
    }

    @Test
    void asATableOfText() {
        assertThat(film().describe()).isEqualTo("""
                film: a table of 8 columns
                What may be rented

                 attribute   | type                   | null | default  | comment
                -------------+------------------------+------+----------+-----------------------
                 id          | integer                | no   | yes      |
                 title       | character varying(255) | no   | no       |
                 made        | year                   | yes  | no       | first shown\\u000athen
                 language_id | integer                | no   | no       |
                 original_id | integer                | yes  | no       |
                 rate        | numeric(4,2)           | no   | yes      |
                 twice       | numeric                | yes  | computed |
                 sold        | integer[]              | yes  | no       |

                primary key: id
                unique: title, made (film_title_made)
                index: gin (sold) WHERE (rate > (1)::numeric) (film " odd)
                unique index: btree (lower((title)::text)) (film_lower)
                index: btree (made DESC, language_id) INCLUDE (title) (film_made)
                unique index: btree (rate) WHERE ((made)::integer > 2000) (film_some)

                 relation | to       | rows        | by                                | back
                ----------+----------+-------------+-----------------------------------+---------------
                 film_tag | film_tag | many        | film_tag.film_id                  | film
                 language | language | one         | film.language_id                  | film_language
                 original | language | one or none | film.original_id                  | film_original
                 tag      | tag      | many        | film_tag.film_id, film_tag.tag_id | film
                """);
    }

    @Test
    void forThoseWhoWriteClasses() {
        Attribute made = film().attribute("made");

        assertThat(film().comment()).isEqualTo("What may be rented");
        assertThat(made.comment()).isEqualTo("first shown\nthen");
        assertThat(made.typeName()).isEqualTo("year");
        assertThat(made.hasDefault()).isFalse();
        assertThat(film().attribute("id").hasDefault()).isTrue();
        assertThat(film().attribute("rate").hasDefault()).isTrue();
        assertThat(film().attribute("title").comment()).isNull();
        assertThat(film().uniqueKeys()).hasSize(1);
        assertThat(film().uniqueKeys().get(0).name()).isEqualTo("film_title_made");
        assertThat(film().uniqueKeys().get(0).attributes().stream().map(Attribute::name))
                .containsExactly("title", "made");
        assertThat(DB.database().schema().model("seen").kind()).isEqualTo(TableKind.VIEW);
        assertThat(DB.database().schema().model("seen").comment()).isEqualTo("a view's");
        assertThat(DB.database().schema().model("stored").kind()).isEqualTo(TableKind.MATERIALIZED_VIEW);
        assertThat(DB.database().schema().model("film").kind()).isEqualTo(TableKind.TABLE);
    }

    @Test
    void whatWasChangedIsToldAsItIsNow() {
        Schema schema = Schema.reflect(DB.database().dsl(), Reflection.all().tables("film", "language"))
                .with(s -> s.model("film").rename("made", "year").reverse("language", "film", "films")
                        .comment("Films").comment("title", "in English"));
        String text = schema.model("film").describe();

        assertThat(text).startsWith("film: a table of 8 columns\nFilms\n").contains("unique: title, year", "in English")
                .contains(" year        | year ");
        assertThat(schema.model("language").describe()).contains("film (films)");
    }

    @Test
    void whatWasMadeByHand() {
        Schema schema = Schema.define().model("town", m -> m.column("id", "int").column("name", "varchar(20)")
                .column("zip", "text").primaryKey("id").unique("name", "zip").comment("Where people live")).build();

        assertThat(schema.model("town").describe()).startsWith("town: a table of 3 columns\nWhere people live\n")
                .contains("varchar(20)", "unique: name, zip\n").doesNotContain("relation");
        assertThatThrownBy(() -> Schema.define().model("town", m -> m.column("id", "int").unique("nam")).build())
                .isInstanceOf(LookupException.class).hasMessageContaining("for a unique key");
        assertThatThrownBy(() -> Schema.define().model("town", m -> m.comment("nam", "x")))
                .isInstanceOf(LookupException.class).hasMessageContaining("Cannot resolve 'nam'");
    }

    @Test
    void aRelationOfAParentIsToNoneWhereTheParentsColumnTakesNull() {
        Schema schema = Schema.define().model("town", m -> m.column("id", "int").primaryKey("id"))
                .model("place", m -> m.column("id", "int").column("town_id", "int").primaryKey("id")
                        .foreignKey("town", "town_id", "town"))
                .model("bar", m -> m.column("place_id", "int not null").parent("place", "place_id")).build();

        assertThat(schema.model("bar").describe()).containsPattern(" place +\\| place \\| one +\\|")
                .containsPattern(" town +\\| town +\\| one or none ");
    }
}
