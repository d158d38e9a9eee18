package dev.dunder.lookups;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Full text search for plain jOOQ: vectors, queries and ranks as fields.
 *
 * <pre>{@code
 * Field<?> words = FullText.vector("english", ENTRY.HEADLINE, ENTRY.BODY);
 * Field<?> query = FullText.query(SearchQuery.websearch("fat cat"));
 * ctx.selectFrom(ENTRY).where(FullText.matches(words, query)).orderBy(FullText.rank(words, query).desc())
 * }</pre>
 */
public final class FullText {
    /** What the server calls a text search configuration. */
    static final DataType<?> CONFIG = ColumnTypes.named("regconfig");

    private static final int WEIGHTS = 4;

    private FullText() {}

    /**
     * The words of some texts: {@code to_tsvector(coalesce(a, '') || ' ' || coalesce(b, ''))}.
     *
     * @param config the text search configuration, such as {@code english}; null for the server's default
     * @param texts columns or expressions; what is no text is cast to it
     * @return a vector of words
     */
    public static Field<?> vector(@Nullable String config, Field<?>... texts) {
        Field<String> space = DSL.inline(" ");
        Field<String> all = Arrays.stream(texts)
                .map(FullText::present)
                .reduce((left, right) -> DSL.concat(left, space, right))
                .orElseThrow(() -> new LookupException("A search vector needs a column at least."));
        return call("to_tsvector", "tsvector", config(config), all);
    }

    /**
     * The same words with a weight: {@code setweight(vector, 'A')}.
     *
     * @param vector a vector of words
     * @param weight A, B, C or D
     * @return a vector of words
     */
    public static Field<?> weighted(Field<?> vector, char weight) {
        if (weight < 'A' || weight > 'D') {
            throw new LookupException("The weights of words are A, B, C and D.");
        }
        return Operators.call("setweight", ColumnTypes.named("tsvector"), vector,
                DSL.inline(weight).cast(ColumnTypes.named("\"char\"")));
    }

    /**
     * The words of both: {@code a || b}.
     *
     * @param left a vector of words
     * @param right a vector of words
     * @return a vector of words
     */
    public static Field<?> concat(Field<?> left, Field<?> right) {
        return Operators.compute(left, Operators.Operator.CONCAT, right, ColumnTypes.named("tsvector"));
    }

    /**
     * What to search for: {@code plainto_tsquery(?)} and its siblings.
     *
     * @param query the words, bound
     * @return a {@code tsquery}
     */
    public static Field<?> query(SearchQuery query) {
        Object text = Values.convert(SQLDataType.CLOB, query.text());
        return call(query.kind().function(), "tsquery", config(query.config()), DSL.val(text, SQLDataType.CLOB));
    }

    /**
     * Whether a vector has what a query asks for: {@code vector @@ query}.
     *
     * @param vector a vector of words
     * @param query a {@code tsquery}
     * @return the condition
     */
    public static org.jooq.Condition matches(Field<?> vector, Field<?> query) {
        return Operators.compare(vector, Operators.Operator.MATCHES, query);
    }

    /**
     * How well a vector fits a query: {@code ts_rank(vector, query)}.
     *
     * @param vector a vector of words
     * @param query a {@code tsquery}
     * @param weights what words of the weights D, C, B and A count, from 0 to 1; none for the server's defaults
     * @return the rank
     */
    public static Field<Float> rank(Field<?> vector, Field<?> query, double... weights) {
        if (weights.length == 0) {
            return Operators.call("ts_rank", SQLDataType.REAL, vector, query);
        }
        if (weights.length != WEIGHTS) {
            throw new LookupException("A rank takes the weights of D, C, B and A, or none.");
        }
        Float[] given = Arrays.stream(weights).mapToObj(weight -> (float) weight).toArray(Float[]::new);
        Field<?> bound = DSL.val(given, SQLDataType.REAL.getArrayDataType());
        return Operators.call("ts_rank", SQLDataType.REAL, bound, vector, query);
    }

    static Field<?> vectorOf(@Nullable Field<?> config, Field<?> text) {
        return call("to_tsvector", "tsvector", config, present(text));
    }

    static Field<?> call(String function, String type, @Nullable Field<?> config, Field<?> argument) {
        List<Field<?>> arguments = config == null ? List.of(argument) : Stream.of(config, argument).toList();
        return Operators.call(function, ColumnTypes.named(type), arguments.toArray(Field[]::new));
    }

    private static @Nullable Field<?> config(@Nullable String name) {
        return name == null
                ? null
                : DSL.val(Values.convert(SQLDataType.CLOB, name), SQLDataType.CLOB).cast(CONFIG);
    }

    /** Of nothing there are no words, rather than no vector. */
    private static Field<String> present(Field<?> field) {
        return DSL.coalesce(Operators.text(field), DSL.inline(""));
    }
}
