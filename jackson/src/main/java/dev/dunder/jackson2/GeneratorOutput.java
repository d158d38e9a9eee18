package dev.dunder.jackson2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.dunder.jackson.common.JsonOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A generator of Jackson 2's. */
final class GeneratorOutput implements JsonOutput<IOException> {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;
    private final SerializerProvider context;

    GeneratorOutput(JsonGenerator out, SerializerProvider context) {
        this.out = out;
        this.context = context;
    }

    @Override
    public void startObject() throws IOException {
        out.writeStartObject();
    }

    @Override
    public void name(String name) throws IOException {
        out.writeFieldName(name);
    }

    @Override
    public void endObject() throws IOException {
        out.writeEndObject();
    }

    @Override
    public void startArray() throws IOException {
        out.writeStartArray();
    }

    @Override
    public void endArray() throws IOException {
        out.writeEndArray();
    }

    @Override
    public void text(String text) throws IOException {
        out.writeString(text);
    }

    @Override
    public void bool(boolean value) throws IOException {
        out.writeBoolean(value);
    }

    @Override
    public void integer(int value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public void integer(long value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public void integer(BigInteger value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public void decimal(BigDecimal value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public void binary(double value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public void binary(float value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public void bytes(byte[] value) throws IOException {
        out.writeBinary(value);
    }

    @Override
    public void none() throws IOException {
        out.writeNull();
    }

    @Override
    public void json(String document) throws IOException {
        // Not as raw text, which generators of other formats and trees do not know.
        try (JsonParser parser = FACTORY.createParser(document)) {
            parser.nextToken();
            out.copyCurrentStructureExact(parser);
        }
    }

    @Override
    public void other(Object value) throws IOException {
        context.defaultSerializeValue(value, out);
    }
}
