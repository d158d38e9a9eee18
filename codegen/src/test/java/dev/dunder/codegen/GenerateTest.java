package dev.dunder.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.Database;
import dev.dunder.NotLoadedException;
import dev.dunder.NumberPath;
import dev.dunder.lookups.CompositeType;
import dev.dunder.lookups.EnumLabels;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import dev.dunder.model.UniqueKey;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jooq.DataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated compiles without a warning, whatever the tables and columns are called. */
class GenerateTest {
    private static final String ODD = """
            create type mood as enum ('sad', 'happy', 'in-between');
            create domain temper as mood;
            create domain tempers as mood[];
            create type money_pair as (amount numeric, currency text);
            create domain some_pair as money_pair;
            create schema other;
            create type other.kind as enum ('a');
            create table state (id int primary key, "delete" text, "with" int, model text, async int, "class" text, "get class" text,
                define int, required int, load text[], paths int, "M" int, "to string" int, wait bigint);
            create table manager (id int primary key, state_id int references state, "hashCode" int, "1st" int, "ünï" text);
            create table "Mixed Case" (id int primary key, manager int references manager, mood mood, moods mood[], temper temper,
                tags text[], raw bytea not null, day date, price numeric(6, 2), big numeric(30, 0), data jsonb, ip inet,
                at timestamptz(3), took interval, uid uuid, path int, small smallint, small2 smallint not null, span int4range,
                spans int4multirange, grid text[][], code char(3), bits varbit, doc xml, t time, tz timetz, cost money, p point,
                j json, kind other.kind, temperaments temper[], temper_list tempers, pair money_pair, pairs money_pair[],
                some_pair some_pair, some_pairs some_pair[], short varchar(5), shorts varchar(5)[], codes char(3)[],
                prices numeric(6, 2)[], bigs numeric(30, 0)[], whole numeric(9, 0), rough numeric(3, -2), g int generated always as (small + 1) stored, words tsvector, b8 real,
                dp double precision, flag bit, five bit(5), twos bit(2)[], few bit varying(8));
            create table record (a int, b int, primary key (a, b));
            create table integer_ (id int primary key, a int not null, b int not null, foreign key (a, b) references record);
            create table object (id int primary key, name text);
            create table class (id int primary key, object_id int references object, getclass text);
            create table string (id int primary key, name text not null);
            create table override (id int primary key);
            create table integer (id int primary key);
            create table "long" (id bigint primary key, list text);
            create table list (id int primary key, list_id int unique references list);
            create table "Paths" (id int primary key, paths_id int references "Paths");
            create table models (id int primary key);
            create table m (id int primary key, m_id int references m);
            create table instance (id int primary key, m int references m);
            create table "nullable" (id int, instance_id int references instance);
            create table query_set (id int primary key, m_id int references m);
            create table pair (left_id int references state, right_id int references manager, primary key (left_id, right_id));
            create table node (id int primary key, parent_id int references node on delete set null,
                twin_id int unique references node on delete cascade, name text);
            create table kept (id int generated always as identity primary key, at timestamptz default now(), a int check (a > 0),
                b int, c text, unique (a, b), constraint span check (a < b), exclude using btree (c with =));
            create unique index kept_some on kept (b) where a > 1;
            create unique index kept_odd on kept (a, lower(c));
            create unique index kept_all on kept (c);
            create table loose (id int primary key, node_id int not null);
            alter table loose add foreign key (node_id) references node not valid;
            create table load (id int primary key, with_id int references state, "return" int references manager,
                pk_id int unique not null references node, load_id int references load);
            create table "ENTRY" (id int, "userId" int, userid int, user_id int);
            create table entry (id int primary key);
            create table "Entry" (id int);
            create table other.entry (id int primary key, state_id int references public.state, "in" mood);
            create table other.mood (id int primary key, other_id int references other.entry);
            create table person (id int primary key, name text);
            create table friendship (from_id int references person, to_id int references person, primary key (from_id, to_id));
            create table a (id int primary key, b_id int);
            create table b (id int primary key, a_id int references a);
            alter table a add foreign key (b_id) references b;
            create view seen as select * from state;
            """;

    @TempDir
    private Path out;

    private Generated generated;

    @BeforeEach
    void folder() {
        generated = new Generated(out);
    }

    private String generate(String sql, String... more) throws Exception {
        String url = Generated.database(sql);
        again(url, more);
        return url;
    }

