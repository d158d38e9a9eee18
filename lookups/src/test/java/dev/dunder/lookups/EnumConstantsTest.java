package dev.dunder.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.CustomTable;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultDataType;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.TableRecordImpl;
import org.junit.jupiter.api.Test;

/** Constants of a Java enum as the values of columns that have something else for them. */
class EnumConstantsTest {
    enum State {
        DRAFT, PUBLISHED
    }

    enum Mood implements EnumType {
        DOWN("sad"), UP("in love");

        private final String literal;

        Mood(String literal) {
            this.literal = literal;
        }

        @Override
        public String getLiteral() {
            return literal;
        }

        @Override
        public String getName() {
            return "mood";
        }
    }

    enum Alike {
        SAD, Sad
    }

    private static final DataType<?> LABELS = EnumLabels.on(
            new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, "mood"), List.of("sad", "in love"));

    private static Object stored(DataType<?> type, Object value) {
        return to(type.getConverter(), value);
    }

    @SuppressWarnings("unchecked")
    private static <T, U> Object to(Converter<T, U> converter, Object value) {
        return converter.to((U) value);
    }

    private static Object read(DataType<?> type, Object value) {
        return from(type.getConverter(), value);
    }

    @SuppressWarnings("unchecked")
    private static <T, U> Object from(Converter<T, U> converter, Object value) {
        return converter.from((T) value);
    }

    @Test
    void eachTypeHasSomethingElseForThem() {
        assertThat(stored(EnumConstants.on(SQLDataType.CLOB, State.class), State.PUBLISHED)).isEqualTo("PUBLISHED");
        assertThat(stored(EnumConstants.on(SQLDataType.CLOB, Mood.class), Mood.UP)).isEqualTo("in love");
        assertThat(stored(EnumConstants.on(SQLDataType.SMALLINT, State.class), State.PUBLISHED)).isEqualTo((short) 1);
        assertThat(stored(EnumConstants.on(SQLDataType.INTEGER, State.class), State.PUBLISHED)).isEqualTo(1);
        assertThat(stored(EnumConstants.on(SQLDataType.BIGINT, State.class), State.PUBLISHED)).isEqualTo(1L);
        assertThat(stored(EnumConstants.on(LABELS, Mood.class), Mood.DOWN)).isEqualTo("sad");
        assertThat(stored(EnumConstants.on(SQLDataType.CLOB, State.class), null)).isNull();

        assertThat(read(EnumConstants.on(SQLDataType.BIGINT, State.class), 0L)).isEqualTo(State.DRAFT);
        assertThat(read(EnumConstants.on(LABELS, Mood.class), "in love")).isEqualTo(Mood.UP);
        assertThat(read(EnumConstants.on(LABELS, Mood.class), null)).isNull();
        assertThatThrownBy(() -> read(EnumConstants.on(SQLDataType.CLOB, State.class), "LOST"))
                .isInstanceOf(DunderException.class)
                .hasMessage(
                        "The enum State has no constant for a value that the database has. Give it one, or take it out"
                                + " of the database.");
    }

    @Test
    void whatIsSaidOfTheColumnStays() {
        DataType<?> array = EnumConstants.on(SQLDataType.CLOB.getArrayDataType().notNull(), State.class);

        assertThat(array.nullable()).isFalse();
        assertThat(array.getType()).isEqualTo(State[].class);
        assertThat(Values.convert(array, List.of("DRAFT", State.PUBLISHED))).isEqualTo(
                new State[]{State.DRAFT, State.PUBLISHED});
        assertThat(EnumConstants.on(SQLDataType.VARCHAR(20).notNull(), State.class).nullable()).isFalse();
        assertThat(EnumLabels.of(EnumConstants.on(LABELS, Mood.class))).containsExactly("sad", "in love");
        assertThat(EnumLabels.of(EnumConstants.on(SQLDataType.CLOB, State.class))).isNull();
        DataType<?> domain = EnumLabels.beneath(new DefaultDataType<>(SQLDialect.POSTGRES, Object.class, "mood"),
                List.of("sad", "in love"));
        assertThat(EnumLabels.isBeneath(EnumConstants.on(domain, Mood.class))).isTrue();
        assertThat(EnumLabels.isBeneath(EnumConstants.on(LABELS, Mood.class))).isFalse();
    }

    @Test
    void theyAreSaidThemselvesOrByNameOrByWhatIsStored() {
        DataType<?> number = EnumConstants.on(SQLDataType.INTEGER, State.class);
        DataType<?> text = EnumConstants.on(SQLDataType.CLOB, Mood.class);

        assertThat(Values.convert(number, State.DRAFT)).isEqualTo(State.DRAFT);
        assertThat(Values.convert(number, "DRAFT")).isEqualTo(State.DRAFT);
        assertThat(Values.convert(number, 1L)).isEqualTo(State.PUBLISHED);
        assertThat(Values.convert(number, (short) 1)).isEqualTo(State.PUBLISHED);
        assertThat(Values.convert(text, "in love")).isEqualTo(Mood.UP);
        assertThat(Values.convert(text, "UP")).isEqualTo(Mood.UP);
        for (Object wrong : List.of(2, -1, 1.0, "1", Mood.UP, true)) {
            assertThatThrownBy(() -> Values.convert(number, wrong)).isInstanceOf(LookupException.class)
                    .hasMessageContaining("for a column of type int, whose values are of State: it is none of them.")
                    .hasMessageContaining("Choices: DRAFT, PUBLISHED.");
        }
        assertThatThrownBy(() -> Values.convert(text, 0)).hasMessageContaining("Choices: in love, sad.");
        assertThatThrownBy(() -> Values.convert(text, "in luve")).hasMessageContaining("Did you mean 'in love'?");
    }

    @Test
    void whatDoesNotFitIsRefusedWhenItIsSaid() {
        assertThatThrownBy(() -> EnumConstants.on(SQLDataType.NUMERIC, State.class)).isInstanceOf(LookupException.class)
                .hasMessageContaining("texts or whole numbers");
        assertThatThrownBy(() -> EnumConstants.on(LABELS, State.class)).isInstanceOf(LookupException.class)
                .hasMessageContaining("it has no such label");
        assertThatThrownBy(() -> EnumConstants.on(LABELS, Alike.class)).isInstanceOf(LookupException.class)
                .hasMessageContaining("Two constants of Alike have the same mood.");
    }

    /** A table whose columns have them. */
    private static final class Item extends CustomTable<ItemRecord> {
        private static final long serialVersionUID = 1;

        Item() {
            super(DSL.name("item"));
            createField(DSL.name("state"), EnumConstants.on(SQLDataType.CLOB, State.class));
            createField(DSL.name("rank"), EnumConstants.on(SQLDataType.INTEGER, State.class));
        }

        @Override
        public Class<? extends ItemRecord> getRecordType() {
            return ItemRecord.class;
        }
    }

    private static final class ItemRecord extends TableRecordImpl<ItemRecord> {
        private static final long serialVersionUID = 1;

        ItemRecord(Table<ItemRecord> table) {
            super(table);
        }
    }

    private static String sql(Condition condition) {
        return DSL.using(SQLDialect.POSTGRES).renderInlined(condition).replace("\"", "");
    }

    @Test
    void conditionsOfPlainTablesTakeThem() {
        Lookups item = Lookups.on(new Item());

        assertThat(sql(item.condition("state", State.DRAFT))).isEqualTo("item.state = 'DRAFT'");
        assertThat(sql(item.condition("rank__gte", "PUBLISHED"))).isEqualTo("item.rank >= 1");
        assertThat(sql(item.condition("state__startswith", "PUB"))).contains("like").contains("PUB%");
    }
}
