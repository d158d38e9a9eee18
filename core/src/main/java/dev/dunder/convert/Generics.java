package dev.dunder.convert;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said of types with type arguments. */
final class Generics {
    private Generics() {}

    /** The class, that of objects where it is a primitive's. */
    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain.isPrimitive() ? MethodType.methodType(plain).wrap().returnType() : plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            case GenericArrayType array -> raw(array.getGenericComponentType()).arrayType();
            case WildcardType wildcard -> raw(wildcard.getUpperBounds()[0]);
            default -> Object.class;
        };
    }

    /** The type argument at a place; anything where none was given. */
    static Type argument(Type type, int place) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[place] : Object.class;
    }

    /** Of what the members of a list, a set or an array are; null where it is none of them. */
    static @Nullable Type member(Type type) {
        Class<?> raw = raw(type);
        if (type instanceof GenericArrayType array) {
            return array.getGenericComponentType();
        }
        if (raw.isArray()) {
            return raw.getComponentType();
        }
        return Collection.class.isAssignableFrom(raw) || raw == Iterable.class ? argument(type, 0) : null;
    }

    /** As people write it. */
    static String name(Type type) {
        return switch (type) {
            case Class<?> plain -> plain.getSimpleName();
            case ParameterizedType generic -> raw(generic).getSimpleName()
                    + Stream.of(generic.getActualTypeArguments()).map(Generics::name)
                            .collect(Collectors.joining(", ", "<", ">"));
            case GenericArrayType array -> name(array.getGenericComponentType()) + "[]";
            default -> type.getTypeName();
        };
    }
}
