package dev.dunder.jackson;

import dev.dunder.jackson.common.JsonInput;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;

/** A parser of Jackson 3's. */
final class ParserInput implements JsonInput<RuntimeException> {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final DeserializationContext context;

    ParserInput(JsonParser parser, DeserializationContext context) {
        this.parser = parser;
        this.context = context;
    }

    @Override
    public boolean atArray() {
        return parser.hasToken(JsonToken.START_ARRAY);
    }

    @Override
    public boolean atObject() {
        return parser.hasToken(JsonToken.START_OBJECT);
    }

    @Override
    public boolean atNull() {
        return parser.hasToken(JsonToken.VALUE_NULL);
    }

    @Override
    public boolean nextMember() {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public @Nullable Object value() {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value());
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> members = new ArrayList<>();
            while (nextMember()) {
                members.add(value());
            }
            return members;
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject();
            case null, default -> parser.getString();
        };
    }

    @Override
    public @Nullable Object as(Class<?> type) {
        return context.readValue(parser, type);
    }

    @Override
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    @Override
    public byte[] bytes() {
        return parser.getBinaryValue();
    }
}
