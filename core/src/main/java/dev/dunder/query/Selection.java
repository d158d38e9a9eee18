package dev.dunder.query;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Relation;
import java.util.List;

/** What is read of each row. */
public sealed interface Selection {
    /**
     * Instances of the model: some of its attributes, or all, and behind them the annotations that are selected, and behind
     * those the instances of relations that are loaded in the same statement.
     *
     * @param attributes which attributes, in the order of the model
     * @param related which relations
     */
    record Instances(List<Attribute> attributes, List<Related> related) implements Selection {}

    /**
     * A relation whose instance is read beside the one it belongs to.
     *
     * @param relations the way from the query's model
     * @param attributes which attributes, in the order of that model
     */
    record Related(List<Relation> relations, List<Attribute> attributes) {
        /**
         * The hops of the way.
         *
         * @return from the query's model on
         */
        public List<Hop> path() {
            return relations.stream().flatMap(relation -> relation.hops().stream()).toList();
        }
    }

    /**
     * Some expressions.
     *
     * @param columns in the order of the result
     */
    record Columns(List<Named> columns) implements Selection {}
}
