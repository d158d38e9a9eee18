package dev.dunder.resolve;

import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Values;
import dev.dunder.model.Attribute;
import dev.dunder.model.Model;
import dev.dunder.model.SqlTypes;
import dev.dunder.query.Aggregator;
import dev.dunder.query.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/**
 * Parts of jOOQ's in a query: what jOOQ writes for them, but for their values, which are bound like any others, and for the
 * columns of the rows that the query is of, whose table may have another alias where the part comes to stand.
 */
final class ForeignParts {
    private final Resolver resolver;

    ForeignParts(Resolver resolver) {
        this.resolver = resolver;
    }

    Expression of(Unresolved.Foreign said) {
        List<String> between = new ArrayList<>();
        List<Expression> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < said.texts().size(); i++) {
            text.append(said.texts().get(i));
            if (i == said.spots().size()) {
                break;
            }
            switch (said.spots().get(i)) {
                case Unresolved.Spot.Bind(Param<?> param, String written) -> {
                    int place = placeOf(param, written);
                    between.add(text.append(written, 0, place).toString());
                    text = new StringBuilder(written.substring(place + 1));
                    parts.add(bound(param));
                }
                case Unresolved.Spot.Column(Field<?> field, String written) -> {
                    Expression column = column(field, said.tables());
                    if (column == null) {
                        text.append(written);
                    } else {
                        between.add(text.toString());
                        text = new StringBuilder();
                        parts.add(column);
                    }
                }
            }
        }
        between.add(text.append(')').toString());
        Expression.Foreign foreign = new Expression.Foreign(
                List.copyOf(between), List.copyOf(parts), said.type(), said.columns());
        return said.aggregates()
                ? new Expression.Aggregate(Aggregator.FOREIGN, List.of(foreign), false, null, List.of(), said.type())
                : foreign;
    }

    private static int placeOf(Param<?> param, String written) {
        int place = written.indexOf('?');
        if (place < 0 || written.indexOf('?', place + 1) >= 0) {
            throw new LookupException("A value of type " + param.getDataType().getTypeName()
                    + " within a part of jOOQ's is no single bind. Give its members one by one.");
        }
        return place;
    }

    private Expression bound(Param<?> param) {
        DataType<?> type = param.getDataType();
        Object value = param.getValue();
        // What we have a type for is held to the same as any value of ours; the rest is between jOOQ and the server.
        return resolver.bind(type,
                value != null && type.getType().isInstance(value) && SqlTypes.of(type.getType()) != null
                        ? Values.convert(type, value)
                        : value);
    }

    /** A column of the row itself, unless a select within the part has a table of that name. */
    private @Nullable Expression column(Field<?> field, Set<String> tables) {
        Model model = resolver.model();
        String[] wanted = field instanceof TableField<?, ?> own && own.getTable() != null
                ? own.getTable().getQualifiedName().getName()
                : new String[0];
        String[] table = model.table().getName();
        if (wanted.length == 0 ? !tables.isEmpty() : tables.contains(wanted[wanted.length - 1])) {
            return null;
        }
        for (int i = 1; i <= Math.min(wanted.length, table.length); i++) {
            if (!wanted[wanted.length - i].equals(table[table.length - i])) {
                return null;
            }
        }
        for (Attribute attribute : model.attributes()) {
            if (attribute.via().isEmpty() && attribute.parts().isEmpty()
                    && attribute.column().equals(field.getName())) {
                return Resolver.column(List.of(), attribute);
            }
        }
        return null;
    }
}