    private void again(String url, String... more) {
        List<String> all = new ArrayList<>(List.of("--url", url, "--package", "odd"));
        all.addAll(List.of(more));
        assertThat(generated.run(all.toArray(String[]::new))).as(generated.said()).isZero();
    }

    @Test
    void oddNamesCompileAndOnlyWhatJavaForcesHasAnUnderscore() throws Exception {
        generate(ODD, "--schema", "public,other");

        assertThat(generated.problems()).isEmpty();
        assertThat(generated.files(".java").stream().map(file -> file.getFileName().toString())).contains("State.java",
                "Manager.java", "MixedCase.java", "Record.java", "Object.java", "Class.java", "String.java",
                "Override.java",
                "Integer.java", "Integer_.java", "Paths_.java", "Models_.java", "M.java", "Pair.java", "Node.java",
                "Seen.java", "Models.java", "Entry.java", "Entry_.java", "Entry__.java", "OtherEntry.java", "Mood.java",
                "Mood_.java");
        assertThat(generated.read("odd/State.java"))
                .contains(" delete_() {", " with_() {", " getClass_() {", " class_() {", " async_() {",
                        " toString_() {",
                        " load_() {", " wait_() {", " define() {", " required() {", " paths() {", " m() {")
                .doesNotContain("@SuppressWarnings");
        assertThat(generated.read("odd/Entry.java") + generated.read("odd/Entry_.java")).contains("USER_ID_ = ",
                "USERID = ");
        assertThat(generated.said()).contains("renamed: state.delete is delete_()",
                "renamed: the class of entry is Entry__, as there is another Entry");
    }

    @Test
    void aModelHasThePathsAndTypesOfItsColumns() throws Exception {
        generate(ODD);

        assertThat(generated.read("odd/MixedCase.java")).contains(
                "NumberPath<MixedCase, BigDecimal, BigDecimal, BigDecimal> PRICE",
                "DatePath<MixedCase, LocalDate> DAY", "DateTimePath<MixedCase, OffsetDateTime> AT",
                "TextPath<MixedCase> IP",
                "JsonPath<MixedCase> DATA", "ArrayPath<MixedCase, java.lang.String> TAGS",
                "RangePath<MixedCase, java.lang.Integer> SPAN", "MultirangePath<MixedCase> SPANS",
                "OrderedPath<MixedCase, Mood> MOOD",
                "ArrayPath<MixedCase, Mood> MOODS", "public MixedCase small2(int value)", "Number value)", "\"bit(1)\"",
                "\"bit(5)\"", "\"bit(2)[]\"",
                "\"varbit(8)\"", "\"varbit\"");
        assertThat(generated.read("odd/Node.java"))
                .contains("Paths<Node> PARENT = ", "Paths<Node> TWIN = ")
                .contains("Node parent() {", "return one(\"parent\", Node.objects)",
                        "children() {", "twinOf() {");
        assertThat(generated.read("odd/Person.java")).contains("friendshipsByFrom() {", "peopleTo() {");
    }

    @Test
    void aKeyOfSeveralColumnsToTheSameTableIsCalledByItBothWays() throws Exception {
        generate("create table account (a int, b int, boss_a int, boss_b int, primary key (a, b),"
                + " foreign key (boss_a, boss_b) references account)");

        assertThat(generated.read("odd/Account.java")).contains("Account account() {",
                "RelatedSet<Account> accountOf() {");
    }

    @Test
    void aTableOfThreeColumnsHasLessThanHalfOfTheLinesThatItHadOnce() throws Exception {
        generate("create table tag (id int primary key, name text not null, weight int)");

        assertThat(generated.read("odd/Tag.java").lines().count()).isLessThanOrEqualTo(188 / 2);
    }

    /** What is said of each model, in words. */
    private static List<String> described(Schema schema) {
        List<String> all = new ArrayList<>();
        for (Model model : schema.models()) {
            all.add(model + " " + model.table() + " " + model.primaryKey() + " " + model.keyOfTable() + " "
                    + model.uniqueKeys().stream().map(UniqueKey::attributes).toList() + " "
                    + new TreeMap<>(model.constraints()));
            for (Attribute one : model.attributes()) {
                all.add(one + " " + one.column() + " " + described(one.type()) + " " + one.nullable() + " "
                        + one.computed()
                        + " " + one.hasDefault() + " " + one.numbered());
            }
            for (Relation one : model.relations()) {
                all.add(one + " " + one.accessor() + " " + one.target() + " " + one.hops() + " " + one.toMany() + " "
                        + one.manyToMany() + " " + one.inverse() + " " + one.hops().get(0).optional());
            }
            model.referrers().forEach(one -> all.add(one.relation() + " " + one.onDelete()));
        }
        return all;
    }

