package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Operator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Full text search, and similarity by trigrams. */
final class SearchLookups {
    private SearchLookups() {}

    static List<Lookup> lookups() {
        return List.of(
                new Search(),
                new Operation("trigram_similar", Operator.SIMILAR, Types::isText, SearchLookups::text),
                new Operation("trigram_word_similar", Operator.WORD_SIMILAR, Types::isText, SearchLookups::text),
                new Operation("trigram_strict_word_similar", Operator.STRICT_WORD_SIMILAR, Types::isText,
                        SearchLookups::text));
    }

    private static Operand.Bind text(DataType<?> column, Object value) {
        return new Operand.Bind(SQLDataType.CLOB, Values.convert(SQLDataType.CLOB, value));
    }

    /** {@code to_tsvector(coalesce(x, '')) @@ plainto_tsquery(?)}, or {@code x @@ …} where x is a vector already. */
    private record Search() implements Lookup {
        @Override
        public String name() {
            return "search";
        }

        @Override
        public boolean accepts(DataType<?> column) {
            return Types.isText(column) || Types.isVector(column);
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            return Operand.of(SQLDataType.CLOB, Members.text("search", value));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            return compare(column, operands.get(0));
        }

        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            boolean isQuery = Types.base(right.getDataType()).equals("tsquery");
            return Operators.compare(vector(left), Operator.MATCHES, isQuery
                    ? right
                    : Operators.call("plainto_tsquery", Types.named("tsquery"), right));
        }

        private static Field<?> vector(Field<?> field) {
            return Types.isVector(field.getDataType())
                    ? field
                    : Operators.call("to_tsvector", Types.named("tsvector"),
                            DSL.coalesce(field.coerce(String.class), DSL.inline("")));
        }
    }
}
