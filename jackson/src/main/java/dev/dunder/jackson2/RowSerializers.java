package dev.dunder.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.Serializers;
import dev.dunder.Instance;
import dev.dunder.KeysetPage;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.RawQuerySet;
import dev.dunder.jackson.common.JsonWriter;
import dev.dunder.lookups.DunderException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Who writes rows, query sets that have theirs, and pages. */
final class RowSerializers extends Serializers.Base {
    @Override
    public @Nullable JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription bean) {
        Class<?> raw = type.getRawClass();
        if (Instance.class.isAssignableFrom(raw)) {
            return new Writing<Instance<?>>(JsonWriter::instance);
        }
        if (QuerySet.class.isAssignableFrom(raw)) {
            return new Writing<QuerySet<?>>(JsonWriter::rows);
        }
        if (RawQuerySet.class.isAssignableFrom(raw)) {
            return new Writing<RawQuerySet<?>>((out, set) -> {
                throw new DunderException("A statement of one's own keeps no rows. Write its list().");
            });
        }
        return raw == Page.class
                ? new Writing<Page<?>>(JsonWriter::page)
                : raw == KeysetPage.class ? new Writing<KeysetPage<?>>(JsonWriter::page) : null;
    }

    /** How one is written. */
    private interface Way<T> {
        void write(JsonWriter<IOException> out, T value) throws IOException;
    }

    private static final class Writing<T> extends JsonSerializer<T> {
        private final Way<T> way;

        Writing(Way<T> way) {
            this.way = way;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider context) throws IOException {
            try {
                way.write(new JsonWriter<>(new GeneratorOutput(out, context),
                        context.getConfig().getDefaultPropertyInclusion().getValueInclusion()), value);
            } catch (DunderException refused) {
                throw JsonMappingException.from(out, refused.getMessage(), refused);
            }
        }
    }
}
