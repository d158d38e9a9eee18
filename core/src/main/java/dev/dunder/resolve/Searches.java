package dev.dunder.resolve;

import dev.dunder.lookups.SearchQuery;
import dev.dunder.query.Expression;
import dev.dunder.query.Function;
import dev.dunder.query.ParameterType;
import dev.dunder.query.TypeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DataType;
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
                : resolver.call(Function.QUERY_PLAIN,
                        List.of(config, resolver.bind(SQLDataType.CLOB, SearchQuery.checked(text))));
    }

    /**
     * What is searched in, as far as it says nothing of a configuration in that of what is searched for: words that were made by
     * other rules would not be found.
     *
     * @param searched a vector, or a text that is to be made one
     * @param query what is searched for
     * @return the same where the query says nothing either
     */
    static Expression searched(Expression searched, Expression query) {
        Expression config = configOfQuery(query);
        if (config == null) {
            return searched;
        }
        return ParameterType.VECTOR.accepts(searched.type())
                ? config(searched) == null ? configured(searched, config) : searched
                : new Expression.Call(Function.SEARCH_VECTOR_IN, List.of(config, searched), TypeRules.VECTOR);
    }

    /** The arguments of a function that searches, of one configuration where one of them says which. */
    static Expression.@Nullable Call call(Function function, List<Expression> arguments, DataType<?> type) {
        int place = switch (function) {
            case MATCHES, SEARCH_RANK, SEARCH_RANK_CD -> 0;
            case SEARCH_RANK_WEIGHTED, SEARCH_RANK_CD_WEIGHTED -> 1;
            case SEARCH_HEADLINE -> 0;
            default -> -1;
        };
        Expression config = place < 0 ? null : configOfQuery(arguments.get(place + 1));
        if (config == null) {
            return null;
        }
        List<Expression> fitting = new ArrayList<>(arguments);
        if (function == Function.SEARCH_HEADLINE) {
            fitting.add(0, config);
            return new Expression.Call(Function.SEARCH_HEADLINE_IN, fitting, type);
        }
        fitting.set(place, searched(arguments.get(place), arguments.get(place + 1)));
        return new Expression.Call(function, fitting, type);
    }

    private static Expression configured(Expression vector, Expression config) {
        return switch (vector) {
            case Expression.Ref(String name, Expression target) -> {
                Expression made = configured(target, config);
                yield made.equals(target) ? vector : made;
            }
            case Expression.Call(Function function, List<Expression> arguments, var type) -> switch (function) {
                case SEARCH_VECTOR -> {
                    List<Expression> all = new ArrayList<>(arguments);
                    all.add(0, config);
                    yield new Expression.Call(Function.SEARCH_VECTOR_IN, all, type);
                }
                case WEIGHT_A, WEIGHT_B, WEIGHT_C, WEIGHT_D, VECTOR_CONCAT -> new Expression.Call(
                        function, arguments.stream().map(part -> configured(part, config)).toList(), type);
                default -> vector;
            };
            default -> vector;
        };
    }

    /** Of several terms that of the first that has one. */
    private static @Nullable Expression configOfQuery(Expression query) {
        return switch (query) {
            case Expression.Ref(String name, Expression target) -> configOfQuery(target);
            case Expression.Call(Function function, List<Expression> arguments, var type) -> switch (function) {
                case QUERY_PLAIN, QUERY_PHRASE, QUERY_RAW, QUERY_WEBSEARCH ->
                    arguments.size() > 1 ? arguments.get(0) : null;
                case QUERY_AND, QUERY_OR, QUERY_NOT -> arguments.stream()
                        .map(Searches::configOfQuery)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
                default -> null;
            };
            default -> null;
        };
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