    /** An enum has a class here, and is known by its labels there. How exact a time is, a name does not tell. */
    private static String described(DataType<?> type) {
        DataType<?> member = type.getArrayComponentDataType();
        if (member != null) {
            return described(member) + "[]";
        }
        List<String> labels = EnumLabels.of(type);
        if (labels != null) {
            return labels + (EnumLabels.isBeneath(type) ? " in a domain" : "");
        }
        boolean time = type.getTypeName().startsWith("time");
        return type.getType().getSimpleName() + " " + name(type) + (CompositeType.is(type) ? " of several" : "")
                + (time ? "" : " " + type.length() + " " + type.precision() + " " + type.scale());
    }

    private static String name(DataType<?> type) {
        return type.getCastTypeName(ColumnType.POSTGRES).replaceAll("\\(\\d+\\)", "")
                .replaceAll("(time(stamp)?) with time zone", "$1tz");
    }

    @Test
    void theModelsAreThoseThatReflectionFinds() throws Exception {
        String url = generate(ODD, "--schema", "public,other");
        assertThat(generated.problems()).isEmpty();

        try (URLClassLoader loader = generated.loader(); Database database = open(url)) {
            Schema said = (Schema) loader.loadClass("odd.Models").getField("SCHEMA").get(null);
            assertThat(described(said)).containsExactlyInAnyOrderElementsOf(described(database.schema()));
        }
    }

    private static Database open(String url) {
        com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(2);
        return Database.pooled(config).build();
    }

    @Test
    void classesAreUsedAsTheyRead() throws Exception {
        String url = generate(
                """
                        create type mood as enum ('sad', 'happy');
                        create schema geo;
                        create type geo.side as enum ('left', 'right');
                        create table geo.place (id int generated by default as identity primary key, side geo.side not null);
                        create table language (id smallint primary key, name text not null);
                        create table film (id bigint generated by default as identity primary key, language_id smallint not null references language,
                            original_language_id smallint references language, title text not null, released date, mood mood,
                            moods mood[], tags text[], span int4range, data jsonb, place int references geo.place);
                        create table actor (id int primary key, name text not null);
                        create table film_actor (film_id bigint references film, actor_id int references actor, primary key (film_id, actor_id));
                        """,
                "--schema", "public,geo");
        generated.with("Try.java",
                """
                        import dev.dunder.*;
                        import dev.dunder.lookups.Range;
                        import odd.*;
                        import java.time.LocalDate;
                        import java.util.ArrayList;
                        import java.util.List;
                        public class Try {
                            public static List<Object> run(Database db) {
                                Dunder.setDefault(db);
                                List<Object> seen = new ArrayList<>();
                                Language.with().id(1).name("Thai").insert();
                                Place place = Place.with().side(Side.RIGHT).insert();
                                Film film = Film.with().languageId(1).originalLanguageId(1).title("Tea").released(LocalDate.of(2024, 2, 29))
                                        .mood(Mood.HAPPY).moods(new Mood[]{Mood.SAD}).tags(new String[]{"a"}).span("[1,5)").placeId(place.id())
                                        .insert();
                                Actor ann = Actor.with().id(7).name("Ann").insert();
                                FilmActor.with().filmId(film.id()).actorId(ann.id()).insert();
                                seen.add(Film.objects.filter(Film.LANGUAGE_ID.exact(1), Film.ORIGINAL_LANGUAGE_ID.in(1, 2)).count());
                                seen.add(Film.objects.filter(Film.RELEASED.year().exact(2024), Film.MOOD.exact(Mood.HAPPY)).count());
                                seen.add(Film.objects.filter(Film.MOODS.contains(Mood.SAD), Film.TAGS.overlap("a", "b")).count());
                                seen.add(Film.objects.filter(Film.SPAN.contains(4), Film.SPAN.overlap(Range.of(0, 2))).count());
                                seen.add(Film.objects.filter(Film.ACTOR.NAME.icontains("AN"), Film.PLACE.SIDE.gt(Side.LEFT)).count());
                                seen.add(Language.objects.get().filmsByLanguage().first().title());
                                seen.add(Film.objects.prefetchRelated("actor").first().actors().list().get(0).filmActors().count());
                                seen.add(Film.objects.selectRelated("place").first().place().side());
                                seen.add(Film.objects.first().mood());
                                seen.add(Film.objects.first().moods()[0]);
                                seen.add(film.update(Film.LANGUAGE_ID.to(1)).languageId() + 1);
                                seen.add(Language.objects.filter(Language.FILM_LANGUAGE.actor().NAME.exact("Ann")).count());
                                seen.add(Film.objects.filter("language__name", "Thai").count());
                                return seen;
                            }
                        }
                        """);
        assertThat(generated.problems()).isEmpty();

        try (URLClassLoader loader = generated.loader(); Database database = open(url)) {
            Object seen = loader.loadClass("Try").getMethod("run", Database.class).invoke(null, database);
            assertThat(((List<?>) seen).stream().map(String::valueOf)).containsExactly("1", "1", "1", "1", "1", "Tea",
                    "1",
                    "RIGHT", "HAPPY", "SAD", "2", "1", "1");
        }
    }

