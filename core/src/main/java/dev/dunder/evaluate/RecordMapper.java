package dev.dunder.evaluate;

import dev.dunder.convert.RecordFactory;
import dev.dunder.convert.ValueConversion;
import dev.dunder.fetch.RelatedStates;
import dev.dunder.fetch.RowState;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of a user's classes of rows: of their values, and of what instances are loaded with. Which value goes where
 * is settled, or refused, beforehand.
 */
public final class RecordMapper {
    private final Instances instances;
    private final Map<Made, Part> made = new HashMap<>();

    /** Makes instances of a class of the user's, where a component is one. */
    @FunctionalInterface
    public interface Instances {
        /**
         * Whether a class is one of instances.
         *
         * @param row null to ask for that alone
         * @return the instance, or anything that is not null; null where the class is another
         */
        @Nullable
        Object of(Class<?> type, @Nullable RowState row);
    }

    /** A row of values, and the instance that they are of; null where they were chosen. */
    record Read(List<@Nullable Object> values, @Nullable RowState state) {
        @Nullable
        Object value(int place) {
            // What an instance was read without is not null, but an error.
            return state == null ? values.get(place) : state.value(place);
        }

        RowState instance() {
            return Objects.requireNonNull(state);
        }
    }

    /** What a row, or a part of it, becomes. */
    @FunctionalInterface
    interface Part {
        @Nullable
        Object of(Read row, ZoneId zone);
    }

    /** A class that is made at some place: a record may be of rows that lead back to it. */
    private record Made(Class<?> type, RowSource source) {}

    RecordMapper(Instances instances) {
        this.instances = instances;
    }

    /** Rows as a class. */
    <D> Part of(Class<D> type, RowSource source) {
        Class<D> given = LookupException.given(type, "a class");
        return given.isRecord() ? record(given, source) : bean(given, source);
    }

    // ---- Records ----

    private Part record(Class<?> type, RowSource source) {
        Made key = new Made(type, source);
        if (made.containsKey(key)) {
            return (row, zone) -> Objects.requireNonNull(made.get(key)).of(row, zone);
        }
        RecordFactory<?> factory = RecordFactory.of(type);
        List<Part> parts = new ArrayList<>();
        made.put(key, (row, zone) -> factory.make(parts.stream().map(part -> part.of(row, zone)).toArray()));
        for (RecordFactory.Component component : factory.components()) {
            parts.add(component(factory, component, source));
        }
        return Objects.requireNonNull(made.get(key));
    }

    private Part component(RecordFactory<?> factory, RecordFactory.Component component, RowSource source) {
        String name = component.name();
        int index = source.index(name);
        if (index >= 0 && ValueConversion.fits(source.types().get(index), component.type())) {
            return value(source, index, component.type(), factory.label(component));
        }
        Part related = source.loaded() == null ? null : related(factory.label(component), component, source);
        if (related != null) {
            return related;
        }
        RowSource nested = source.nested(name);
        Class<?> held = held(component.type());
        if (nested != null && held.isRecord()) {
            return optional(component.type(), inner(held, nested));
        }
        if (index < 0) {
            throw source.unknown(name, factory.type().getSimpleName());
        }
        return value(source, index, component.type(), factory.label(component));
    }

    private static Part value(RowSource source, int index, Type wanted, String label) {
        ValueConversion<Object> conversion = ValueConversion.of(source.types().get(index), wanted, label);
        int place = source.places().get(index);
        return (row, zone) -> conversion.of(row.value(place), zone);
    }

    /** A record of some values: none where all of them are null, as of a row that is not there. */
    private Part inner(Class<?> type, RowSource nested) {
        Part record = record(type, nested);
        return (row, zone) -> nested.places().stream().allMatch(place -> row.value(place) == null)
                ? null
                : record.of(row, zone);
    }

    /** What is in an Optional, or the class itself. */
    private static Class<?> held(Type type) {
        Type held = type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? generic.getActualTypeArguments()[0]
                : type;
        return held instanceof Class<?> plain ? plain : Object.class;
    }

    private static Part optional(Type type, Part part) {
        boolean optional = type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
        return optional ? (row, zone) -> Optional.ofNullable(part.of(row, zone)) : part;
    }

