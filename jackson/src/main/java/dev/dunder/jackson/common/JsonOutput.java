package dev.dunder.jackson.common;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A generator of either Jackson.
 *
 * @param <E> what it throws
 */
public interface JsonOutput<E extends Exception> {
    void startObject() throws E;

    void name(String name) throws E;

    void endObject() throws E;

    void startArray() throws E;

    void endArray() throws E;

    void text(String text) throws E;

    void bool(boolean value) throws E;

    void integer(int value) throws E;

    void integer(long value) throws E;

    void integer(BigInteger value) throws E;

    void decimal(BigDecimal value) throws E;

    void binary(double value) throws E;

    void binary(float value) throws E;

    void bytes(byte[] value) throws E;

    void none() throws E;

    /** A document as it stands, every digit of its numbers. */
    void json(String document) throws E;

    /** What the mapper itself knows how to write, such as a class of the user's. */
    void other(Object value) throws E;
}