    @Test
    void whatTheTableSaysOfRowsIsKnownWhereTheyAreWritten() throws Exception {
        String url = generate("""
                create table item (id int generated always as identity primary key, sku text not null, price int,
                    constraint cheap check (price < 100));
                create unique index item_sku on item (sku);
                create table part (id int primary key, item_id int constraint of_item references item);
                """);
        generated.with("Try.java",
                """
                        import dev.dunder.*;
                        import odd.*;
                        import java.util.*;
                        public class Try {
                            public static List<Object> run(Database db) {
                                Dunder.setDefault(db);
                                List<Object> seen = new ArrayList<>();
                                Item.with().sku("a").price(1).insert();
                                seen.add(Item.objects.bulkCreate(List.of(Item.with().sku("a").price(7), Item.with().sku("b").price(8)),
                                        Bulk.updatingConflicts(Item.SKU)).get(0).price());
                                refused(seen, () -> Item.with().sku("c").price(500).insert());
                                refused(seen, () -> Part.with().id(1).itemId(99).insert());
                                refused(seen, () -> Item.with().sku("a").insert());
                                refused(seen, () -> Item.with().id(9).sku("d").insert());
                                return seen;
                            }
                            private static void refused(List<Object> seen, Runnable write) {
                                try {
                                    write.run();
                                } catch (ConstraintViolation violation) {
                                    seen.add(violation.constraint() + " " + violation.columns());
                                } catch (RuntimeException other) {
                                    seen.add(other.getClass().getSimpleName());
                                }
                            }
                        }
                        """);
        assertThat(generated.problems()).isEmpty();

        try (URLClassLoader loader = generated.loader(); Database database = open(url)) {
            Object seen = loader.loadClass("Try").getMethod("run", Database.class).invoke(null, database);
            assertThat(((List<?>) seen).stream().map(String::valueOf)).containsExactly("7", "cheap [price]",
                    "of_item [item_id]", "item_sku [sku]", "LookupException");
        }
    }

    @Test
    void valuesOfSeveralColumnsAreComparedAndStoredAsByModelsThatWereReflected() throws Exception {
        String url = generate("""
                create type money_pair as (amount numeric, currency text);
                create table odd (id int primary key, pair money_pair, pairs money_pair[], big numeric(30, 0));
                """);
        generated.with("Try.java",
                """
                        import dev.dunder.*;
                        import odd.*;
                        import java.math.BigInteger;
                        import java.util.ArrayList;
                        import java.util.List;
                        public class Try {
                            public static List<Object> run(Database db) {
                                List<Object> seen = new ArrayList<>();
                                QuerySet<Odd> all = Odd.objects.using(db);
                                List<Odd> stored = all.bulkCreate(List.of(Odd.with().id(1).pair("(1.50,EUR)"),
                                        Odd.with().id(2).pair("(2.00,USD)").pairs(new String[]{"(1.50,EUR)"}), Odd.with().id(3)));
                                seen.add(all.filter(Odd.PAIR.exact("(1.50,EUR)")).get().id());
                                seen.add(all.filter(Odd.PAIR.in(List.of("(1.50,EUR)", "(2.00,USD)"))).count());
                                seen.add(all.filter(Odd.PAIRS.contains("(1.50,EUR)")).get().id());
                                seen.add(all.bulkUpdate(List.of(stored.get(1).pair("(3,CHF)"), stored.get(2).pair("(4,CHF)")), "pair"));
                                seen.add(all.filter(Odd.PAIR.in(List.of("(3,CHF)", "(4,CHF)"))).count());
                                try {
                                    Odd.with().id(4).big(BigInteger.TEN.pow(30)).using(db).insert();
                                } catch (dev.dunder.lookups.DunderException refused) {
                                    seen.add(refused.getMessage().contains("30 digits"));
                                }
                                return seen;
                            }
                        }
                        """);
        assertThat(generated.problems()).isEmpty();

        try (URLClassLoader loader = generated.loader(); Database database = open(url)) {
            Object seen = loader.loadClass("Try").getMethod("run", Database.class).invoke(null, database);
            assertThat(((List<?>) seen).stream().map(String::valueOf)).containsExactly("1", "2", "2", "2", "2", "true");
        }
    }

