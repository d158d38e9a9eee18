package dev.dunder.jackson.common;

import org.jspecify.annotations.Nullable;

/**
 * A parser of either Jackson, at a value.
 *
 * @param <E> what it throws
 */
public interface JsonInput<E extends Exception> {
    /** Whether an array begins here. */
    boolean atArray();

    /** Whether an object begins here. */
    boolean atObject();

    /** Whether the value is null. */
    boolean atNull();

    /** Goes on to the next member of an array; false at its end. */
    boolean nextMember() throws E;

    /** Texts, booleans, numbers as exact as they stand, null, lists and maps of such. */
    @Nullable
    Object value() throws E;

    /** The value as the mapper reads it of a class. */
    @Nullable
    Object as(Class<?> type) throws E;

    /** The value as the document that it is, every digit of its numbers. */
    String json() throws E;

    /** The bytes that a text stands for. */
    byte[] bytes() throws E;
}
