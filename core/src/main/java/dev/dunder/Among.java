package dev.dunder;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.PathParser;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Resolver;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Rows by many keys at once: {@code … = any (?)}, an array for each column of the key. */
final class Among {
    private Among() {}

    /**
     * The rows that have one of these keys.
     *
     * @param columns what the key consists of
     * @param keys values in the same order
     * @param name what errors call it
     */
    static Predicate keys(Resolver resolver, List<Expression> columns, List<List<Object>> keys, String name) {
        if (columns.size() == 1) {
            Expression column = columns.get(0);
            Lookup in = new PathParser(resolver.model().registry()).tail(column.type(), name, "in").lookup();
            List<Object> values = keys.stream().map(key -> key.get(0)).toList();
            return in.operand(column.type(), values) instanceof Operand.Binds(List<Operand.Bind> binds)
                    ? new Predicate.Match(column, in,
                            binds.stream().map(bind -> resolver.bind(bind.type(), bind.value())).toList())
                    : Predicate.NEVER;
        }
        List<Expression.Param> lists = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Object values = Array.newInstance(columns.get(i).type().getType(), keys.size());
            for (int k = 0; k < keys.size(); k++) {
                Array.set(values, k, keys.get(k).get(i));
            }
            lists.add(resolver.bind(columns.get(i).type().getArrayDataType(), values));
        }
        return new Predicate.OneOf(columns, lists);
    }

    /** A key as maps can find it. */
    static List<Object> comparable(List<Object> key) {
        return key.stream().map(part -> part instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : part).toList();
    }
}
