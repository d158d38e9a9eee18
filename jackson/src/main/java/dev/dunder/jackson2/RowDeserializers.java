package dev.dunder.jackson2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.dunder.Instance;
import dev.dunder.jackson.common.RowReader;
import dev.dunder.lookups.DunderException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Who reads rows. */
final class RowDeserializers extends Deserializers.Base {
    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription bean) {
        return Instance.class.isAssignableFrom(type.getRawClass()) ? reading(type.getRawClass()) : null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class says what it is
    private static JsonDeserializer<?> reading(Class<?> type) {
        return new Reading(type);
    }

    private static final class Reading<T extends Instance<T>> extends JsonDeserializer<T> {
        private final Class<T> type;

        Reading(Class<T> type) {
            this.type = type;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T made;
            try {
                made = RowReader.unsaved(type, context.getAttribute(DunderModule.ROWS));
            } catch (DunderException refused) {
                throw because(refused, parser);
            }
            return deserialize(parser, context, made);
        }

        @Override
        @SuppressWarnings("unchecked") // whoever handles problems gives one of the class
        public T deserialize(JsonParser parser, DeserializationContext context, T into) throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                return (T) context.handleUnexpectedToken(type, parser);
            }
            RowReader<T, IOException> row;
            try {
                row = new RowReader<>(into);
            } catch (DunderException refused) {
                throw because(refused, parser);
            }
            ParserInput in = new ParserInput(parser, context);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                try {
                    row.read(name, in);
                } catch (DunderException refused) {
                    throw at(name, because(refused, parser));
                } catch (JsonProcessingException wrong) {
                    throw JsonMappingException.wrapWithPath(wrong, type, name);
                }
            }
            return row.instance();
        }

        private MismatchedInputException because(DunderException refused, JsonParser parser) {
            MismatchedInputException wrong = MismatchedInputException.from(parser, type, refused.getMessage());
            wrong.initCause(refused);
            return wrong;
        }

        private MismatchedInputException at(String name, MismatchedInputException wrong) {
            wrong.prependPath(type, name);
            return wrong;
        }

        @Override
        public Boolean supportsUpdate(DeserializationConfig config) {
            return true;
        }
    }
}
