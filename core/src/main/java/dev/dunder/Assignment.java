package dev.dunder;

import org.jspecify.annotations.Nullable;

/**
 * A column and the value it is to have, made by {@link ColumnPath#to}.
 *
 * @param attribute the column
 * @param value the value
 * @param <M> the model that it is about
 */
@SuppressWarnings("UnusedTypeParameter") // it is for the compiler of whoever writes queries
public record Assignment<M>(String attribute, @Nullable Object value) {}
