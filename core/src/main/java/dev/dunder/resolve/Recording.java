package dev.dunder.resolve;

import dev.dunder.lookups.Lookup;
import dev.dunder.lookups.LookupException;
import dev.dunder.lookups.Operand;
import dev.dunder.lookups.Values;
import dev.dunder.query.TypeRules;
import dev.dunder.query.ValueCopies;
import dev.dunder.query.ValueList;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DataType;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a call became bound values, written down while it is resolved, so that the same call with other values
 * needs no resolving. What is bound by anybody who does not write it down makes the record incomplete, and the call is
 * resolved anew each time. For one thread, until it is {@link #complete complete}.
 */
public final class Recording {
    /** What leaves the values as they are. */
    public static final Replay NOTHING = new Replay(-1, -1, new Bound[0]);

    private final int before;
    private final List<Bound> bound = new ArrayList<>();
    private int next;
    private boolean refused;

    /** What stands behind the values that were there. */
    private sealed interface Bound {
        /** A part of a path, such as a key of JSON: the same in each such call. */
        record Constant(@Nullable Object value) implements Bound {}

        /** A value as it was given. */
        record Given(int index) implements Bound {}

        /** A value that stands for itself, as the type that its class has. */
        record Literal(int index, DataType<?> type) implements Bound {}

        /** A part of a key, as as many values, of the same types. */
        record Part(KeyPart part, List<DataType<?>> types) implements Bound {}

        /** The same part of each of some keys, as an array. */
        record Parts(KeyPart part) implements Bound {}

        /**
         * What a lookup makes of a value: as many values, of the same types, or none where it asks for null. None of the
         * first caller's values is kept.
         *
         * @param types those of the values; empty where there are none
         * @param nulls how it asks for null; null where it does not
         */
        record Converted(
                int index, Compared compared, Lookup lookup, List<DataType<?>> types,
                Operand.@Nullable Null nulls) implements Bound {}
    }

    /**
     * Begins.
     *
     * @param before how many values there are already
     */
    public Recording(int before) {
        this.before = before;
        this.next = before;
    }

    /** A value that is the same in each such call was bound. */
    void constant(int index, @Nullable Object value) {
        add(index, 1, new Bound.Constant(value));
    }

    /** A value is bound as it was given. */
    public void given(int index, int which) {
        add(index, 1, new Bound.Given(which));
    }

    void converted(int index, int which, Compared compared, Lookup lookup, Operand operand) {
        switch (operand) {
            case Operand.Nothing() -> refuse();
            case Operand.Null nulls -> add(index, 0, new Bound.Converted(which, compared, lookup, List.of(), nulls));
            case Operand.Binds(List<Operand.Bind> binds) -> add(index, binds.size(),
                    new Bound.Converted(which, compared, lookup, types(binds), null));
        }
    }

    /** A value is bound as the type that its class has. */
    void literal(int index, int which, DataType<?> type) {
        add(index, 1, new Bound.Literal(which, type));
    }

    void part(int index, KeyPart part, Operand operand) {
        if (operand instanceof Operand.Binds(List<Operand.Bind> binds)) {
            add(index, binds.size(), new Bound.Part(part, types(binds)));
        } else {
            refuse();
        }
    }

    void parts(int index, KeyPart part) {
        add(index, 1, new Bound.Parts(part));
    }

    private static List<DataType<?>> types(List<Operand.Bind> binds) {
        return binds.stream().<DataType<?>>map(Operand.Bind::type).toList();
    }

    private void add(int index, int values, Bound one) {
        if (index != next) {
            refuse();
        }
        next += values;
        bound.add(one);
    }

    /** What became of the call depends on its values. */
    void refuse() {
        refused = true;
    }

    /**
     * What makes the values of the next call of this kind.
     *
     * @param after the values that there are after the call
     * @param given how many values it was given
     * @return null if something was bound that nobody has written down
     */
    public @Nullable Replay complete(List<? extends @Nullable Object> after, int given) {
        boolean[] used = new boolean[given];
        for (Bound one : bound) {
            switch (one) {
                case Bound.Constant constant -> {
                }
                case Bound.Given value -> used[value.index()] = true;
                case Bound.Literal value -> used[value.index()] = true;
                case Bound.Part(KeyPart part, var types) -> used[part.which()] = true;
                case Bound.Parts(KeyPart part) -> used[part.which()] = true;
                case Bound.Converted converted -> used[converted.index()] = true;
            }
        }
        for (boolean one : used) {
            refused |= !one;
        }
        return refused || next != after.size() ? null : new Replay(before, next, bound.toArray(Bound[]::new));
    }

    /** The values of a call whose kind has been resolved before. Immutable. */
    public static final class Replay {
        private final int before;
        private final int after;
        private final Bound[] bound;

        private Replay(int before, int after, Bound[] bound) {
            this.before = before;
            this.after = after;
            this.bound = bound;
        }

        /**
         * The values after a call.
         *
         * @param values those before it
         * @param given what it was given
         * @return null where the values make something else of the call than those of the first one did
         */
        public @Nullable List<@Nullable Object> values(
                List<? extends @Nullable Object> values, List<? extends @Nullable Object> given) {
            if (values.size() != before) {
                return null;
            }
            @Nullable
            Object[] all = BoundList.of(values).copy(after);
            int next = before;
            try {
                for (Bound one : bound) {
                    int end = switch (one) {
                        case Bound.Constant(Object value) -> put(all, next, value);
                        case Bound.Given value -> put(all, next, ValueCopies.of(given.get(value.index())));
                        case Bound.Literal value ->
                            put(all, next, literal(value.type(), given.get(value.index())));
                        case Bound.Part(KeyPart part, List<DataType<?>> types) ->
                            part(part, types, given.get(part.which()), all, next);
                        case Bound.Parts(KeyPart part) -> parts(part, given.get(part.which()), all, next);
                        case Bound.Converted converted -> convert(converted, given.get(converted.index()), all, next);
                    };
                    if (end < 0) {
                        return null;
                    }
                    next = end;
                }
            } catch (LookupException refused) {
                // The resolver says it with the path and the place.
                return null;
            }
            return BoundList.given(all);
        }

        private static @Nullable Object literal(DataType<?> type, @Nullable Object value) {
            return value == null ? null : Values.convert(type, value);
        }

        private static int part(
                KeyPart part, List<DataType<?>> types, @Nullable Object value, @Nullable Object[] all, int next) {
            Object own = part.of(value);
            return own == null || Comparisons.isComputed(own)
                    || !(part.operand(own) instanceof Operand.Binds(List<Operand.Bind> binds))
                            ? -1
                            : put(binds, types, all, next);
        }

        private static int parts(KeyPart part, @Nullable Object value, @Nullable Object[] all, int next) {
            List<Object> members = part.ofEach(value);
            return members == null ? -1 : put(all, next, ValueList.members(part.type(), members));
        }

        private static int put(
                List<Operand.Bind> binds, List<DataType<?>> types, @Nullable Object[] all, int next) {
            if (types.size() != binds.size()) {
                return -1;
            }
            int place = next;
            for (int i = 0; i < binds.size(); i++) {
                Operand.Bind bind = binds.get(i);
                if (!isSame(bind.type(), types.get(i))) {
                    return -1;
                }
                all[place++] = ValueCopies.of(bind.value());
            }
            return place;
        }

        private static int put(@Nullable Object[] all, int next, @Nullable Object value) {
            all[next] = value;
            return next + 1;
        }

        private static int convert(
                Bound.Converted converted, @Nullable Object value, @Nullable Object[] all, int next) {
            Comparisons.Plain plain = Comparisons.plainly(converted.compared(), value);
            if (!plain.lookup().equals(converted.lookup())) {
                return -1;
            }
            if (!(plain.operand() instanceof Operand.Binds(List<Operand.Bind> binds))) {
                return plain.operand().equals(converted.nulls()) ? next : -1;
            }
            return converted.nulls() != null ? -1 : put(binds, converted.types(), all, next);
        }

        @SuppressWarnings("ReferenceEquality") // nearly always the same one, and jOOQ compares types by their names
        private static boolean isSame(DataType<?> one, DataType<?> other) {
            return one == other || TypeRules.comparable(one).equals(TypeRules.comparable(other));
        }
    }
}
