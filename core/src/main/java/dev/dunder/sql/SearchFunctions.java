package dev.dunder.sql;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** Writes the functions of full text search. */
final class SearchFunctions {
    private SearchFunctions() {}

    /** Of nothing there are no words, rather than no vector. */
    static Field<?> vector(DataType<?> type, @Nullable Field<?> config, List<Field<?>> texts) {
        List<Object> parts = new ArrayList<>(List.of("to_tsvector("));
        if (config != null) {
            parts.add(config);
            parts.add(", ");
        }
        String between = "";
        for (Field<?> text : texts) {
            parts.add(between);
            parts.add(TextFunctions.present(text));
            between = " || ' ' || ";
        }
        parts.add(")");
        return Template.of(type, parts.toArray());
    }

    /** The text stands last, behind a configuration where there is one. */
    static Field<?> query(DataType<?> type, String name, List<Field<?>> arguments) {
        List<Field<?>> fitting = new ArrayList<>(arguments);
        fitting.set(fitting.size() - 1, TextFunctions.text(fitting.getLast()));
        return Functions.call(type, name, fitting);
    }

    /** Weights stand first, where there are any; the server has them as reals only. */
    static Field<?> rank(DataType<?> type, String name, List<Field<?>> arguments) {
        List<Field<?>> fitting = new ArrayList<>(arguments);
        fitting.replaceAll(argument -> argument.getDataType().isArray()
                ? Functions.cast(argument.getDataType(), argument, "real[]")
                : argument);
        return Functions.call(type, name, fitting);
    }
}
