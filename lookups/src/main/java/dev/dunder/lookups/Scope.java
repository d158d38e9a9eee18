package dev.dunder.lookups;

import java.util.Collection;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The names that a lookup string may use at one place: those of a table or a model.
 *
 * <p>A plain jOOQ table and a model differ in nothing else, so one {@link PathParser} serves both. Implementations are
 * immutable.
 *
 * @param <R> what leads from this scope to another, a relation
 * @param <C> what ends a path, a column
 */
public interface Scope<R, C> {
    /**
     * What messages call this scope.
     *
     * @return the name of the table or model
     */
    String label();

    /**
     * The names worth offering to someone who mistyped one.
     *
     * @return every name that is not just another word for one in the list
     */
    Collection<String> choices();

    /**
     * The relation of this name.
     *
     * @param name one name of a path
     * @return null where there is none
     */
    @Nullable
    R relation(String name);

    /**
     * Where a relation leads.
     *
     * @param relation a relation of this scope
     * @return the scope of the related rows
     */
    Scope<R, C> target(R relation);

    /**
     * The column that a path is about which ends at a relation, as {@code author} and {@code author__in} do.
     *
     * @param relation a relation of this scope
     * @return a column of {@link #target}
     * @throws LookupException where no single column identifies the related row
     */
    C key(R relation);

    /**
     * The column of this name.
     *
     * @param name one name of a path
     * @return null where there is none
     */
    @Nullable
    C column(String name);

    /**
     * The type of a column.
     *
     * @param column a column of this scope
     * @return its type
     */
    DataType<?> type(C column);

    /**
     * What a registry calls a column for which it has lookups or transforms of its own.
     *
     * @param column a column of this scope
     * @return the names of the table and the column, {@code entry.headline}
     */
    default String fieldName(C column) {
        return "";
    }

    /**
     * The lookups and transforms that strings may use here.
     *
     * @return Django's, unless there are others
     */
    default Registry registry() {
        return Registry.standard();
    }
}
