package dev.dunder.fetch;

import dev.dunder.model.Attribute;
import dev.dunder.query.Expression;
import dev.dunder.query.Predicate;
import dev.dunder.query.Query;
import dev.dunder.query.Step;
import dev.dunder.query.ValueList;
import dev.dunder.resolve.Resolver;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows by many keys at once. Which of the keys a row has is for the server to say, as what is equal there need not be for
 * Java: {@code … join unnest(?) with ordinality as list(k1, place) on list.k1 = author_id}.
 */
public final class KeyFilter {
    private static final String PLACE = "place";

    private final List<Attribute> like;
    private final Map<List<Object>, Long> places = new LinkedHashMap<>();
    private final List<List<Object>> keys = new ArrayList<>();

    /** @param like the columns that have such keys */
    public KeyFilter(List<Attribute> like) {
        this.like = like.stream().map(Attribute::origin).toList();
    }

    /** One more key, which rows may have. */
    public void add(List<Object> key) {
        places.computeIfAbsent(comparable(key), none -> {
            keys.add(key);
            return (long) keys.size();
        });
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** What rows that have the key are found under. */
    public Long place(List<Object> key) {
        Long place = places.get(comparable(key));
        if (place == null) {
            throw new IllegalStateException("A key is asked for that was not added.");
        }
        return place;
    }

    /** Rows that have one of the keys. */
    public Predicate predicate(Resolver resolver, List<Expression> columns) {
        return new Predicate.TupleIn(columns, lists(resolver), /* related= */ true);
    }

    /** Rows that have one of the keys, each once for each, and which of them that is: known before all else is said of them. */
    public static Query query(Query query, Expression.Place place) {
        return query.after(new Step.Annotation(PLACE, place, false));
    }

    /** Which of the keys a row has. */
    public Expression.Place place(Resolver resolver, List<Expression> columns) {
        return new Expression.Place(columns, lists(resolver));
    }

    /** The keys as lists that are bound, one for each column. */
    List<ValueList> lists(Resolver resolver) {
        List<ValueList> lists = new ArrayList<>();
        for (int i = 0; i < like.size(); i++) {
            int part = i;
            lists.add(resolver.list(
                    like.get(i).type(), like.get(i), keys.stream().map(key -> key.get(part)).toList()));
        }
        return lists;
    }

    /** A key as maps can find it. */
    private static List<Object> comparable(List<Object> key) {
        return key.stream().map(KeyFilter::comparable).toList();
    }

    /** A value of a key as maps can find it. */
    public static Object comparable(Object part) {
        return switch (part) {
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            case @Nullable Object[] members -> Arrays.stream(members)
                    .map(member -> member == null ? PLACE : comparable(member))
                    .collect(Collectors.toCollection(ArrayList::new));
            default -> part;
        };
    }
}
