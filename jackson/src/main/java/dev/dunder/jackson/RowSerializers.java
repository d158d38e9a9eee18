package dev.dunder.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.dunder.Instance;
import dev.dunder.KeysetPage;
import dev.dunder.Page;
import dev.dunder.QuerySet;
import dev.dunder.RawQuerySet;
import dev.dunder.jackson.common.JsonWriter;
import dev.dunder.lookups.DunderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.DatabindException;

/** Who writes rows, query sets that have theirs, and pages. */
final class RowSerializers extends Serializers.Base {
    @Override
    public @Nullable ValueSerializer<?> findSerializer(
            SerializationConfig config, JavaType type, BeanDescription.Supplier bean,
            JsonFormat.@Nullable Value format) {
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
        void write(JsonWriter<RuntimeException> out, T value);
    }

    private static final class Writing<T> extends ValueSerializer<T> {
        private final Way<T> way;

        Writing(Way<T> way) {
            this.way = way;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            try {
                way.write(new JsonWriter<>(new GeneratorOutput(out, context),
                        context.getDefaultPropertyInclusion(Object.class).getValueInclusion()), value);
            } catch (DunderException refused) {
                throw DatabindException.from(context, refused.getMessage(), refused);
            }
        }
    }
}
