package dev.dunder;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Whatever evaluates has a twin of the same name and arguments that returns a future, and there is no twin without one. */
class AsyncMirrorTest {
    /** What neither composes nor asks the database. */
    private static final Set<String> QUIET = Set.of("sql()", "model()", "isLoaded()", "toSelect()", "toString()",
            "async()",
            "with()", "with(String,Object,Object[])", "with(Map)", "with(Assignment,Assignment[])");

    /** A for loop's iterator is the list's, whose twin is list(). */
    private static final Set<String> FOR_LOOPS = Set.of("iterator()");

    /** Streaming that needs a consumer: a blocking caller has stream() and iterator(chunk) for it. */
    private static final Set<String> PUSHING = Set.of("forEach(Consumer)", "publisher(int)");

    /** Methods of instances that ask the database nothing. */
    private static final Set<String> COMPOSING = Set.of("with", "using", "async", "one", "many", "loaded", "isLoaded",
            "toMap",
            "model", "keyValue", "equals", "hashCode",
            "toString");

    @Test
    void ofQuerySets() {
        Set<String> evaluating = signatures(QuerySet.class,
                method -> !QuerySet.class.isAssignableFrom(method.getReturnType())
                        && method.getReturnType() != RawQuerySet.class && method.getReturnType() != Returning.class);
        evaluating.removeAll(QUIET);
        evaluating.removeAll(FOR_LOOPS);

        Set<String> twins = signatures(AsyncQuerySet.class, method -> true);
        assertThat(twins).containsAll(PUSHING);
        twins.removeAll(PUSHING);
        assertThat(twins).isEqualTo(evaluating).contains("list()", "get()", "count()");
    }

    @Test
    void ofRawQuerySets() {
        Set<String> evaluating = signatures(RawQuerySet.class, method -> true);
        evaluating.removeAll(QUIET);
        evaluating.removeAll(FOR_LOOPS);

        assertThat(signatures(AsyncRawQuerySet.class, method -> method.getReturnType() == CompletableFuture.class))
                .isEqualTo(evaluating).contains("list()");
    }

    @Test
    void ofInstances() {
        Set<String> evaluating = signatures(Instance.class, method -> true);
        evaluating.removeIf(signature -> COMPOSING.contains(signature.substring(0, signature.indexOf('('))));

        assertThat(signatures(AsyncInstance.class, method -> true)).isEqualTo(evaluating).contains("insert()",
                "delete()");
    }

    @Test
    void ofWhatGivesRowsBack() {
        Set<String> evaluating = signatures(Returning.class, method -> method.getReturnType() != Returning.class);
        evaluating.removeAll(QUIET);

        assertThat(signatures(AsyncReturning.class, method -> method.getReturnType() == CompletableFuture.class))
                .isEqualTo(evaluating).contains("delete()");
    }

    @Test
    void ofRelatedSets() {
        Set<String> evaluating = signatures(RelatedSet.class,
                method -> !QuerySet.class.isAssignableFrom(method.getReturnType()));
        evaluating.removeAll(QUIET);

        assertThat(signatures(AsyncRelatedSet.class, method -> method.getReturnType() == CompletableFuture.class))
                .isEqualTo(evaluating).contains("clear()");
    }

    @Test
    void twinsReturnFutures() {
        assertThat(AsyncQuerySet.class.getDeclaredMethods()).filteredOn(AsyncMirrorTest::isPublic)
                .filteredOn(method -> !method.getName().equals("publisher"))
                .allSatisfy(method -> assertThat(method.getReturnType()).isEqualTo(CompletableFuture.class));
        assertThat(AsyncInstance.class.getDeclaredMethods()).filteredOn(AsyncMirrorTest::isPublic)
                .allSatisfy(method -> assertThat(method.getReturnType()).isEqualTo(CompletableFuture.class));
    }

    private static Set<String> signatures(Class<?> type, Predicate<Method> which) {
        Set<String> signatures = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (isPublic(method) && !Modifier.isStatic(method.getModifiers()) && which.test(method)) {
                String parameters = String.join(",",
                        Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList());
                signatures.add(method.getName() + "(" + parameters + ")");
            }
        }
        return signatures;
    }

    private static boolean isPublic(Method method) {
        return Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
    }
}
