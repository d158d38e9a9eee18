package dev.dunder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dunder.fixture.TestDatabase;
import dev.dunder.lookups.DunderException;
import dev.dunder.lookups.Limits;
import dev.dunder.lookups.Registry;
import dev.dunder.model.Attribute;
import dev.dunder.model.ModelDefinition;
import dev.dunder.model.Relation;
import dev.dunder.model.Schema;
import dev.dunder.resolve.Resolver;
import java.io.OutputStream;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A null where none may be is refused in words, whichever method it was given to. */
class NullArgumentsTest {
    @RegisterExtension
    static final TestDatabase DB = TestDatabase.blog();

    /** Those that connect or end something, what every enum has, and what only the package's own code calls. */
    private static final Set<String> UNFIT = Set.of("embedded", "connect", "close", "valueOf", "again", "ofRows",
            "relating");

    /** What only the library makes and hands on to itself. */
    private static final Set<Class<?>> INNER = Set.of(Resolver.class, Attribute.class, Relation.class);

    /** Something of each type, to call methods of and to be given beside the null. */
    private static List<Object> samples() {
        Database db = DB.database();
        QuerySet<Row> entries = db.objects("entry");
        Cte ages = Cte.of("ages", db.objects("author").values("id", "age"));
        Row entry = entries.orderBy("id").list().get(0);
        return List.of(db, entries, entry, db.async(), entries.async(), db.atomic(), Dunder.q("x", 1), Dunder.f("x"),
                Dunder.count("id"), Ordering.by("x"), db.schema(), db.schema().model("entry"),
                Registry.standard(), "x", Duration.ofSeconds(1), ZoneId.of("UTC"), SQLDataType.INTEGER, Limits.USUAL,
                Integer.class, (Runnable) () -> {}, (Supplier<Object>) () -> 1, (Function<Object, Object>) x -> x,
                (Consumer<Object>) x -> {}, List.of(), Map.of(), Isolation.SERIALIZABLE, FetchMode.PEERS,
                new Prefetch("comment", entries), Database.builder(DB.pool()), Dunder.partitionBy("x"), ages,
                ages.on("id", "id"),
                definition(), Bulk.ignoringConflicts(), CopyFormat.CSV, OutputStream.nullOutputStream(),
                Stream.empty());
    }

    private static ModelDefinition definition() {
        List<ModelDefinition> made = new ArrayList<>();
        Schema unused = DB.database().schema().with(all -> made.add(all.model("entry")));
        return made.get(0);
    }

    @Test
    void aNullIsRefusedInWords() {
        List<String> raw = new ArrayList<>();
        List<Object> samples = samples();
        Stream<Class<?>> statics = Stream.of(Dunder.class, Functions.class, TextFunctions.class, NumberFunctions.class,
                DateFunctions.class, WindowFunctions.class, Search.class, Ordering.class, Database.class, Manager.class,
                Prefetch.class, DatabaseBuilder.class, Cte.class);
        Stream<Class<?>> classes = Stream.concat(samples.stream().<Class<?>>map(Object::getClass), statics).distinct();
        classes.filter(type -> type.getName().startsWith("dev.dunder")).forEach(type -> {
            for (Method method : type.getMethods()) {
                if (method.getDeclaringClass().getName().startsWith("dev.dunder") && !method.isBridge()
                        && !UNFIT.contains(method.getName())) {
                    check(method, type, samples, raw);
                }
            }
        });
        assertThat(raw).isEmpty();
    }

    private static void check(Method method, Class<?> type, List<Object> samples, List<String> raw) {
        Optional<Object> on = Modifier.isStatic(method.getModifiers())
                ? Optional.of("")
                : samples.stream().filter(type::isInstance).findFirst();
        AnnotatedType[] parameters = method.getAnnotatedParameterTypes();
        for (int place = 0; place < parameters.length && on.isPresent(); place++) {
            Class<?> given = method.getParameterTypes()[place];
            @Nullable
            Object[] arguments = arguments(method, samples, place);
            if (arguments == null || given.isPrimitive() || given == Object.class
                    || INNER.contains(given) || parameters[place].isAnnotationPresent(Nullable.class)) {
                continue;
            }
            call(method, on.get(), arguments, place, raw);
            boolean members = given.isArray() && !given.getComponentType().isPrimitive()
                    && !((AnnotatedArrayType) parameters[place]).getAnnotatedGenericComponentType()
                            .isAnnotationPresent(Nullable.class);
            if (members) {
                arguments[place] = Array.newInstance(given.getComponentType(), 1);
                call(method, on.get(), arguments, place, raw);
            }
        }
    }

    private static void call(
            Method method, Object on, @Nullable Object[] arguments, int place, List<String> raw) {
        try {
            method.setAccessible(true);
            method.invoke(on, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause() instanceof CompletionException later
                    ? later.getCause()
                    : thrown.getCause();
            if (!(cause instanceof DunderException)) {
                raw.add(method.getDeclaringClass().getSimpleName() + "." + method.getName()
                        + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList() + " "
                        + place + ": " + cause + " at " + cause.getStackTrace()[0] + " < "
                        + cause.getStackTrace()[1]);
            }
        } catch (IllegalAccessException | IllegalArgumentException e) {
            raw.add(method + " " + e);
        }
    }

    private static @Nullable Object @Nullable [] arguments(Method method, List<Object> samples, int place) {
        Class<?>[] types = method.getParameterTypes();
        @Nullable
        Object[] arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Class<?> type = types[i];
            if (i == place && !type.isPrimitive()) {
                arguments[i] = null;
            } else if (type == int.class) {
                arguments[i] = 1;
            } else if (type == long.class) {
                arguments[i] = 1L;
            } else if (type == boolean.class) {
                arguments[i] = true;
            } else if (type == double.class) {
                arguments[i] = 1.0;
            } else if (type.isArray()) {
                arguments[i] = Array.newInstance(type.getComponentType(), 0);
            } else {
                Optional<Object> sample = samples.stream().filter(type == Object.class ? "x"::equals : type::isInstance)
                        .findFirst();
                if (sample.isEmpty()) {
                    return null;
                }
                arguments[i] = sample.get();
            }
        }
        return arguments;
    }
}
