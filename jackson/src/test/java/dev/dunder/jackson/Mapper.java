package dev.dunder.jackson;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import dev.dunder.Instance;
import dev.dunder.QuerySet;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Either Jackson, as an application has it that knows nothing of dunder but that its module is there. */
enum Mapper {
    TWO {
        private final com.fasterxml.jackson.databind.json.JsonMapper mapper = com.fasterxml.jackson.databind.json.JsonMapper
                .builder().findAndAddModules().visibility(PropertyAccessor.ALL, Visibility.ANY).build();

        @Override
        String write(Object value) throws Exception {
            return mapper.writeValueAsString(value);
        }

        @Override
        String writeWithout(JsonInclude.Include included, Object value) throws Exception {
            return com.fasterxml.jackson.databind.json.JsonMapper.builder().findAndAddModules()
                    .defaultPropertyInclusion(JsonInclude.Value.construct(included, included)).build()
                    .writeValueAsString(value);
        }

        @Override
        <T> T convert(Object value, Class<T> type) {
            return mapper.convertValue(value, type);
        }

        @Override
        <T> T read(String json, Class<T> type) throws Exception {
            return mapper.readValue(json, type);
        }

        @Override
        <T extends Instance<T>> T read(String json, QuerySet<T> rows) throws Exception {
            return dev.dunder.jackson2.DunderModule.reader(mapper, rows).readValue(json);
        }

        @Override
        <T extends Instance<T>> List<T> readAll(String json, QuerySet<T> rows) throws Exception {
            return dev.dunder.jackson2.DunderModule.reader(mapper, rows).<T>readValues(json).readAll();
        }

        @Override
        <T extends Instance<T>> T update(T row, String json) throws Exception {
            return mapper.readerForUpdating(row).readValue(json);
        }
    },

    THREE {
        private final tools.jackson.databind.json.JsonMapper mapper = tools.jackson.databind.json.JsonMapper.builder()
                .findAndAddModules().changeDefaultVisibility(all -> all.with(Visibility.ANY)).build();

        @Override
        String write(Object value) {
            return mapper.writeValueAsString(value);
        }

        @Override
        String writeWithout(JsonInclude.Include included, Object value) {
            return tools.jackson.databind.json.JsonMapper.builder().findAndAddModules()
                    .changeDefaultPropertyInclusion(all -> JsonInclude.Value.construct(included, included)).build()
                    .writeValueAsString(value);
        }

        @Override
        <T> T convert(Object value, Class<T> type) {
            return mapper.convertValue(value, type);
        }

        @Override
        <T> T read(String json, Class<T> type) {
            return mapper.readValue(json, type);
        }

        @Override
        <T extends Instance<T>> T read(String json, QuerySet<T> rows) {
            return DunderModule.reader(mapper, rows).readValue(json);
        }

        @Override
        <T extends Instance<T>> List<T> readAll(String json, QuerySet<T> rows) {
            return DunderModule.reader(mapper, rows).<T>readValues(json).readAll();
        }

        @Override
        <T extends Instance<T>> T update(T row, String json) {
            return mapper.readerForUpdating(row).readValue(json);
        }
    };

    abstract String write(Object value) throws Exception;

    abstract String writeWithout(JsonInclude.Include included, Object value) throws Exception;

    abstract <T> T convert(Object value, Class<T> type);

    abstract <T> T read(String json, Class<T> type) throws Exception;

    abstract <T extends Instance<T>> T read(String json, QuerySet<T> rows) throws Exception;

    abstract <T extends Instance<T>> List<T> readAll(String json, QuerySet<T> rows) throws Exception;

    abstract <T extends Instance<T>> T update(T row, String json) throws Exception;

    /** What a document says, whichever way it is written. */
    static Map<String, Object> map(String json) {
        return tools.jackson.databind.json.JsonMapper.shared().readValue(json,
                new TypeReference<Map<String, Object>>() {
                });
    }
}
