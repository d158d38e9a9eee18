package dev.dunder.fetch;

import dev.dunder.NotLoadedException;
import dev.dunder.model.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a row's relations, as they were loaded. */
public final class RelatedStates {
    private RelatedStates() {}

    /**
     * The row of a relation to one.
     *
     * @param called what the user calls it
     * @return null where there is none
     * @throws NotLoadedException if it was not loaded, and is not fetched when it is first asked for
     */
    public static @Nullable RowState one(RowState row, Relation relation, String called) {
        if (row.loaded().get(relation.accessor()) == null) {
            if (isNone(row, relation)) {
                return null;
            }
            row.learn(LazyLoad.of(row.model(), relation), () -> "'" + called + "' of this " + row.model().name()
                    + " was not loaded. Add selectRelated(\"" + called + "\") to the query set, or load(\"" + called
                    + "\") it; after fetchMode(FetchMode.PEERS) it is fetched, for all rows at once.");
        }
        return switch (row.loaded().get(relation.accessor())) {
            case RelationCache.Found.One(RowState found, var as, var back) -> found;
            case RelationCache.Found.Many many -> throw new IllegalStateException("A relation to one has many rows.");
            case null -> throw new IllegalStateException("What was loaded is not there.");
        };
    }

    private static boolean isNone(RowState row, Relation relation) {
        return relation.hops().size() == 1 && relation.hops().get(0).forward()
                && relation.hops().get(0).near().stream()
                        .anyMatch(part -> row.isGiven(part.index()) && row.value(part.index()) == null);
    }

    /**
     * The rows of a relation to many.
     *
     * @param called what the user calls it
     * @throws NotLoadedException if they were not loaded, and are not fetched when they are first asked for
     */
    public static List<RowState> many(RowState row, Relation relation, String called) {
        if (row.loaded().get(relation.accessor()) == null) {
            row.learn(LazyLoad.of(row.model(), relation), () -> "'" + called + "' of this " + row.model().name()
                    + " were not loaded. Add prefetchRelated(\"" + called + "\") to the query set.");
        }
        return known(row, relation.accessor());
    }

    /** What was found under a name, one or many. */
    public static List<RowState> known(RowState row, String name) {
        return switch (row.loaded().get(name)) {
            case RelationCache.Found.One(RowState found, var as, var back) ->
                found == null ? List.of() : List.of(found);
            case RelationCache.Found.Many(List<RowState> rows, var as) -> rows;
            case null -> throw new NotLoadedException("Nothing was loaded as '" + name + "' for this "
                    + row.model().name() + ".");
        };
    }
}
