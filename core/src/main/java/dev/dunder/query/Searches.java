package dev.dunder.query;

import dev.dunder.lookups.SearchQuery;
import java.util.List;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Words that are looked for in vectors: by the configuration that made the vector, or they would not be found. */
final class Searches {
    private Searches() {}

    /**
     * What to look for in a vector.
     *
     * @param vector what it is looked for in
     * @param text the words
     * @return null where the vector says nothing of a configuration
     */
    static @Nullable Expression query(Expression vector, String text, Resolver resolver) {
        Expression config = config(vector);
        return config == null
                ? null
                : resolver.call(Function.QUERY_PLAIN, List.of(config, resolver.bind(SQLDataType.CLOB, SearchQuery.checked(text))));
    }

    private static @Nullable Expression config(Expression vector) {
        return switch (vector) {
            case Expression.Ref(String name, Expression target) -> config(target);
            case Expression.Call(Function function, List<Expression> arguments, var type) -> switch (function) {
                case SEARCH_VECTOR_IN -> arguments.get(0);
                case WEIGHT_A, WEIGHT_B, WEIGHT_C, WEIGHT_D, VECTOR_CONCAT -> config(arguments.get(0));
                default -> null;
            };
            default -> null;
        };
    }
}
