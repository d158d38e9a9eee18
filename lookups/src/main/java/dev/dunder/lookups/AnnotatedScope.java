package dev.dunder.lookups;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The names of a scope, and those of what a query computes beside its columns.
 *
 * @param scope what has the columns
 * @param annotations the types of what is computed
 * @param <R> relations
 * @param <C> columns
 */
record AnnotatedScope<R, C>(Scope<R, C> scope, Map<String, DataType<?>> annotations) implements Scope<R, Object> {
    private record Annotation(DataType<?> type) {}

    static <R, C> Scope<R, Object> of(Scope<R, C> scope, Map<String, DataType<?>> annotations) {
        return new AnnotatedScope<>(scope, annotations);
    }

    @Override
    public String label() {
        return scope.label();
    }

    @Override
    public Collection<String> choices() {
        Collection<String> names = new TreeSet<>(scope.choices());
        names.addAll(annotations.keySet());
        return names;
    }

    @Override
    public @Nullable R relation(String name) {
        return annotations.containsKey(name) ? null : scope.relation(name);
    }

    @Override
    public Scope<R, Object> target(R relation) {
        return of(scope.target(relation), Map.of());
    }

    @Override
    public Object key(R relation) {
        return notNull(scope.key(relation));
    }

    @Override
    public @Nullable Object column(String name) {
        DataType<?> computed = annotations.get(name);
        return computed == null ? scope.column(name) : new Annotation(computed);
    }

    @Override
    public DataType<?> type(Object column) {
        return column instanceof Annotation(DataType<?> type) ? type : scope.type(own(column));
    }

    @Override
    public String fieldName(Object column) {
        return column instanceof Annotation ? "" : scope.fieldName(own(column));
    }

    @Override
    public Registry registry() {
        return scope.registry();
    }

    @SuppressWarnings("unchecked") // There are annotations, and columns of the scope
    private C own(Object column) {
        return (C) column;
    }

    private static <V> Object notNull(V value) {
        return LookupException.given(value, "a key");
    }
}
