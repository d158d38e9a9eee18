package dev.dunder.sql;

import dev.dunder.query.Expression;
import dev.dunder.query.Frame;
import dev.dunder.query.Order;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Writes the functions over windows. */
final class Windows {
    private Windows() {}

    static Field<?> field(Expression.Window window, Expressions expressions) {
        List<Object> parts = new ArrayList<>();
        parts.add(expressions.field(window.function()));
        parts.add(" over (");
        String between = "partition by ";
        for (Expression expression : window.partition()) {
            parts.add(between);
            parts.add(expressions.field(expression));
            between = ", ";
        }
        between = window.partition().isEmpty() ? "order by " : " order by ";
        for (Order order : window.order()) {
            parts.add(between);
            parts.add(Expressions.sort(order, expressions.criterion(order)));
            between = ", ";
        }
        Frame frame = window.frame();
        if (frame != null) {
            parts.add(frame(frame));
        }
        parts.add(")");
        return Template.of(window.type(), parts.toArray());
    }

    private static String frame(Frame frame) {
        String unit = switch (frame.unit()) {
            case ROWS -> " rows";
            case RANGE -> " range";
            case GROUPS -> " groups";
        };
        return unit + " between " + bound(frame.start(), "unbounded preceding") + " and "
                + bound(frame.end(), "unbounded following") + exclusion(frame.exclusion());
    }

    private static String bound(@Nullable Integer bound, String unbounded) {
        if (bound == null) {
            return unbounded;
        }
        return bound == 0 ? "current row" : bound < 0 ? -bound + " preceding" : bound + " following";
    }

    private static String exclusion(Frame.@Nullable Exclusion exclusion) {
        return switch (exclusion) {
            case null -> "";
            case CURRENT_ROW -> " exclude current row";
            case GROUP -> " exclude group";
            case TIES -> " exclude ties";
            case NO_OTHERS -> " exclude no others";
        };
    }
}
