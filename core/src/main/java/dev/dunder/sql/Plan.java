package dev.dunder.sql;

import dev.dunder.query.Expression;
import java.util.List;
import org.jooq.DataType;

/**
 * What a statement's shape compiles to, good for any values.
 *
 * @param sql the text, with a {@code ?} for each bind
 * @param binds which value goes where, in the order of the text
 * @param columns the types of the result's columns; empty where there is no result
 */
public record Plan(String sql, List<Expression.Param> binds, List<DataType<?>> columns) {}
