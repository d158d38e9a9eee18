package dev.dunder.codegen;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The methods that a class has from where it inherits, as far as others of the same name and parameters would be in their way. */
final class Members {
    private final Set<String> signatures = new HashSet<>();

    Members(Class<?> base) {
        for (Class<?> type = base; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                boolean inherited = Modifier.isPublic(method.getModifiers())
                        || Modifier.isProtected(method.getModifiers());
                if (inherited) {
                    signatures.add(signature(method.getName(),
                            List.of(method.getParameterTypes()).stream().map(TypeRef::of).toList()));
                }
            }
        }
    }

    private static String signature(String name, List<TypeRef> parameters) {
        return name + parameters;
    }

    /** Whether there is one without parameters, or with this one. */
    boolean has(String name, TypeRef... parameters) {
        return signatures.contains(signature(name, List.of(parameters)));
    }
}
