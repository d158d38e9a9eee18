package dev.dunder.jackson;

import dev.dunder.Instance;
import dev.dunder.jackson.common.RowReader;
import dev.dunder.lookups.DunderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.exc.MismatchedInputException;

/** Who reads rows. */
final class RowDeserializers extends Deserializers.Base {
    @Override
    public @Nullable ValueDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
        return Instance.class.isAssignableFrom(type.getRawClass()) ? reading(type.getRawClass()) : null;
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> raw) {
        return Instance.class.isAssignableFrom(raw);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class says what it is
    private static ValueDeserializer<?> reading(Class<?> type) {
        return new Reading(type);
    }

    private static final class Reading<T extends Instance<T>> extends ValueDeserializer<T> {
        private final Class<T> type;

        Reading(Class<T> type) {
            this.type = type;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
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
        public T deserialize(JsonParser parser, DeserializationContext context, T into) {
            if (!parser.isExpectedStartObjectToken()) {
                return (T) context.handleUnexpectedToken(type, parser);
            }
            RowReader<T, RuntimeException> row;
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
                } catch (JacksonException wrong) {
                    throw at(name, wrong);
                }
            }
            return row.instance();
        }

        private MismatchedInputException because(DunderException refused, JsonParser parser) {
            MismatchedInputException wrong = MismatchedInputException.from(parser, type, refused.getMessage());
            wrong.initCause(refused);
            return wrong;
        }

        private JacksonException at(String name, JacksonException wrong) {
            wrong.prependPath(type, name);
            return wrong;
        }

        @Override
        public Boolean supportsUpdate(DeserializationConfig config) {
            return true;
        }
    }
}
