package dev.dunder.jackson;

import dev.dunder.jackson.common.JsonOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationContext;

/** A generator of Jackson 3's. */
final class GeneratorOutput implements JsonOutput<RuntimeException> {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;
    private final SerializationContext context;

    GeneratorOutput(JsonGenerator out, SerializationContext context) {
        this.out = out;
        this.context = context;
    }

    @Override
    public void startObject() {
        out.writeStartObject();
    }

    @Override
    public void name(String name) {
        out.writeName(name);
    }

    @Override
    public void endObject() {
        out.writeEndObject();
    }

    @Override
    public void startArray() {
        out.writeStartArray();
    }

    @Override
    public void endArray() {
        out.writeEndArray();
    }

    @Override
    public void text(String text) {
        out.writeString(text);
    }

    @Override
    public void bool(boolean value) {
        out.writeBoolean(value);
    }

    @Override
    public void integer(int value) {
        out.writeNumber(value);
    }

    @Override
    public void integer(long value) {
        out.writeNumber(value);
    }

    @Override
    public void integer(BigInteger value) {
        out.writeNumber(value);
    }

    @Override
    public void decimal(BigDecimal value) {
        out.writeNumber(value);
    }

    @Override
    public void binary(double value) {
        out.writeNumber(value);
    }

    @Override
    public void binary(float value) {
        out.writeNumber(value);
    }

    @Override
    public void bytes(byte[] value) {
        out.writeBinary(value);
    }

    @Override
    public void none() {
        out.writeNull();
    }

    @Override
    public void json(String document) {
        // Not as raw text, which generators of other formats and trees do not know.
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), document)) {
            parser.nextToken();
            out.copyCurrentStructureExact(parser);
        }
    }

    @Override
    public void other(Object value) {
        context.writeValue(out, value);
    }
}
