package dev.dunder.write;

import dev.dunder.fetch.RowState;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.query.Statement;
import dev.dunder.resolve.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The statements that store new rows of a model, made once for all rows of which the same attributes are given, and found by
 * these alone. Safe to share between threads.
 */
final class InsertTemplates {
    /** Who gives now these and now those attributes has the statements made anew. */
    private static final int MOST = 200;

    private final Model model;
    private final Map<Shape, Insertion> known = new ConcurrentHashMap<>();

    /**
     * What the statements depend on, a bit for each attribute.
     *
     * @param given which attributes are given
     * @param stored of which of them it is known what the server stores
     */
    private record Shape(long given, long stored) {}

    /**
     * A new row and its statements.
     *
     * @param insertion the statements
     * @param values what they are sent with
     * @param row what is known of the row before it is stored
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Filled(Insertion insertion, List<@Nullable Object> values, @Nullable Object[] row) {}

    private InsertTemplates(Model model) {
        this.model = model;
    }

    /** The statements for a row; null where the server is to compute something of it, or it has very many columns. */
    static @Nullable Filled of(RowState row) {
        return row.columns().size() > Long.SIZE
                ? null
                : row.model().derived(InsertTemplates.class, InsertTemplates::new).filled(row);
    }

    private @Nullable Filled filled(RowState row) {
        List<Attribute> attributes = model.attributes();
        @Nullable
        Object[] stored = new @Nullable Object[attributes.size()];
        List<@Nullable Object> values = new ArrayList<>(stored.length + 2);
        long given = 0;
        long same = 0;
        for (int place = 0; place < stored.length; place++) {
            if (row.isComputed(place)) {
                return null;
            }
            Attribute attribute = attributes.get(place);
            if (row.isGiven(place) && !attribute.computed()) {
                Object value = row.ownValue(place);
                values.add(value);
                given |= 1L << place;
                stored[place] = value == null ? null : StoredForm.of(attribute.type(), value);
                if (value == null || stored[place] != null) {
                    same |= 1L << place;
                }
            }
        }
        Shape shape = new Shape(given, same);
        Insertion insertion = known.get(shape);
        if (insertion == null) {
            insertion = made(shape);
            if (known.size() < MOST) {
                known.put(shape, insertion);
            }
        }
        while (values.size() < insertion.size()) {
            values.add(null);
        }
        return new Filled(insertion, values, stored);
    }

    private Insertion made(Shape shape) {
        Resolver resolver = new Resolver(model);
        Assignments assignments = new Assignments();
        for (Attribute attribute : model.attributes()) {
            if ((shape.given() & (1L << attribute.index())) != 0) {
                assignments.add(new Statement.Assignment(attribute,
                        resolver.bind(attribute.type(), null)));
            }
        }
        return new Insertion(assignments, resolver, /* ignoringConflicts= */ false,
                place -> (shape.stored() & (1L << place)) != 0);
    }
}
