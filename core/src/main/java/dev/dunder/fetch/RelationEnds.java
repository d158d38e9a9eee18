package dev.dunder.fetch;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.model.Model;
import dev.dunder.model.Relation;
import dev.dunder.query.Expression;
import dev.dunder.run.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a relation have in common with the instances that they belong to. Immutable.
 *
 * @param relation the relation
 * @param parent the model of the instances
 * @param near the attributes of the instances
 * @param places where these stand in an instance
 * @param like the columns that have such values
 * @param far the columns of the related rows, or of the table between
 * @param own the column of the related rows, where it is one and theirs; else null
 */
@SuppressWarnings("ArrayRecordComponent") // read for each instance, and never compared
record RelationEnds(
        Relation relation,
        Model parent,
        List<Attribute> near,
        int[] places,
        List<Attribute> like,
        List<Expression> far,
        @Nullable Attribute own) {
    static RelationEnds of(Relation relation, Model parent, Model target) {
        int start = RelatedRows.start(relation, parent);
        Hop hop = relation.hops().get(start);
        Hop opposite = hop.opposite();
        boolean last = start == relation.hops().size() - 1 && hop.far().size() == 1;
        return new RelationEnds(
                relation,
                parent,
                hop.near(),
                hop.near().stream().mapToInt(one -> RelatedRows.own(parent, one).index()).toArray(),
                opposite == null ? hop.near() : opposite.far(),
                RelatedRows.far(relation, start, target),
                last ? RelatedRows.own(target, hop.far().get(0)) : null);
    }

    /** Reads the attributes that instances were read without. */
    void read(List<RowState> parents, Session database) {
        for (RowState parent : parents) {
            for (int i = 0; i < places.length; i++) {
                if (!parent.isGiven(place(parent, i))) {
                    LazyLoad.of(parent.model(), RelatedRows.near(relation, parent.model())).load(parents, database)
                            .all();
                    return;
                }
            }
        }
    }

    /** What an instance refers to its related rows by; null where it refers to none. */
    @Nullable
    List<Object> key(RowState instance) {
        List<Object> key = new ArrayList<>(places.length);
        for (int i = 0; i < places.length; i++) {
            Object value = value(instance, i);
            if (value == null) {
                return null;
            }
            key.add(value);
        }
        return key;
    }

    /** A part of the key. */
    @Nullable
    Object value(RowState instance, int part) {
        return instance.value(place(instance, part));
    }

    /** Instances may be of another model of the table, or of one that extends it. */
    private int place(RowState instance, int part) {
        Model model = instance.model();
        return model == parent ? places[part] : RelatedRows.own(model, near.get(part)).index();
    }
}
