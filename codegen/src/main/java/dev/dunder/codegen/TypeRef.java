package dev.dunder.codegen;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Java type by its name, which may not be there yet.
 *
 * @param packageName empty for what is primitive
 * @param name with a dot before what is nested
 * @param dimensions those of an array
 */
record TypeRef(String packageName, String name, int dimensions) {
    private static final Map<String, String> PRIMITIVES = Map.of("Boolean", "boolean", "Short", "short", "Integer",
            "int",
            "Long", "long", "Float", "float", "Double", "double");

    static TypeRef of(Class<?> type) {
        if (type.isArray()) {
            TypeRef member = of(type.getComponentType());
            return new TypeRef(member.packageName, member.name, member.dimensions + 1);
        }
        return type.isPrimitive() ? primitive(type.getName()) : of(type.getPackageName(), type.getSimpleName());
    }

    static TypeRef of(String packageName, String name) {
        return new TypeRef(packageName, name, 0);
    }

    /** By its name in code. No guess by the case of letters: a class may be called as its table is. */
    static TypeRef of(String qualifiedName) {
        int array = qualifiedName.indexOf('[');
        if (array >= 0) {
            TypeRef member = of(qualifiedName.substring(0, array));
            return new TypeRef(member.packageName, member.name, (qualifiedName.length() - array) / 2);
        }
        int dot = qualifiedName.lastIndexOf('.');
        return of(qualifiedName.substring(0, Math.max(0, dot)), qualifiedName.substring(dot + 1));
    }

    private static TypeRef primitive(String name) {
        return of("", name);
    }

    TypeRef array(int more) {
        return new TypeRef(packageName, name, dimensions + more);
    }

    /** What an array has in it; null for all else. */
    @Nullable
    TypeRef member() {
        return dimensions == 0 ? null : new TypeRef(packageName, name, dimensions - 1);
    }

    /** The primitive type where there is one, else this. */
    TypeRef unboxed() {
        String primitive = dimensions == 0 && packageName.equals("java.lang") ? PRIMITIVES.get(name) : null;
        return primitive == null ? this : primitive(primitive);
    }

    boolean is(Class<?> type) {
        return equals(of(type));
    }

    String brackets() {
        return "[]".repeat(dimensions);
    }
}