    // ---- Related rows ----

    /** Of rows that instances are loaded with; null where the component is not such, or there is no such relation. */
    private @Nullable Part related(String label, RecordFactory.Component component, RowSource source) {
        LoadedWith loaded = Objects.requireNonNull(source.loaded());
        LoadedWith.Found found = loaded.find(component.name());
        if (found == null) {
            return null;
        }
        if (found.name() != null || found.relation().toMany()) {
            return many(label, component, found, loaded);
        }
        Class<?> type = held(component.type());
        if (!isOfRow(type)) {
            return null;
        }
        loaded.refuseUnlessLoaded(found.relation(), label);
        Part one = row(type, RowSource.of(found.beyond()));
        return optional(component.type(), (row, zone) -> {
            RowState there = RelatedStates.one(row.instance(), found.relation(), found.called());
            return there == null ? null : one.of(read(there), zone);
        });
    }

    private Part many(String label, RecordFactory.Component component, LoadedWith.Found found, LoadedWith loaded) {
        Type of = component.type() instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : null;
        Class<?> list = component.type() instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw ? raw : Object.class;
        boolean set = list == java.util.Set.class;
        if (!(of instanceof Class<?> type) || !isOfRow(type) || !(set || list.isAssignableFrom(List.class))) {
            throw new LookupException(label + " is of many rows of " + found.relation().target().name()
                    + ", which are a List or a Set of records.");
        }
        if (found.name() == null) {
            loaded.refuseUnlessLoaded(found.relation(), label);
        }
        Part each = row(type, RowSource.of(found.beyond()));
        return (row, zone) -> {
            List<RowState> rows = found.name() == null
                    ? RelatedStates.many(row.instance(), found.relation(), found.called())
                    : RelatedStates.known(row.instance(), found.name());
            List<@Nullable Object> all = new ArrayList<>(rows.size());
            rows.forEach(one -> all.add(each.of(read(one), zone)));
            return set
                    ? Collections.unmodifiableSequencedSet(new LinkedHashSet<>(all))
                    : Collections.unmodifiableList(all);
        };
    }

    private boolean isOfRow(Class<?> type) {
        return type.isRecord() || instances.of(type, null) != null;
    }

    private Part row(Class<?> type, RowSource source) {
        return type.isRecord()
                ? record(type, source)
                : (row, zone) -> instances.of(type, row.instance());
    }

    private static Read read(RowState state) {
        return new Read(List.of(), state);
    }

    // ---- Classes with setters ----

    private Part bean(Class<?> type, RowSource source) {
        Constructor<?> constructor;
        try {
            constructor = RecordFactory.accessible(type.getDeclaredConstructor());
        } catch (NoSuchMethodException none) {
            throw new LookupException(
                    type.getName() + " is neither a record nor has it a constructor without arguments.");
        }
        Map<Method, Part> setters = new LinkedHashMap<>();
        for (int i = 0; i < source.names().size(); i++) {
            String name = RecordFactory.camelCase(source.names().get(i));
            String setter = "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            Method method = Arrays.stream(type.getMethods())
                    .filter(one -> one.getName().equals(setter) && one.getParameterCount() == 1)
                    .findFirst()
                    .orElseThrow(() -> new LookupException(
                            type.getName() + " has no " + setter + "(…) for '" + name + "'."));
            setters.put(method, value(source, i, method.getGenericParameterTypes()[0],
                    "'" + name + "' of " + type.getSimpleName()));
        }
        return (row, zone) -> bean(constructor, setters, row, zone);
    }

    private static Object bean(Constructor<?> constructor, Map<Method, Part> setters, Read row, ZoneId zone) {
        try {
            Object bean = constructor.newInstance();
            for (Map.Entry<Method, Part> setter : setters.entrySet()) {
                setter.getKey().invoke(bean, setter.getValue().of(row, zone));
            }
            return bean;
        } catch (InvocationTargetException failure) {
            throw new DunderException(constructor.getDeclaringClass().getSimpleName() + " refused a row: "
                    + failure.getCause(), failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new DunderException(constructor.getDeclaringClass().getName() + " cannot be made.", failure);
        }
    }
}