    @Test
    void aRelationWithoutARowIsNullAndOneThatIsNotLoadedThrows() throws Exception {
        generate("create table node (id int primary key, parent_id int references node)");
        assertThat(generated.problems()).isEmpty();

        try (URLClassLoader loader = generated.loader()) {
            Class<?> type = loader.loadClass("odd.Node");
            Object unknown = type.getMethod("with").invoke(null);
            Object root = type.getMethod("parentId", Integer.class).invoke(unknown, (Object) null);
            Object child = type.getMethod("parentId", Integer.class).invoke(unknown, 1);

            assertThat(type.getMethod("parent").invoke(root)).isNull();
            assertThatThrownBy(() -> type.getMethod("parent").invoke(child))
                    .hasCauseInstanceOf(NotLoadedException.class);
        }
    }

    @Test
    void tablesAreAsWideAsTheServerLetsThem() throws Exception {
        StringBuilder sql = new StringBuilder();
        for (int width : new int[]{500, 1_600}) {
            sql.append("create table wide").append(width).append(" (c0 int primary key");
            for (int i = 1; i < width; i++) {
                sql.append(", c").append(i)
                        .append(i % 3 == 0 ? " bigint" : i % 3 == 1 ? " smallint not null" : " date");
            }
            sql.append(");");
        }
        generate(sql.toString());

        assertThat(generated.problems(21)).isEmpty();
        try (URLClassLoader loader = generated.loader()) {
            Object path = loader.loadClass("odd.Wide1600").getField("C1599").get(null);
            assertThat(path).isInstanceOfSatisfying(NumberPath.class, one -> assertThat(one.path()).isEqualTo("c1599"));
            assertThat(((Schema) loader.loadClass("odd.Models").getField("SCHEMA").get(null)).model("wide1600")
                    .attributes())
                    .hasSize(1_600);
        }
    }

    @Test
    void whatIsGeneratedAgainIsTheSameToTheByteAndNotTouched() throws Exception {
        String url = generate(ODD);
        List<Path> files = new ArrayList<>(generated.files(".java"));
        files.addAll(generated.files("dunder.models"));
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        for (Path file : files) {
            Files.setLastModifiedTime(file, longAgo);
        }

        again(url);

        assertThat(generated.said()).contains(": 0 files written");
        for (Path file : files) {
            assertThat(Files.getLastModifiedTime(file)).as(file.toString()).isEqualTo(longAgo);
        }
        Generated other = new Generated(out.resolve("other"));
        assertThat(other.run("--url", Generated.database(ODD), "--package", "odd")).isZero();
        for (Path file : other.files(".java")) {
            assertThat(file).hasSameTextualContentAs(out.resolve("odd").resolve(file.getFileName()));
        }
    }

    @Test
    void whatIsGoneIsTakenAwayAndWhatOthersWroteIsNot() throws Exception {
        generate("create table a (id int); create table b (id int)");
        generated.with("odd/Mine.java", "package odd; class Mine {}");

        generate("create table a (id int)");

        assertThat(generated.said()).contains("1 removed");
        assertThat(out.resolve("odd/B.java")).doesNotExist();
        assertThat(out.resolve("odd/Mine.java")).exists();
        String url = Generated.database("create table a (id int); create table mine (id int)");
        assertThat(generated.run("--url", url, "--package", "odd")).isEqualTo(1);
        assertThat(generated.said()).contains("Mine.java is there already", "model.");
        assertThat(generated.read("odd/Mine.java")).isEqualTo("package odd; class Mine {}");
    }

    @Test
    void jooqsOwnClassesAreThereWhenAskedFor() throws Exception {
        generate("create table a (id int primary key, name text)", "--jooq", "tables");

        assertThat(out.resolve("tables/tables/records/ARecord.java")).exists();
        assertThat(out.resolve("odd/A.java")).exists();
        assertThat(generated.run("--url", "x", "--package", "a.b", "--jooq", "a")).isEqualTo(1);
        assertThat(generated.said()).contains("cannot be a.b");
    }
}
