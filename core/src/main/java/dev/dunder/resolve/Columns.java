package dev.dunder.resolve;

import dev.dunder.model.Attribute;
import dev.dunder.model.Hop;
import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.List;

/** Columns at the end of hops, from the side of the last one where they are without making it. */
final class Columns {
    private Columns() {}

    /** A column; for a composite key all of its columns. */
    static Expression of(List<Hop> path, Attribute attribute) {
        if (!attribute.parts().isEmpty()) {
            return new Expression.Tuple(attribute.parts().stream().map(part -> of(path, part)).toList());
        }
        List<Hop> hops = new ArrayList<>(path);
        hops.addAll(attribute.via());
        Attribute column = attribute.origin();
        // From the side that is referred to there may be no row at the other end: such a hop must be made.
        while (!hops.isEmpty() && isTrimmed(hops.getLast(), column)) {
            Hop last = hops.removeLast();
            column = last.near().get(last.far().indexOf(column));
        }
        return new Expression.Column(List.copyOf(hops), column);
    }

    private static boolean isTrimmed(Hop hop, Attribute column) {
        // Of a key of several columns one may be null while another is not, and then there is no row.
        return hop.forward() && !hop.apart() && hop.far().contains(column)
                && (hop.far().size() == 1 || !hop.optional());
    }

    /**
     * A key of several columns at the end of a path, taken from the near side of its last hop where that has all of them.
     *
     * @param parts the columns of the key
     * @return columns that are all there, and equal to those, where there is a row at the end of the path
     */
    static List<Expression> near(List<Expression> parts) {
        List<Expression> near = new ArrayList<>();
        for (Expression part : parts) {
            if (!(part instanceof Expression.Column(List<Hop> path, Attribute attribute)) || path.isEmpty()
                    || !path.getLast().forward() || path.getLast().apart()
                    || !path.getLast().far().contains(attribute)) {
                return parts;
            }
            Hop last = path.getLast();
            near.add(of(path.subList(0, path.size() - 1), last.near().get(last.far().indexOf(attribute))));
        }
        return near;
    }
}
