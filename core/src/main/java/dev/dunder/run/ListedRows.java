package dev.dunder.run;

import dev.dunder.model.Attribute;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one statement was given of many rows, for whoever looks afterwards which of them the server has refused.
 *
 * @param columns the columns that were given
 * @param values the values of each column, row by row
 * @param size how many rows there are
 * @param place the place of a row among those that were given by the user
 * @param ordered whether the server takes them one after the other
 */
public record ListedRows(List<Attribute> columns, List<@Nullable Object[]> values, int size, IntToLongFunction place,
        boolean ordered) {}
