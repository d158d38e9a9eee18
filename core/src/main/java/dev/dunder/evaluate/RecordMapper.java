package dev.dunder.evaluate;

import dev.dunder.fetch.RowColumns;
import dev.dunder.fetch.ValueConversion;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/** Makes objects of a user's class of the values of rows. Which value goes where is settled, or refused, beforehand. */
public final class RecordMapper<D> {
    private final Constructor<D> constructor;
    private final List<Integer> arguments;
    private final Map<Integer, Method> setters;

    private RecordMapper(Constructor<D> constructor, List<Integer> arguments, Map<Integer, Method> setters) {
        this.constructor = constructor;
        this.arguments = arguments;
        this.setters = setters;
    }

    static <D> RecordMapper<D> of(Class<D> type, RowColumns columns, List<DataType<?>> types) {
        try {
            return LookupException.given(type, "a class").isRecord()
                    ? record(type, columns, types)
                    : bean(type, columns, types);
        } catch (NoSuchMethodException none) {
            throw new LookupException(
                    type.getName() + " is neither a record nor has it a constructor without arguments.");
        }
    }

    private static <D> RecordMapper<D> record(Class<D> type, RowColumns columns, List<DataType<?>> types)
            throws NoSuchMethodException {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = names(columns);
        List<Integer> places = new ArrayList<>();
        for (RecordComponent component : components) {
            int place = names.indexOf(component.getName());
            if (place < 0) {
                throw LookupException.unknown(component.getName(), "among the values for " + type.getSimpleName(),
                        names);
            }
            check(type, component.getName(), component.getType(), types.get(place));
            places.add(place);
        }
        Class<?>[] parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return new RecordMapper<>(accessible(type.getDeclaredConstructor(parameters)), places, Map.of());
    }

    private static <D> RecordMapper<D> bean(Class<D> type, RowColumns columns, List<DataType<?>> types)
            throws NoSuchMethodException {
        List<String> names = names(columns);
        Map<Integer, Method> setters = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String setter = "set" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            Method method = Arrays.stream(type.getMethods())
                    .filter(one -> one.getName().equals(setter) && one.getParameterCount() == 1)
                    .findFirst()
                    .orElseThrow(() -> new LookupException(
                            type.getName() + " has no " + setter + "(…) for '" + name + "'."));
            check(type, name, method.getParameterTypes()[0], types.get(i));
            setters.put(i, method);
        }
        return new RecordMapper<>(accessible(type.getDeclaredConstructor()), List.of(), setters);
    }

    private static <D> Constructor<D> accessible(Constructor<D> constructor) {
        constructor.setAccessible(true);
        return constructor;
    }

    /** Java's spelling of the names: {@code author__name} is {@code authorName}. */
    private static List<String> names(RowColumns columns) {
        return columns.names().stream().map(RecordMapper::camelCase).toList();
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_+", -1)) {
            camel.append(camel.isEmpty() || word.isEmpty()
                    ? word
                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    private static void check(Class<?> into, String name, Class<?> wanted, DataType<?> given) {
        Class<?> type = given.getType() == Object.class ? String.class : given.getType();
        if (!ValueConversion.fits(type, MethodType.methodType(wanted).wrap().returnType())) {
            throw new LookupException("'" + name + "' of " + into.getSimpleName() + " is a " + wanted.getSimpleName()
                    + ", but the value is a " + type.getSimpleName() + ".");
        }
    }

    private @Nullable Object[] arguments(List<@Nullable Object> values) {
        Class<?>[] parameters = constructor.getParameterTypes();
        @Nullable
        Object[] fitting = new @Nullable Object[parameters.length];
        for (int i = 0; i < fitting.length; i++) {
            fitting[i] = fitting(parameters[i], values.get(arguments.get(i)));
        }
        return fitting;
    }

    private @Nullable Object fitting(Class<?> wanted, @Nullable Object value) {
        return wanted.isPrimitive()
                ? value
                : ValueConversion.to(wanted, value, "A value for " + constructor.getDeclaringClass().getSimpleName());
    }

    D make(List<@Nullable Object> values) {
        try {
            D made = constructor.newInstance(arguments(values));
            for (Map.Entry<Integer, Method> setter : setters.entrySet()) {
                Method method = setter.getValue();
                method.invoke(made, fitting(method.getParameterTypes()[0], values.get(setter.getKey())));
            }
            return made;
        } catch (InvocationTargetException failure) {
            throw new DunderException(constructor.getDeclaringClass().getSimpleName() + " refused a row: "
                    + failure.getCause(), failure.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException failure) {
            throw new DunderException("A row did not fit " + constructor.getDeclaringClass().getSimpleName()
                    + ": a primitive component has no value for a null.", failure);
        }
    }
}
