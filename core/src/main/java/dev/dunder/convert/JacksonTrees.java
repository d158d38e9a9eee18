package dev.dunder.convert;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON as trees of Jackson's, of version 2 and 3, made by an ObjectMapper of that version. Neither need be on the class path. */
final class JacksonTrees {
    private static final String NODE = ".JsonNode";

    private static final Set<String> PACKAGES = Set.of("com.fasterxml.jackson.databind", "tools.jackson.databind");

    private static final ClassValue<Reader> READERS = new ClassValue<>() {
        @Override
        protected Reader computeValue(Class<?> node) {
            try {
                return Reader.of(node);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Jackson's readers of JSON have these methods.", e);
            }
        }
    };

    private JacksonTrees() {}

    /** Reads trees by a reader of an ObjectMapper. */
    private record Reader(Object reader, Method readTree) {
        static Reader of(Class<?> node) throws ReflectiveOperationException {
            String home = node.getPackageName();
            ClassLoader loader = node.getClassLoader();
            Class<?> mapper = Class.forName(home + ".ObjectMapper", true, loader);
            Class<?> feature = Class.forName(home + ".DeserializationFeature", true, loader);
            // Numbers keep all of their digits.
            Object exact = feature.getField("USE_BIG_DECIMAL_FOR_FLOATS").get(null);
            Object reader = mapper.getMethod("reader", feature)
                    .invoke(mapper.getConstructor().newInstance(), exact);
            return new Reader(reader, reader.getClass().getMethod("readTree", String.class));
        }
    }

    /** Null where the class is no tree. */
    static @Nullable Conversion of(Class<?> wanted) {
        Class<?> node = node(wanted);
        return node == null ? null : (value, zone) -> {
            Object tree = read(node, (String) value);
            if (!wanted.isInstance(tree)) {
                throw new Unfit("is JSON of another kind than " + wanted.getSimpleName());
            }
            return tree;
        };
    }

    private static @Nullable Class<?> node(Class<?> wanted) {
        for (Class<?> above = wanted; above != null; above = above.getSuperclass()) {
            if (PACKAGES.contains(above.getPackageName()) && above.getName().endsWith(NODE)) {
                return above;
            }
        }
        return null;
    }

    private static Object read(Class<?> node, String text) {
        Reader reader = READERS.get(node);
        try {
            return reader.readTree().invoke(reader.reader(), text);
        } catch (InvocationTargetException e) {
            // Its message may quote the value.
            throw new Unfit("is JSON that Jackson does not read");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Jackson's readers of JSON are public.", e);
        }
    }
}
