package dev.dunder.fetch;

import dev.dunder.query.Named;
import dev.dunder.query.Query;
import dev.dunder.query.TypeRules;
import java.util.Collections;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a query become, and back into values where they are shown.
 *
 * @param <T> what they become
 */
public sealed interface RowMapping<T extends @Nullable Object> permits InstanceMapping, ValueMapping {
    /**
     * The class of the instances.
     *
     * @return null where rows become values
     */
    @Nullable
    InstanceType<T> type();

    /**
     * The names of a row's values.
     *
     * @param query the query, not put together of others
     * @return in their order
     */
    RowColumns columns(Query query);

    /**
     * The types of a row's values.
     *
     * @param query the query, not put together of others
     * @return in their order
     */
    List<DataType<?>> types(Query query);

    /**
     * The values that something was made of.
     *
     * @param read what a row has become
     * @return in the order of the columns
     */
    List<@Nullable Object> values(T read);

    /**
     * Rows that several may read: nobody changes the list, nor what is in it.
     *
     * @param rows what rows have become
     * @return a list that cannot be changed
     */
    default List<T> shared(List<T> rows) {
        return Collections.unmodifiableList(rows);
    }

    /**
     * The types of the values of any query: of one that is put together of others, those that hold the values of all.
     *
     * @param query the query
     * @return in their order
     */
    default List<DataType<?>> allTypes(Query query) {
        if (query.combination() == null) {
            return types(query);
        }
        return type() != null
                ? types(first(query))
                : TypeRules.together(query.combination().parts().stream().map(this::allTypes).toList());
    }

    /**
     * Of queries that are put together the first, which gives the names.
     *
     * @param query any query
     * @return one that is not put together of others
     */
    static Query first(Query query) {
        Query first = query;
        while (first.combination() != null) {
            first = first.combination().parts().get(0);
        }
        return first;
    }

    /** The values that a query chooses; none where it reads instances. */
    static List<Named> chosen(Query query) {
        return query.selection() instanceof dev.dunder.query.Selection.Columns(List<Named> columns)
                ? columns
                : List.of();
    }
}
