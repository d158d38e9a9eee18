package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dunder.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lookups and transforms of one's own: the examples of the README, and what a registry says. */
class OwnLookupsTest {
    private static Connection connection;
    private static DSLContext jooq;
    private static Table<?> entry;

    // In the README from here …
    /** {@code x__divisible_by}: 3. */
    record DivisibleBy() implements Lookup {
        @Override
        public String name() {
            return "divisible_by";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return column.getType() == Integer.class;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return Operand.of(column, Values.convert(column, value));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return column.coerce(Integer.class).mod(operands.get(0).coerce(Integer.class)).eq(0);
        }
    }

    /** {@code headline__words__gt}: 3. */
    record Words() implements Transform {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public boolean accepts(DataType<?> input) {
            return input.getType() == String.class;
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return SQLDataType.INTEGER;
        }

        @Override
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            return DSL.cardinality(DSL.stringToArray(input.coerce(String.class), DSL.inline(" ")));
        }
    }
    // … to here.

    @BeforeAll
    static void connect() throws Exception {
        connection = DriverManager.getConnection(TestServer.newDatabase());
        try (var statement = connection.createStatement()) {
            statement.execute("create table entry (id int primary key, x int, headline text, body text);"
                    + "insert into entry values (1, 3, 'One two three', 'a'), (2, 4, 'Four', 'b c')");
        }
        jooq = DSL.using(connection, SQLDialect.POSTGRES);
        entry = jooq.meta().filterSchemas(s -> s.getName().equals("public")).getTables("entry").get(0);
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void aLookupIsRegisteredForAllColumnsItAccepts() {
        Registry mine = Registry.standard().with(new DivisibleBy()).with(new Words());

        assertThat(idsWhere(mine, "x__divisible_by", "3")).containsExactly(1);
        assertThat(idsWhere(mine, "headline__words__gt", 2)).containsExactly(1);
        assertThat(idsWhere(mine, "headline__words__divisible_by", 3)).containsExactly(1);
        assertThatThrownBy(() -> Lookups.on(entry, mine).condition("headline__divisible_by", 3))
                .hasMessageContaining("Lookup 'divisible_by' does not work on 'headline' (text).");
        assertThatThrownBy(() -> Lookups.on(entry).condition("x__divisible_by", 3))
                .hasMessageContaining("no such lookup or transform");
        assertThatThrownBy(() -> Lookups.on(entry, mine).condition("x__divisible_by", "many"))
                .hasMessageContaining("Cannot use a String for a column of type int");
    }

    @Test
    void aRegistryHasThemForAllForATypeAndForAColumn() {
        Table<?> ENTRY = entry;

        // In the README from here …
        Registry mine = Registry.standard()
                .with(new DivisibleBy()) // for all columns that it accepts
                .forType(SQLDataType.CLOB, new Words()) // for columns of one type
                .forField("entry.headline", Transforms.LENGTH); // for one column

        Condition condition = Lookups.on(ENTRY, mine).condition("x__divisible_by", 3);
        // … to here.
        assertThat(jooq.fetchCount(DSL.selectOne().from(entry).where(condition))).isEqualTo(1);
        assertThat(idsWhere(mine, "headline__length", 4)).containsExactly(2);
        assertThat(idsWhere(mine, "body__words", 2)).containsExactly(2);
    }

    /** Whatever the README says to run here does. */
    @Test
    void theReadmeShowsTheExamplesThatAreTestedHere() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/dunder/lookups/OwnLookupsTest.java"));
        Pattern here = Pattern.compile("// In the README from here …\n(.*?)\n *// … to here\\.", Pattern.DOTALL);
        Pattern there = Pattern.compile("<!-- runs in lookups -->\n```java\n(.*?)\n```", Pattern.DOTALL);

        assertThat(texts(there, Files.readString(Path.of("../README.md")))).hasSize(2)
                .isEqualTo(texts(here, source));
    }

    private static List<String> texts(Pattern pattern, String text) {
        return pattern.matcher(text).results()
                .map(found -> found.group(1).stripIndent().strip().replaceAll(" +//", " //"))
                .toList();
    }

    @Test
    void itCanBeForOneTypeOrForOneColumn() {
        Registry byType = Registry.standard().forType(SQLDataType.CLOB, new Words());
        Registry byField = Registry.standard().forField("entry.headline", new Words());

        assertThat(idsWhere(byType, "body__words", 2)).containsExactly(2);
        assertThat(idsWhere(byField, "headline__words", 3)).containsExactly(1);
        assertThatThrownBy(() -> Lookups.on(entry, byField).condition("body__words", 2))
                .hasMessageContaining("Transform 'words' does not work on 'body' (text).");
    }

    @Test
    void whatIsForAFieldIsPreferredToWhatIsForItsType() {
        Registry mine = Registry.standard()
                .with(Transforms.LENGTH)
                .forField("entry.headline", new Length());

        assertThat(idsWhere(mine, "headline__length", 1)).containsExactly(1, 2);
        assertThat(idsWhere(mine, "body__length", 3)).containsExactly(2);
    }

    /** What LENGTH is called, and always 1. */
    record Length() implements Transform {
        @Override
        public String name() {
            return "length";
        }

        @Override
        public boolean accepts(DataType<?> input) {
            return true;
        }

        @Override
        public DataType<?> type(DataType<?> input) {
            return SQLDataType.INTEGER;
        }

        @Override
        public Field<?> field(Field<?> input, List<? extends Field<?>> operands) {
            return DSL.inline(1);
        }
    }

    @Test
    void aClashIsRefusedUnlessTheNewOneShallWin() {
        Registry first = Registry.standard().with(Transforms.LENGTH);

        assertThatThrownBy(() -> first.with(new Length()))
                .isInstanceOf(DunderException.class)
                .hasMessage("Two transforms are called 'length' and accept the same type; a name has one meaning."
                        + " To have the new one win, register it with replacing(…).");
        Registry replaced = first.replacing(all -> all.with(new Length()));

        assertThat(idsWhere(replaced, "body__length", 1)).containsExactly(1, 2);
        assertThat(idsWhere(first, "body__length", 1)).containsExactly(1);
    }

    @Test
    void namesThatCouldNotBeFoundAreRefused() {
        for (String name : List.of("", "_", "a__b", "a_", "_a")) {
            Transform named = new Step(name, type -> true, SQLDataType.INTEGER, field -> field);
            assertThatThrownBy(() -> Registry.standard().with(named)).hasMessageContaining("cannot be called");
        }
        assertThatThrownBy(() -> Registry.standard().forField("headline", new Words()))
                .hasMessageContaining("'entry.headline'");
    }

    @Test
    void filtersKnowThemToo() {
        Registry mine = Registry.standard().with(new DivisibleBy());

        Filtered asked = Filters.on(entry, mine).allow("x", "divisible_by")
                .parse(java.util.Map.of("x__divisible_by", List.of("2")));

        assertThat(jooq.select(entry.field("id")).from(entry).where(asked.condition(Lookups.on(entry, mine)))
                .fetch(0, Integer.class)).containsExactly(2);
    }

    private static List<Integer> idsWhere(Registry registry, String lookup, Object value) {
        return jooq.select(entry.field("id"))
                .from(entry)
                .where(Lookups.on(entry, registry).condition(lookup, value))
                .orderBy(entry.field("id"))
                .fetch(0, Integer.class);
    }
}
