package dev.dunder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways to evaluate: a scenario that is run both ways must come out the same. */
enum Way {
    BLOCKING, ASYNC;

    /** A test that is run each way. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "{0}")
    @EnumSource(Way.class)
    @interface Both {
    }

    <T> List<T> list(QuerySet<T> set) {
        return of(set::list, () -> set.async().list());
    }

    <T> List<T> list(RawQuerySet<T> set) {
        return of(set::list, () -> set.async().list());
    }

    <T> T get(QuerySet<T> set) {
        return of(set::get, () -> set.async().get());
    }

    <T> T get(QuerySet<T> set, String lookup, Object value) {
        return of(() -> set.get(lookup, value), () -> set.async().get(lookup, value));
    }

    <T> @Nullable T first(QuerySet<T> set) {
        return this.<@Nullable T>of(set::first, () -> set.async().first());
    }

    <T> @Nullable T last(QuerySet<T> set) {
        return this.<@Nullable T>of(set::last, () -> set.async().last());
    }

    long count(QuerySet<?> set) {
        return of(set::count, () -> set.async().count());
    }

    int size(QuerySet<?> set) {
        return of(set::size, () -> set.async().size());
    }

    boolean isEmpty(QuerySet<?> set) {
        return of(set::isEmpty, () -> set.async().isEmpty());
    }

    boolean exists(QuerySet<?> set) {
        return of(set::exists, () -> set.async().exists());
    }

    <T> boolean contains(QuerySet<T> set, T instance) {
        return of(() -> set.contains(instance), () -> set.async().contains(instance));
    }

    <T> Page<T> page(QuerySet<T> set, int number, int size) {
        return of(() -> set.page(number, size), () -> set.async().page(number, size));
    }

    <T> KeysetPage<T> firstPage(QuerySet<T> set, int size) {
        return of(() -> set.firstPage(size), () -> set.async().firstPage(size));
    }

    <T> KeysetPage<T> pageAfter(QuerySet<T> set, String cursor, int size) {
        return of(() -> set.pageAfter(cursor, size), () -> set.async().pageAfter(cursor, size));
    }

    <T> KeysetPage<T> pageBefore(QuerySet<T> set, String cursor, int size) {
        return of(() -> set.pageBefore(cursor, size), () -> set.async().pageBefore(cursor, size));
    }

    <V> @Nullable V aggregate(QuerySet<?> set, Aggregate<V> aggregate) {
        return this.<@Nullable V>of(() -> set.aggregate(aggregate), () -> set.async().aggregate(aggregate));
    }

    Row aggregate(QuerySet<?> set, Aggregate<?> first, Aggregate<?> second, Aggregate<?>... more) {
        return of(() -> set.aggregate(first, second, more), () -> set.async().aggregate(first, second, more));
    }

    Row aggregate(QuerySet<?> set, Expr first, Expr... more) {
        return of(() -> set.aggregate(first, more), () -> set.async().aggregate(first, more));
    }

    <T> List<T> stream(QuerySet<T> set) {
        try (var stream = of(set::stream, () -> set.async().stream())) {
            return stream.toList();
        }
    }

    <T extends Instance<T>> T insert(T instance) {
        return of(instance::insert, () -> instance.async().insert());
    }

    <T extends Instance<T>> T update(T instance, String attribute, @Nullable Object value) {
        return of(() -> instance.update(attribute, value), () -> instance.async().update(attribute, value));
    }

    <T extends Instance<T>> T update(T instance) {
        return of(() -> instance.update(), () -> instance.async().update());
    }

    <T extends Instance<T>> long delete(T instance) {
        return of(instance::delete, () -> instance.async().delete());
    }

    private <R extends @Nullable Object> R of(Supplier<R> blocking, Supplier<CompletableFuture<R>> async) {
        if (this == BLOCKING) {
            return blocking.get();
        }
        try {
            return async.get().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
