package dev.dunder.lookups;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jackson's trees, of version 2 and 3, where there are any: they are JSON already. Neither need be on the class path. */
final class JsonTrees {
    private static final Set<String> NAMES = Set.of("com.fasterxml.jackson.databind.JsonNode",
            "tools.jackson.databind.JsonNode");

    /** Deeper ones overflow the stack, here and in the server. */
    private static final int DEEPEST = 100;

    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    /** The class of nodes that a class extends; this class for all that are none. */
    private static final ClassValue<Class<?>> NODES = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
            for (Class<?> above = type; above != null; above = above.getSuperclass()) {
                if (NAMES.contains(above.getName())) {
                    return above;
                }
            }
            return JsonTrees.class;
        }
    };

    private JsonTrees() {}

    static boolean isOne(@Nullable Object value) {
        return value != null && NODES.get(value.getClass()) != JsonTrees.class;
    }

    /** The document; null where a part of it is not JSON: an object of Java's, a number that is none, a character that the server cannot store. */
    static @Nullable String text(Object node) {
        try {
            if (!isJson(node, 0)) {
                return null;
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Nodes of Jackson's have these methods.", e);
        }
        String text = node.toString();
        return NUL.matcher(text).find() ? null : text;
    }

    private static boolean isJson(Object node, int depth) throws ReflectiveOperationException {
        if (depth > DEEPEST) {
            throw new LookupException("A JSON document nests at most " + DEEPEST + " deep.");
        }
        if (is(node, "isMissingNode") || is(node, "isPojo")) {
            return false;
        }
        if (is(node, "isNumber")) {
            Object number = method(node, "numberValue").invoke(node);
            return !(number instanceof Double real && !Double.isFinite(real))
                    && !(number instanceof Float small && !Float.isFinite(small));
        }
        for (Object member : (Iterable<?>) node) {
            if (!isJson(member, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(Object node, String method) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(method(node, method).invoke(node));
    }

    private static Method method(Object node, String name) throws NoSuchMethodException {
        return NODES.get(node.getClass()).getMethod(name);
    }
}
