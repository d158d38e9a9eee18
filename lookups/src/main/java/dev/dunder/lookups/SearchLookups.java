package dev.dunder.lookups;

import dev.dunder.lookups.Operators.Operator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Full text search, and similarity by trigrams. */
final class SearchLookups {
    private SearchLookups() {}

    static List<Lookup> lookups() {
        return List.of(
                new Search("search", SearchQuery.Kind.PLAIN, false),
                new Search("exact", SearchQuery.Kind.PLAIN, false),
                new Operation("trigram_similar", Operator.SIMILAR, ColumnTypes::isText, SearchLookups::text),
                new Operation("trigram_word_similar", Operator.WORD_SIMILAR, ColumnTypes::isText, SearchLookups::text),
                new Operation("trigram_strict_word_similar", Operator.STRICT_WORD_SIMILAR, ColumnTypes::isText,
                        SearchLookups::text));
    }

    private static Operand.Bind text(DataType<?> column, Object value) {
        return new Operand.Bind(SQLDataType.CLOB, Values.convert(SQLDataType.CLOB, value));
    }

    /**
     * {@code to_tsvector(coalesce(x, '')) @@ plainto_tsquery(?)}, or {@code x @@ …} where x is a vector already. A configuration
     * is bound once, or for both sides. Of a vector {@code exact} means the same, as in Django: nobody looks for all of its words.
     */
    private record Search(String name, SearchQuery.Kind kind, boolean configured) implements Lookup {
        @Override
        public boolean accepts(DataType<?> column) {
            return ColumnTypes.isVector(column) || (name.equals("search") && ColumnTypes.isText(column));
        }

        @Override
        public Lookup given(@Nullable Object value) {
            return value instanceof SearchQuery query ? new Search(name, query.kind(), query.config() != null) : this;
        }

        @Override
        public Operand operand(DataType<?> column, @Nullable Object value) {
            if (value == null && name.equals("exact")) {
                return new Operand.Null(true);
            }
            if (!(value instanceof SearchQuery query)) {
                return Operand.of(SQLDataType.CLOB, SearchQuery.checked(Members.text(name, value)));
            }
            Operand.Bind text = text(column, query.text());
            return new Operand.Binds(
                    query.config() == null ? List.of(text) : List.of(text(column, query.config()), text));
        }

        @Override
        public Condition condition(Field<?> column, List<? extends Field<?>> operands) {
            Field<?> config = configured ? operands.get(0).cast(FullText.CONFIG) : null;
            return Operators.compare(vector(config, column), Operator.MATCHES,
                    FullText.call(kind.function(), "tsquery", config, operands.getLast()));
        }

        /** Another field is the query, or the words of one. */
        @Override
        public Condition compare(Field<?> left, Field<?> right) {
            if (name.equals("exact") && ColumnTypes.isVector(right.getDataType())) {
                return Operators.untyped(left).eq(Operators.untyped(right));
            }
            boolean isQuery = ColumnTypes.base(right.getDataType()).equals("tsquery");
            return Operators.compare(vector(null, left), Operator.MATCHES,
                    isQuery ? right : FullText.call(kind.function(), "tsquery", null, right));
        }

        private static Field<?> vector(@Nullable Field<?> config, Field<?> field) {
            return ColumnTypes.isVector(field.getDataType()) ? field : FullText.vectorOf(config, field);
        }
    }
}
