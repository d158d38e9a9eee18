package dev.dunder.model;

import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a query's rows.
 *
 * @param name its name
 * @param type its type
 * @param of the column of a table whose values it has; null for what is computed
 */
public record QueryColumn(String name, DataType<?> type, @Nullable Attribute of) {}
