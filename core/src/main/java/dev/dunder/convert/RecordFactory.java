package dev.dunder.convert;

import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.LookupException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a class of the values of their components.
 *
 * @param type the class
 * @param components their names and types
 * @param constructor of all components
 * @param <D> the class
 */
public record RecordFactory<D>(Class<D> type, List<Component> components, Constructor<D> constructor) {
    /**
     * A component.
     *
     * @param name its name
     * @param type its type, with arguments
     */
    public record Component(String name, Type type) {}

    /**
     * What makes records of a class.
     *
     * @param type the class of a record
     * @param <D> the class
     * @return the factory
     * @throws LookupException if it is a module's own
     */
    public static <D> RecordFactory<D> of(Class<D> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return new RecordFactory<>(type,
                    Arrays.stream(components).map(one -> new Component(one.getName(), one.getGenericType())).toList(),
                    accessible(type.getDeclaredConstructor(parameters)));
        } catch (NoSuchMethodException none) {
            throw new IllegalStateException("Each record has this constructor.", none);
        }
    }

    /**
     * A constructor to be called from here.
     *
     * @param constructor of a class of the user's
     * @param <D> the class
     * @return the same
     * @throws LookupException if it is a module's own
     */
    public static <D> Constructor<D> accessible(Constructor<D> constructor) {
        try {
            constructor.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            throw new LookupException(constructor.getDeclaringClass().getName()
                    + " cannot be made from here: its module does not open its package to dev.dunder.");
        }
        return constructor;
    }

    /** {@code 'price' of Line}, for messages. */
    public String label(Component component) {
        return "'" + component.name() + "' of " + type.getSimpleName();
    }

    /**
     * A record.
     *
     * @param values of its components, in their order
     * @return the record
     * @throws DunderException if a primitive component has no value, or the constructor refuses them
     */
    public D make(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            if (values[i] == null && component.type() instanceof Class<?> plain && plain.isPrimitive()) {
                throw new DunderException(label(component) + " is " + article(plain.getSimpleName())
                        + ", which has no value for a null. Make it " + article(Generics.raw(plain).getSimpleName())
                        + " or an Optional.");
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException failure) {
            throw new DunderException(type.getSimpleName() + " refused a row: " + failure.getCause(),
                    failure.getCause());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("A record is made of its components.", failure);
        }
    }

    static String article(String name) {
        return ("AEIOUaeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    /**
     * Java's spelling of a name: {@code author__name} is {@code authorName}.
     *
     * @param name with underscores
     * @return without
     */
    public static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_+", -1)) {
            camel.append(camel.isEmpty() || word.isEmpty()
                    ? word
                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
