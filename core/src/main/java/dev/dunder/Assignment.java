package dev.dunder;

import dev.dunder.compose.NamedValue;
import dev.dunder.lookups.LookupException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column and the value it is to have, made by {@link ColumnPath#to}.
 *
 * @param attribute the column
 * @param value the value
 * @param <M> the model that it is about
 */
@SuppressWarnings("UnusedTypeParameter") // it is for the compiler of whoever writes queries
public record Assignment<M>(String attribute, @Nullable Object value) {
    static <T> List<NamedValue> values(Assignment<T> first, Assignment<T>[] more) {
        List<NamedValue> all = new ArrayList<>();
        LookupException.given(first, "a column and its value");
        all.add(new NamedValue(first.attribute(), first.value()));
        for (Assignment<T> assignment : LookupException.allGiven(more, "a column and its value")) {
            all.add(new NamedValue(assignment.attribute(), assignment.value()));
        }
        return all;
    }
}
